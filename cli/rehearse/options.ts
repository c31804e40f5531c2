/** The command line of `rehearse`. */
import { type Command, InvalidArgumentError } from "commander";

/** The options of the command line. */
export interface Options {
  readonly stack?: string;
  readonly ingest?: string;
  readonly playback?: string;
  readonly seconds: number;
  readonly timeout: number;
  readonly publishTargets?: true;
  readonly yes?: true;
  readonly json?: true;
  readonly markdown?: true;
}

export const EXIT_STATUS = { go: 0, noGo: 10, notRehearsed: 20 } as const;

/** Defines the options of the command, and passes them to `act`. */
export function declareRehearse(
  command: Command,
  act: (names: string[], options: Options) => Promise<void>,
): void {
  command
    .summary("send a test video, and check that players and targets would get it")
    .description(
      "Sends a short test video with a clock to each livestream, live input and broadcast of a stack, one after the other, and waits until its playback URL serves that very video. Checks each enabled restream target as far as its server accepts a connection, and what the API says. ffmpeg encodes and decodes; it must be installed.",
    )
    .argument("[names...]", "logical names of what to rehearse (default: all)")
    .option("-s, --stack <name>", "the stack (default: the selected one)")
    .option(
      "--ingest <url>",
      "rehearse this ingest server instead of a stack, for example rtmps://live.cloudflare.com:443/live/; the stream key is read from STREAM_KEY, or asked for",
    )
    .option("--playback <url>", "the HLS manifest that belongs to --ingest")
    .option("--seconds <n>", "how long to play after the first picture", seconds, 6)
    .option("--timeout <n>", "how many seconds to wait for the first picture", seconds, 60)
    .option(
      "--publish-targets",
      "also publish to each enabled target with its stream key, which may start a broadcast there",
    )
    .option("-y, --yes", "do not ask before something may go on air")
    .option("--json", "print the result as JSON")
    .option("--markdown", "print the result as Markdown, for example for a pull request")
    .addHelpText(
      "after",
      `
The test video of a live input also goes to its enabled restream targets, so the command asks before it sends any. Disable the targets, or use --yes.
ffmpeg is looked for in FFMPEG, in PATH, and in the npm package @ffmpeg-installer/ffmpeg.

Exit status: ${EXIT_STATUS.go} go, ${EXIT_STATUS.noGo} no-go, ${EXIT_STATUS.notRehearsed} could not rehearse.`,
    )
    .action(act);
}

function seconds(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 600) return value;
  throw new InvalidArgumentError("Give a whole number from 1 to 600.");
}
