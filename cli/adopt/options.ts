/** The command line of `adopt`. */
import { type Command, Option } from "commander";
import { ALL } from "./owners.ts";

/** What is printed: all for people, one form to paste, or data for programs. */
export type Form = "all" | "config" | "code" | "import" | "json";

export interface Options {
  readonly form: Form;
  /** Writes what is offered into the stack's config, the secrets as well, in place of printing it. */
  readonly write: boolean;
  /** Writes the secrets of what was pasted into the stack's config, in place of printing anything. */
  readonly secrets: boolean;
  readonly stack: string | undefined;
  readonly account: string | undefined;
  readonly app: string | undefined;
  /** Whether meetings are looked at: application servers make them, often in great number. */
  readonly meetings: boolean;
  /** Ids of what is taken over although another stack may manage it; `all` is all of it. */
  readonly include: readonly string[];
}

/** As the command line has them. */
type Given = Partial<Record<Exclude<Form, "all">, true>> & Partial<Omit<Options, "form">>;

/** Says what the command takes, and hands what it got to `act`. */
export function declareAdopt(command: Command, act: (options: Options) => Promise<void>): void {
  command
    .summary("print how to take over what no stack manages yet")
    .description(
      "Lists what a RealtimeKit app and its account have and no stack of this project manages, and prints config and code that take it over. Nothing is changed at the API, and nothing in the stack's config without --write or --secrets.",
    )
    .option("-s, --stack <name>", "the stack that is to take over (default: the selected one)")
    .option("--app <id>", "the RealtimeKit app (default: the stack's)")
    .option("--account <id>", "the Cloudflare account (default: the stack's)")
    .addOption(
      new Option("--config", "only the config, as YAML for Pulumi.<stack>.yaml").conflicts([
        "code",
        "import",
        "json",
      ]),
    )
    .addOption(new Option("--code", "only the code, as TypeScript").conflicts(["import", "json"]))
    .addOption(
      new Option(
        "--import",
        "only a file for `pulumi import --file`, for stacks on the native plugin",
      ).conflicts("json"),
    )
    .option("--json", "all of it, for programs")
    .addOption(
      new Option(
        "--write",
        "write what is offered into the stack's config, beside what is there, and the stream keys with it, encrypted and unseen",
      ).conflicts(["config", "code", "import", "json"]),
    )
    .option(
      "--secrets",
      "write the stream keys of what was pasted into the stack's config, encrypted and unseen; with --code, those that the code asks for",
    )
    .option("--meetings", "meetings as well, those that may be joined")
    .option(
      "--include <id...>",
      `what may belong to another stack: a live input that carries the mark of a stack that cannot be seen from here, and what has a name that some stack has made. It is left out unless its id is given here; "${ALL}" is all of it`,
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
