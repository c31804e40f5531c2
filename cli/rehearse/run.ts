/** Rehearses one stream: sends the test video, and looks for it where players would. */
import { setTimeout as wait } from "node:timers/promises";
import { parseAddress } from "../../media/rtmp/address.ts";
import { RtmpClient } from "../../media/rtmp/client.ts";
import { messageOf, UserError } from "../../provider/user-error.ts";
import type { StackApi } from "./api.ts";
import { type Check, failed, ok, skipped } from "./check.ts";
import { send, type Sending } from "./encoder.ts";
import { newNonce } from "./picture.ts";
import { look } from "./player.ts";
import type { Playback, Stream } from "./streams.ts";
import { targetCheck } from "./targets.ts";

/** How a stream is rehearsed. */
export interface Plan {
  readonly ffmpeg: string;
  readonly seconds: number;
  readonly timeoutSeconds: number;
  readonly publishesTargets: boolean;
  /** Undefined for an ingest server of the command line. */
  readonly api: StackApi | undefined;
}

/** The time between two looks at a playlist. */
const LOOK_EVERY_MS = 300;

/** All checks of a stream. */
export async function rehearse(stream: Stream, plan: Plan): Promise<Check[]> {
  const [video, targets] = await Promise.all([
    videoChecks(stream, plan),
    Promise.all(stream.targets.map((target) => targetCheck(target, plan.publishesTargets))),
  ]);
  return [...video, ...targets];
}

async function videoChecks(stream: Stream, plan: Plan): Promise<Check[]> {
  const objection = await plan.api?.objection(stream);
  if (objection !== undefined) return [failed("ingest", objection), ...unseen(stream)];
  const started = performance.now();
  const lost = Promise.withResolvers<never>();
  lost.promise.catch(() => undefined);
  let client: RtmpClient;
  try {
    client = await connected(stream, lost.reject);
  } catch (error) {
    return [failed("ingest", messageOf(error)), ...unseen(stream)];
  }
  const ingest = ok("ingest", "accepted the stream key", performance.now() - started);
  const nonce = newNonce();
  const sending = send(plan.ffmpeg, nonce, client);
  try {
    const broken = Promise.race([lost.promise, sending.ended]);
    const checks = await watched(stream, plan, nonce, broken);
    const api = await plan.api?.check(stream);
    return [ingest, ...checks, ...(api ? [api] : [])];
  } catch (error) {
    return [failed("ingest", messageOf(error)), ...unseen(stream)];
  } finally {
    end(sending, client);
  }
}

function end(sending: Sending, client: RtmpClient): void {
  sending.stop();
  client.close();
}

async function connected(
  { ingestServer, streamKey }: Stream,
  onLost: (error: Error) => void,
): Promise<RtmpClient> {
  const address = parseAddress(ingestServer);
  if (!address)
    throw new UserError(
      `${ingestServer} is not the URL of an RTMP server; give one such as rtmps://live.cloudflare.com:443/live/`,
    );
  const client = await RtmpClient.connect(address, { onLost });
  try {
    await client.publish(streamKey);
  } catch (error) {
    client.destroy();
    throw error;
  }
  return client;
}

function unseen({ playback }: Stream): Check[] {
  return playback.map((each, index) => skipped(labelOf(each, index), "no video was sent"));
}

/** The first one is the stream's own. A livestream that it feeds can have the same logical name. */
function labelOf({ name }: Playback, index: number): string {
  return index === 0 ? "playback" : `playback of livestream ${name}`;
}

/** Looks at all playback URLs at the same time. Rejects if the video cannot be sent any more. */
async function watched(
  { playback }: Stream,
  plan: Plan,
  nonce: number,
  broken: Promise<never>,
): Promise<Check[]> {
  if (playback.length === 0) {
    await Promise.race([wait(plan.seconds * 1000), broken]);
    return [];
  }
  const all = playback.map((each, index) =>
    playbackCheck(labelOf(each, index), each.url, plan, nonce),
  );
  return await Promise.race([Promise.all(all), broken]);
}

async function playbackCheck(
  what: string,
  url: string,
  { ffmpeg, seconds, timeoutSeconds }: Plan,
  nonce: number,
): Promise<Check> {
  const started = performance.now();
  const passed = () => performance.now() - started;
  const ages: number[] = [];
  let first: number | undefined;
  for (;;) {
    const seen = await look(ffmpeg, url, nonce);
    if (seen.kind === "refused") return failed(what, seen.found);
    if (seen.kind === "picture") {
      first ??= passed();
      ages.push(seen.ageMs);
    } else if (first === undefined && passed() > timeoutSeconds * 1000) {
      return failed(what, `no test video after ${timeoutSeconds} s: ${seen.found}`);
    } else if (first !== undefined && passed() > first + (seconds + timeoutSeconds) * 1000) {
      return failed(what, `the video stopped: ${seen.found}`);
    }
    if (first !== undefined && ages.length > 1 && passed() > first + seconds * 1000) break;
    await wait(LOOK_EVERY_MS);
  }
  const latency = median(ages);
  return ok(what, `picture after ${inSeconds(first)}, ${inSeconds(latency)} behind`, latency);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function inSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
