/** The command line of `review`, and its exit statuses. */
import { type Command, InvalidArgumentError } from "commander";
import type { Verdict } from "./findings.ts";
import { DEFAULT_LIMIT, SMALLEST_LIMIT } from "./report.ts";

/** Exit statuses that neither Pulumi (1 to 9 and 255), the shell (1, 2, 126 and up) nor sysexits (64 to 78) use. */
export const EXIT_STATUS: Readonly<Record<Verdict, number>> = {
  nothing: 0,
  changes: 20,
  breaking: 30,
  failed: 40,
};

/** The options of the command line. */
export interface Options {
  readonly json?: true;
  readonly exitZero?: true;
  readonly stack?: string;
  /** The file of a preview, or `-` for standard input; undefined to run `pulumi preview`. */
  readonly preview?: string;
  /** Whether to refresh in the preview; ignored for an existing preview. */
  readonly refresh: boolean;
  readonly marker?: string;
  readonly limit: number;
}

const STATUSES = `
Exit status:
  ${EXIT_STATUS.nothing}   no changes (changes outside Pulumi do not count)
  ${EXIT_STATUS.changes}  changes
  ${EXIT_STATUS.breaking}  breaking changes: see the section "Breaking" of the report
  ${EXIT_STATUS.failed}  the preview failed, or the given file is not a preview; also with --exit-zero`;

/** Defines the options of the command, and passes them to `act`. */
export function declareReview(command: Command, act: (options: Options) => Promise<void>): void {
  command
    .summary("turn a preview into a report for a pull request")
    .usage("[options] [-- <arguments of pulumi preview>]")
    .description(
      "Turns a Pulumi preview into a Markdown report, for example for a comment on a pull request. Breaking changes come first: new stream keys and playback URLs, targets that stop receiving video, resources that are no longer managed but still exist. The report also lists changes made outside Pulumi since the last update, which are read from the API. Nothing is written.",
    )
    .option(
      "-s, --stack <name>",
      "the stack to preview; with --preview, the stack that the preview must belong to",
    )
    .option(
      "--preview <file>",
      "use an existing preview instead of creating one; - is standard input. The file is the output of pulumi preview --json --show-sames --refresh, or Pulumi's event log. (With --show-sames the report can name the targets of a live input; without --refresh it cannot list changes outside Pulumi.)",
    )
    .option(
      "--no-refresh",
      "compare with the state only; do not read changes outside Pulumi from the API",
    )
    .option("--json", "print the report as JSON")
    .option(
      "--limit <number>",
      `the maximum number of characters of Markdown, at least ${SMALLEST_LIMIT}; GitHub accepts 65536`,
      limitOf,
      DEFAULT_LIMIT,
    )
    .option(
      "--marker <name>",
      "the name in the hidden first line, with which a workflow finds its comment (default: the stack)",
    )
    .option("--exit-zero", "exit with status 0 for changes, even breaking ones")
    .addHelpText("after", STATUSES)
    .action(act);
}

function limitOf(text: string): number {
  const limit = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (limit >= SMALLEST_LIMIT) return limit;
  throw new InvalidArgumentError(`Give a whole number, ${SMALLEST_LIMIT} or more.`);
}
