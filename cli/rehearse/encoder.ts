/** Encodes the test video with ffmpeg, and publishes it with the RTMP client. */
import { encodeAmf } from "../../media/rtmp/amf.ts";
import type { RtmpClient } from "../../media/rtmp/client.ts";
import { messageType } from "../../media/rtmp/message.ts";
import { FlvReader } from "../../media/flv.ts";
import { UserError } from "../../provider/user-error.ts";
import { startFfmpeg } from "./ffmpeg.ts";
import { filters, FRAMES_PER_SECOND, HEIGHT, WIDTH } from "./picture.ts";

/** A server that takes less than is sent has this much unsent; the rest is left out. */
const MOST_UNSENT = 4 * 1024 * 1024;

/** A test video that is being sent. */
export interface Sending {
  /** Rejects if ffmpeg ends by itself. */
  readonly ended: Promise<never>;
  stop(): void;
}

/** Sends the test video to a server that accepted the key, until it is stopped. */
export function send(ffmpeg: string, nonce: number, client: RtmpClient): Sending {
  const child = startFfmpeg(ffmpeg, encoding(nonce));
  const reader = new FlvReader();
  let isStopped = false;
  let words = "";
  child.stderr.on("data", (data: Buffer) => (words += data.toString()));
  child.stdout.on("data", (data: Buffer) => {
    for (const { type, timestamp, payload } of reader.read(data)) {
      if (isStopped || client.unsentBytes > MOST_UNSENT) return;
      client.send({ type, timestamp, payload: asMessage(type, payload) });
    }
  });
  const ended = child.then(() => {
    if (isStopped) return new Promise<never>(() => undefined);
    throw new UserError(`ffmpeg ended: ${words.trim().split("\n").at(-1) ?? ""}`);
  });
  ended.catch(() => undefined);
  return {
    ended,
    stop: () => {
      isStopped = true;
      child.kill("SIGKILL");
    },
  };
}

/** An encoder names the message by which it tells the size and codecs of its video. */
function asMessage(type: number, payload: Buffer): Buffer {
  if (type !== messageType.dataAmf0) return payload;
  return Buffer.concat([encodeAmf(["@setDataFrame"]), payload]);
}

function encoding(nonce: number): string[] {
  return [
    ...["-re", "-f", "lavfi", "-i", `testsrc2=size=${WIDTH}x${HEIGHT}:rate=${FRAMES_PER_SECOND}`],
    ...["-re", "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000"],
    ...["-vf", filters(nonce), "-pix_fmt", "yuv420p"],
    ...["-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-b:v", "2M"],
    // Segments begin with key frames: one a second lets players begin early.
    ...["-g", String(FRAMES_PER_SECOND), "-keyint_min", String(FRAMES_PER_SECOND)],
    ...["-af", "volume=0.05", "-c:a", "aac", "-b:a", "96k", "-ar", "48000"],
    ...["-f", "flv", "-flvflags", "no_duration_filesize", "pipe:1"],
  ];
}
