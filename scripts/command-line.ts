/** Parses a command line of Pulumi: its command, project and stack. */
import { dirname, join, resolve } from "node:path";
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";

/** Flags with a value: those of all commands, then those of `stack init`. */
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

/** The parts of a command line that determine its stack. */
export interface CommandLine {
  /** The command and its arguments, without flags. */
  readonly words: readonly string[];
  /** The stack in the command line, without organization and project. */
  readonly stack: string | undefined;
  /** The directory of the project, if there is one. */
  readonly project: string | undefined;
  /** Whether the command line has a flag, such as `--secret`. */
  readonly has: (flag: string) => boolean;
}

/** Parses the arguments of `npm run pulumi --`, run in `cwd`. */
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

/** Converts `-s=prod` to `-sprod`: for Pulumi they are the same, but Node would read a stack `=prod`. */
function joined(args: string[]): string[] {
  return args.map((arg) => arg.replace(/^-([sCv])=/, "-$1"));
}

function text(value: string | boolean | undefined | (string | boolean)[]): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function notEmpty(value: string | undefined): string | undefined {
  return value === "" ? undefined : value;
}

/** The stack in the arguments of `stack init <name>` and similar commands. */
function named([first, second, third]: string[]): string | undefined {
  return first === "stack" && /^(init|new|select|rm)$/.test(second ?? "") ? third : undefined;
}

function projectAbove(directory: string): string | undefined {
  if (existsSync(join(directory, "Pulumi.yaml"))) return directory;
  return dirname(directory) === directory ? undefined : projectAbove(dirname(directory));
}

/** The commands that use the provider. */
const TALKING = new Set([
  ...["up", "update", "preview", "pre", "refresh", "destroy", "down", "dn"],
  ...["import", "watch"],
]);

export function talksToApi({ words: [command = ""] }: CommandLine): boolean {
  return TALKING.has(command);
}

/** The commands that use a stack, by default the selected one. */
const OF_ONE_STACK = new Set([...TALKING, "config", "cancel", "state", "logs", "deployment"]);

export function isOfOneStack({ words: [command = "", ...more] }: CommandLine): boolean {
  return command === "stack" ? more[0] !== "ls" : OF_ONE_STACK.has(command);
}

/** Whether the command needs a backend. */
export function needsBackend(line: CommandLine): boolean {
  return isOfOneStack(line) || line.words[0] === "stack";
}
