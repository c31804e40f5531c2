/** The command line of `adopt`. */
import { type Command, Option } from "commander";
import { ALL } from "./owners.ts";

/** What is printed: all for people, one form to paste, or data for programs. */
export type Form = "all" | "config" | "code" | "json";

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
type Given = Partial<Record<"config" | "code" | "json", true>> & Partial<Omit<Options, "form">>;

/** Says what the command takes, and hands what it got to `act`. */
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
        "json",
      ]),
    )
    .addOption(new Option("--code", "print only the code, as TypeScript").conflicts("json"))
    .option("--json", "print everything as JSON")
    .addOption(
      new Option(
        "--write",
        "add the resources to the stack's config, and their stream keys, encrypted and without printing them",
      ).conflicts(["config", "code", "json"]),
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

function optionsOf({ config, code, json, ...given }: Given): Options {
  return {
    form: config ? "config" : code ? "code" : json ? "json" : "all",
    write: given.write ?? false,
    secrets: given.secrets ?? false,
    stack: given.stack,
    account: given.account,
    app: given.app,
    meetings: given.meetings ?? false,
    include: given.include ?? [],
  };
}
