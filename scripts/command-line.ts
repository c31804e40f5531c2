/** What a command line of Pulumi's is about: its command, its project, its stack. */
import { dirname, join, resolve } from "node:path";
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";

/** Flags with a value, which is none of the command's words: those of all commands, then `stack init`'s. */
const WITH_VALUE = {
  stack: { type: "string", short: "s" },
  cwd: { type: "string", short: "C" },
  color: { type: "string" },
  verbose: { type: "string", short: "v" },
  memprofilerate: { type: "string" },
  "otel-traces": { type: "string" },
  profiling: { type: "string" },
  tracing: { type: "string" },
  "copy-config-from": { type: "string" },
  "secrets-provider": { type: "string" },
  teams: { type: "string" },
} as const;

/** A command line of Pulumi's as far as it matters which stack it is about. */
export interface CommandLine {
  /** The command and its arguments, without flags. */
  readonly words: readonly string[];
  /** The stack that it names, without organization and project. */
  readonly stack: string | undefined;
  /** The project's directory, where there is one. */
  readonly project: string | undefined;
  /** Whether a flag stands in it, as `--secret`. */
  readonly has: (flag: string) => boolean;
}

/** Understands what stands behind `npm run pulumi --`, for whoever stands in `cwd`. */
export function readCommandLine(
  args: string[],
  cwd: string,
  { PULUMI_STACK }: NodeJS.ProcessEnv,
): CommandLine {
  const { values, positionals } = parseArgs({
    args: joined(args),
    options: WITH_VALUE,
    strict: false,
    allowPositionals: true,
  });
  const full = text(values.stack) ?? named(positionals) ?? notEmpty(PULUMI_STACK);
  return {
    words: positionals,
    stack: full?.split("/").at(-1),
    project: projectAbove(resolve(cwd, text(values.cwd) ?? ".")),
    has: (flag) => values[flag] !== undefined,
  };
}

/** `-s=prod` means the same as `-sprod` to Pulumi, and a stack named `=prod` to Node. */
function joined(args: string[]): string[] {
  return args.map((arg) => arg.replace(/^-([sCv])=/, "-$1"));
}

function text(value: string | boolean | undefined | (string | boolean)[]): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function notEmpty(value: string | undefined): string | undefined {
  return value === "" ? undefined : value;
}

/** `stack init <name>` and its like have the stack as an argument. */
function named([first, second, third]: string[]): string | undefined {
  return first === "stack" && /^(init|new|select|rm)$/.test(second ?? "") ? third : undefined;
}

function projectAbove(directory: string): string | undefined {
  if (existsSync(join(directory, "Pulumi.yaml"))) return directory;
  return dirname(directory) === directory ? undefined : projectAbove(dirname(directory));
}

/** The commands that reach the provider. */
const TALKING = new Set([
  ...["up", "update", "preview", "pre", "refresh", "destroy", "down", "dn"],
  ...["import", "watch"],
]);

export function talksToApi({ words: [command = ""] }: CommandLine): boolean {
  return TALKING.has(command);
}

/** The commands that are about one stack, where they name none the selected one. */
const OF_ONE_STACK = new Set([...TALKING, "config", "cancel", "state", "logs", "deployment"]);

export function isOfOneStack({ words: [command = "", ...more] }: CommandLine): boolean {
  return command === "stack" ? more[0] !== "ls" : OF_ONE_STACK.has(command);
}

/** Whether Pulumi would ask where the state is. */
export function needsBackend(line: CommandLine): boolean {
  return isOfOneStack(line) || line.words[0] === "stack";
}
