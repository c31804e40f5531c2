/** The command line of `adopt`. */
import { type Command, Option } from "commander";
import { ALL } from "./owners.ts";

/** What is printed: everything, one form to paste, a file for an import, or JSON for programs. */
export type Form = "all" | "config" | "code" | "import" | "json";

export interface Options {
  readonly form: Form;
  /** Whether to write the resources and their secrets to the stack's config instead of printing them. */
  readonly write: boolean;
  /** Whether to write only the secrets to the stack's config. */
  readonly secrets: boolean;
  readonly stack: string | undefined;
  readonly account: string | undefined;
  readonly app: string | undefined;
  /** Whether to include meetings; application servers often create many. */
  readonly meetings: boolean;
  /** The ids of resources to adopt although another stack may manage them, or `all`. */
  readonly include: readonly string[];
}

/** The options of the command line. */
type Given = Partial<Record<Exclude<Form, "all">, true>> & Partial<Omit<Options, "form">>;

/** Defines the options of the command, and passes them to `act`. */
export function declareAdopt(command: Command, act: (options: Options) => Promise<void>): void {
  command
    .summary("print config and code that adopt existing resources")
    .description(
      "Lists the resources of a RealtimeKit app and its account that no stack of this project manages, and prints config and code that adopt them. It changes nothing at the API, and changes the stack's config only with --write or --secrets.",
    )
    .option("-s, --stack <name>", "the stack that adopts the resources (default: the selected one)")
    .option("--app <id>", "the RealtimeKit app (default: the stack's)")
    .option("--account <id>", "the Cloudflare account (default: the stack's)")
    .addOption(
      new Option("--config", "print only the config, as YAML for Pulumi.<stack>.yaml").conflicts([
        "code",
        "import",
        "json",
      ]),
    )
    .addOption(
      new Option("--code", "print only the code, as TypeScript").conflicts(["import", "json"]),
    )
    .addOption(
      new Option(
        "--import",
        "print only a file for pulumi import --file, for stacks that use the native plugin",
      ).conflicts("json"),
    )
    .option("--json", "print everything as JSON")
    .addOption(
      new Option(
        "--write",
        "add the resources to the stack's config, and their stream keys, encrypted and without printing them",
      ).conflicts(["config", "code", "import", "json"]),
    )
    .option(
      "--secrets",
      "write the stream keys of resources that you pasted into the stack's config, encrypted and without printing them; with --code, the keys that the code needs",
    )
    .option("--meetings", "include meetings that participants can join")
    .option(
      "--include <id...>",
      `include resources that may belong to another stack, by id; "${ALL}" includes all of them. These are live inputs that another stack created, and resources with an automatic name`,
    )
    .action(async (given: Given) => await act(optionsOf(given)));
}

function optionsOf({ config, code, import: imports, json, ...given }: Given): Options {
  return {
    form: config ? "config" : code ? "code" : imports ? "import" : json ? "json" : "all",
    write: given.write ?? false,
    secrets: given.secrets ?? false,
    stack: given.stack,
    account: given.account,
    app: given.app,
    meetings: given.meetings ?? false,
    include: given.include ?? [],
  };
}
