/** The command line of the review, and what its help says. */
import { parseArgs } from "node:util";
import { Problem, messageOf } from "../../scripts/problem.ts";
import type { Verdict } from "./findings.ts";
import { DEFAULT_LIMIT, SMALLEST_LIMIT } from "./report.ts";

/** Exit statuses beside Pulumi's (1 to 9 and 255), the shell's (1, 2, 126 and up) and sysexits' (64 to 78). */
export const EXIT_STATUS: Readonly<Record<Verdict, number>> = {
  nothing: 0,
  changes: 20,
  breaking: 30,
  failed: 40,
};

export interface Options {
  readonly help: boolean;
  readonly json: boolean;
  readonly exitZero: boolean;
  readonly stack: string | undefined;
  /** A file's name, `-` for standard input; undefined: run `pulumi preview`. */
  readonly preview: string | undefined;
  readonly marker: string | undefined;
  readonly limit: number;
  /** What `pulumi preview` gets besides. */
  readonly pulumi: readonly string[];
}

export const HELP = `Usage: pulumi-realtimekit-review [options] [-- <arguments of pulumi preview>]
       npm run --silent review -- [options] [-- <arguments of pulumi preview>]

Turns a preview of Pulumi's into a report in Markdown, fit for a comment on a pull request. What
breaks livestreams is said first: new stream keys and playback URLs, targets that go dark, what is
forgotten and yet stays reachable.

Options:
  -s, --stack <name>     the stack to preview; with --preview: the stack that it must be of
      --preview <file>   a preview that was made before, instead of making one; - is standard input.
                         Either form: pulumi preview --json --show-sames, or Pulumi's event log.
                         (--show-sames lets the report name the targets of a live input.)
      --json             the report as JSON instead
      --limit <number>   at most so many characters of Markdown, ${SMALLEST_LIMIT} or more;
                         default ${DEFAULT_LIMIT}, for GitHub takes 65536
      --marker <name>    what the hidden first line names, by which a workflow finds its comment
                         again; default: the stack
      --exit-zero        exit with 0 for changes, breaking or not
  -h, --help             this

Exit status:
  ${EXIT_STATUS.nothing}   nothing changes
  ${EXIT_STATUS.changes}  something changes
  ${EXIT_STATUS.breaking}  something changes that breaks: see the section "Breaking" of the report
  ${EXIT_STATUS.failed}  no preview could be made, or what was given is none; also with --exit-zero
`;

/** Reads the command line. */
export function readOptions(args: readonly string[]): Options {
  const end = args.indexOf("--");
  const own = end < 0 ? args : args.slice(0, end);
  const { help, json, stack, preview, marker, ...values } = parse(own);
  const pulumi = end < 0 ? [] : args.slice(end + 1);
  if (preview !== undefined && pulumi.length > 0)
    throw new Problem("With --preview no preview is made: leave out what stands behind --.");
  return {
    help: help ?? false,
    json: json ?? false,
    exitZero: values["exit-zero"] ?? false,
    stack,
    preview,
    marker,
    limit: limitOf(values.limit),
    pulumi,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        help: { type: "boolean", short: "h" },
        json: { type: "boolean" },
        "exit-zero": { type: "boolean" },
        stack: { type: "string", short: "s" },
        preview: { type: "string" },
        marker: { type: "string" },
        limit: { type: "string" },
      },
    }).values;
  } catch (error) {
    throw new Problem(`${messageOf(error)}\nTo see what there is: --help`);
  }
}

function limitOf(text: string | undefined): number {
  if (text === undefined) return DEFAULT_LIMIT;
  const limit = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (limit >= SMALLEST_LIMIT) return limit;
  throw new Problem(`--limit ${text}: give a whole number, ${SMALLEST_LIMIT} or more.`);
}
