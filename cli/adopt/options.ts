/** What the command line says. */
import { parseArgs } from "node:util";
import { Problem, messageOf } from "../../scripts/problem.ts";

/** What is printed: all for people, one form to paste, or data for programs. */
export type Form = "all" | "config" | "code" | "json";

export interface Options {
  readonly form: Form;
  /** Writes the secrets of what was pasted into the stack's config, in place of printing anything. */
  readonly secrets: boolean;
  readonly stack: string | undefined;
  readonly account: string | undefined;
  readonly app: string | undefined;
  /** Whether meetings are looked at: application servers make them, often in great number. */
  readonly meetings: boolean;
  /** Whether what another stack has marked as its own may be taken over all the same. */
  readonly elsewhere: boolean;
  readonly help: boolean;
}

const FLAGS = {
  stack: { type: "string", short: "s" },
  account: { type: "string" },
  app: { type: "string" },
  config: { type: "boolean" },
  code: { type: "boolean" },
  json: { type: "boolean" },
  secrets: { type: "boolean" },
  meetings: { type: "boolean" },
  elsewhere: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

/** The command's own help; `self` is how it was called. */
export function usage(self: string): string {
  return [
    `${self} [options]`,
    "",
    "Lists what a RealtimeKit app and its account have and no stack of this project manages, and prints",
    "config and code that take it over. Nothing is changed at the API.",
    "",
    "  --stack <name>    the stack that is to take over; default: the selected one",
    "  --app <id>        the RealtimeKit app; default: the stack's",
    "  --account <id>    the Cloudflare account; default: the stack's",
    "  --config          only the config, as YAML for Pulumi.<stack>.yaml",
    "  --code            only the code, as TypeScript",
    "  --json            all of it, for programs",
    "  --secrets         write the stream keys of what was pasted into the stack's config, encrypted and",
    "                    unseen; with --code, those that the code asks for",
    "  --meetings        meetings as well, those that may be joined",
    "  --elsewhere       live inputs as well that carry the mark of a stack that cannot be seen from here",
    "  --help            this",
  ].join("\n");
}

/** @throws Problem where an option is not known or two of them do not go together */
export function readOptions(args: string[], self: string): Options {
  const given = parsed(args, self);
  const forms = (["config", "code", "json"] as const).filter((form) => given[form]);
  if (forms.length > 1)
    throw new Problem(`--${forms.join(" and --")} do not go together: give one of them.`);
  return {
    form: forms[0] ?? "all",
    secrets: given.secrets ?? false,
    stack: given.stack,
    account: given.account,
    app: given.app,
    meetings: given.meetings ?? false,
    elsewhere: given.elsewhere ?? false,
    help: given.help ?? false,
  };
}

function parsed(args: string[], self: string) {
  try {
    return parseArgs({ args, options: FLAGS }).values;
  } catch (error) {
    throw new Problem(`${messageOf(error)}\n\n${usage(self)}`);
  }
}
