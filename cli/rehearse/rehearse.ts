/** The command `rehearse`. */
import { readSettings } from "../../provider/client/settings.ts";
import { UserError } from "../../provider/user-error.ts";
import type { Cli } from "../command.ts";
import { configOf, selectedStack } from "../pulumi.ts";
import { StackApi } from "./api.ts";
import { assertAgrees, secretFor } from "../ask.ts";
import type { Rehearsed } from "./check.ts";
import { findFfmpeg } from "./ffmpeg.ts";
import { EXIT_STATUS, type Options } from "./options.ts";
import { isGo, report } from "./report.ts";
import { type Plan, rehearse as rehearseStream } from "./run.ts";
import { type Stream, streamsOf } from "./streams.ts";

export async function rehearse(names: string[], options: Options, cli: Cli): Promise<number> {
  const ffmpeg = await findFfmpeg(cli.env, cli.cwd);
  const { streams, api } =
    options.ingest === undefined
      ? await ofStack(names, options, cli)
      : await given(names, options, cli);
  if (options.yes !== true) await assertMayGoOnAir(streams, options);
  const plan: Plan = {
    ffmpeg,
    seconds: options.seconds,
    timeoutSeconds: options.timeout,
    publishesTargets: options.publishTargets === true,
    api,
  };
  const done: Rehearsed[] = [];
  for (const stream of streams) {
    const { name, kind } = stream;
    console.error(`Sending a test video to ${kind} ${name}…`);
    done.push({ name, kind, checks: await rehearseStream(stream, plan) });
  }
  console.log(report(done, options));
  return isGo(done) ? EXIT_STATUS.go : EXIT_STATUS.noGo;
}

const NOT_REHEARSED = "Not rehearsed.";

interface Subjects {
  readonly streams: readonly Stream[];
  readonly api: StackApi | undefined;
}

async function ofStack(names: string[], options: Options, cli: Cli): Promise<Subjects> {
  if (options.playback !== undefined)
    throw new UserError("--playback belongs to --ingest; give both, or none for a stack.");
  const stack = options.stack ?? (await selectedStack(cli));
  if (stack === undefined)
    throw new UserError(
      "No stack is selected: give one (--stack), or an ingest server (--ingest and --playback).",
    );
  const [streams, config] = await Promise.all([streamsOf(cli, stack, names), configOf(cli, stack)]);
  const api = new StackApi(readSettings((key) => config[key], cli.env));
  return { streams, api };
}

/** An ingest server of the command line. Its key is never an argument, which others could see. */
async function given(names: string[], options: Options, { env }: Cli): Promise<Subjects> {
  const { ingest = "", playback } = options;
  if (names.length > 0 || options.stack !== undefined)
    throw new UserError(
      "--ingest is for a server without a stack: leave out the names and --stack.",
    );
  if (playback === undefined)
    throw new UserError(
      "--playback is missing: the HLS manifest that shows what is sent to --ingest.",
    );
  if (!URL.canParse(playback))
    throw new UserError(
      `--playback: ${JSON.stringify(playback)} is not a URL; give one that ends with .m3u8`,
    );
  const known = env.STREAM_KEY ?? "";
  const missing = {
    alone: "The stream key is missing: set it in STREAM_KEY.",
    declined: NOT_REHEARSED,
  };
  const streamKey = known === "" ? await secretFor("Stream key:", missing) : known;
  const name = URL.canParse(ingest) ? new URL(ingest).host : ingest;
  const stream: Stream = {
    name,
    kind: "ingest server",
    ingestServer: ingest,
    streamKey,
    playback: [{ name, url: playback }],
    feeds: [],
    targets: [],
  };
  return { streams: [stream], api: undefined };
}

/** Asks before a test video reaches platforms. */
async function assertMayGoOnAir(streams: readonly Stream[], options: Options): Promise<void> {
  const targets = streams.flatMap(({ name, targets: own }) =>
    own.filter(({ enabled }) => enabled).map((target) => `${target.name} (of ${name})`),
  );
  if (targets.length === 0) return;
  const what = `The test video also goes to the enabled restream targets ${targets.join(", ")}, and may go on air there`;
  const also = options.publishTargets ? "; each of them is also published to directly" : "";
  await assertAgrees(`${what}${also}. Go on?`, {
    alone: `${what}${also}. Use --yes if it may, or disable them first (enabled: false).`,
    declined: NOT_REHEARSED,
  });
}
