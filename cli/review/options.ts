/** The command line of `review`, and what it ends with. */
import { type Command, InvalidArgumentError } from "commander";
import type { Verdict } from "./findings.ts";
import { DEFAULT_LIMIT, SMALLEST_LIMIT } from "./report.ts";

/** Exit statuses beside Pulumi's (1 to 9 and 255), the shell's (1, 2, 126 and up) and sysexits' (64 to 78). */
export const EXIT_STATUS: Readonly<Record<Verdict, number>> = {
  nothing: 0,
  changes: 20,
  breaking: 30,
  failed: 40,
};

/** As the command line has them. */
export interface Options {
  readonly json?: true;
  readonly exitZero?: true;
  readonly stack?: string;
  /** A file's name, `-` for standard input; undefined: run `pulumi preview`. */
  readonly preview?: string;
  /** Whether the preview asks the API first what it holds; not where one is given. */
  readonly refresh: boolean;
  readonly marker?: string;
  readonly limit: number;
}

const STATUSES = `
Exit status:
  ${EXIT_STATUS.nothing}   nothing changes, whatever was changed outside
  ${EXIT_STATUS.changes}  something changes
  ${EXIT_STATUS.breaking}  something changes that breaks: see the section "Breaking" of the report
  ${EXIT_STATUS.failed}  no preview could be made, or what was given is none; also with --exit-zero`;

/** Says what the command takes, and hands what it got to `act`. */
export function declareReview(command: Command, act: (options: Options) => Promise<void>): void {
  command
    .summary("turn a preview into a report for a pull request")
    .usage("[options] [-- <arguments of pulumi preview>]")
    .description(
      "Turns a preview of Pulumi's into a report in Markdown, fit for a comment on a pull request. What breaks livestreams is said first: new stream keys and playback URLs, targets that go dark, what is forgotten and yet stays reachable. What was changed outside since the last update is read from the API, and told as well; nothing is written.",
    )
    .option(
      "-s, --stack <name>",
      "the stack to preview; with --preview: the stack that it must be of",
    )
    .option(
      "--preview <file>",
      "a preview that was made before, instead of making one; - is standard input. Either form: pulumi preview --json --show-sames --refresh, or Pulumi's event log. (--show-sames lets the report name the targets of a live input; without --refresh it cannot tell what was changed outside.)",
    )
    .option(
      "--no-refresh",
      "compare with the state alone: do not ask the API what was changed outside since the last update",
    )
    .option("--json", "the report as JSON instead")
    .option(
      "--limit <number>",
      `at most so many characters of Markdown, ${SMALLEST_LIMIT} or more; GitHub takes 65536`,
      limitOf,
      DEFAULT_LIMIT,
    )
    .option(
      "--marker <name>",
      "what the hidden first line names, by which a workflow finds its comment again (default: the stack)",
    )
    .option("--exit-zero", "exit with 0 for changes, breaking or not")
    .addHelpText("after", STATUSES)
    .action(act);
}

function limitOf(text: string): number {
  const limit = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (limit >= SMALLEST_LIMIT) return limit;
  throw new InvalidArgumentError(`Give a whole number, ${SMALLEST_LIMIT} or more.`);
}
