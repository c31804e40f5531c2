/** Loads the newest video of an HLS playlist, and reads the test picture in it. */
import { Parser } from "m3u8-parser";
import { startFfmpeg } from "./ffmpeg.ts";
import { ageOf, asBytes, FRAME_BYTES, readFrame, type Reading } from "./picture.ts";

const TIMEOUT_MS = 10_000;

/** What a playback URL served. */
export type Seen =
  /** The test video; its newest frame is this old. */
  | { readonly kind: "picture"; readonly ageMs: number }
  /** Nothing yet, or another video; in a few words. */
  | { readonly kind: "waiting"; readonly found: string }
  /** An answer that waiting does not change. */
  | { readonly kind: "refused"; readonly found: string };

/** Loads the newest video once. */
export async function look(ffmpeg: string, url: string, nonce: number): Promise<Seen> {
  try {
    const newest = await newestOf(url);
    if (newest === undefined) return { kind: "waiting", found: "its playlist has no video yet" };
    const readings = await decode(ffmpeg, newest.bytes);
    const own = readings.filter((reading) => reading?.nonce === nonce).at(-1);
    if (own) return { kind: "picture", ageMs: ageOf(own, newest.arrived) };
    const found = readings.length === 0 ? "its video cannot be decoded" : "it shows another video";
    return { kind: "waiting", found };
  } catch (error) {
    if (error instanceof Refused) return { kind: "refused", found: error.message };
    return { kind: "waiting", found: error instanceof Error ? error.message : String(error) };
  }
}

class Refused extends Error {}

interface Newest {
  readonly bytes: Buffer;
  /** When its last byte was here. */
  readonly arrived: number;
}

/** The newest part that can be decoded, or the newest segment. */
async function newestOf(url: string): Promise<Newest | undefined> {
  const { manifest, at } = await playlist(url);
  const last = manifest.segments.at(-1);
  const parts = [last, manifest.preloadSegment].flatMap((segment) => segment?.parts ?? []);
  const from = parts.findLastIndex(({ independent }) => independent === true);
  const pieces = from >= 0 ? parts.slice(from) : last?.uri === undefined ? [] : [last];
  const map = (manifest.preloadSegment ?? last)?.map ?? last?.map;
  if (pieces.length === 0) return undefined;
  const loaded = await Promise.all(
    [...(map ? [map] : []), ...pieces].map((piece) => bytesOf(piece, at)),
  );
  return { bytes: Buffer.concat(loaded), arrived: Date.now() };
}

/** The playlist with the segments: the first rendition, if there are several. */
async function playlist(url: string) {
  const response = await load(url);
  const parser = new Parser();
  parser.push(await response.text());
  parser.end();
  const [rendition] = parser.manifest.playlists ?? [];
  // After redirects.
  const at = response.url || url;
  if (rendition) return await playlist(new URL(rendition.uri, at).href);
  return { manifest: parser.manifest, at };
}

interface Piece {
  readonly uri?: string;
  readonly byterange?: { readonly offset: number; readonly length: number };
}

async function bytesOf({ uri = "", byterange }: Piece, base: string): Promise<Buffer> {
  const headers = byterange && {
    range: `bytes=${byterange.offset}-${byterange.offset + byterange.length - 1}`,
  };
  const response = await load(new URL(uri, base).href, headers);
  return Buffer.from(await response.arrayBuffer());
}

async function load(url: string, headers: Record<string, string> = {}): Promise<Response> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(url, { headers, signal, cache: "no-store" }).catch(
    (error: unknown) => {
      const cause = error instanceof Error ? (error.cause ?? error) : error;
      throw new Error(
        `${new URL(url).host}: ${cause instanceof Error ? cause.message : "no answer"}`,
      );
    },
  );
  if (response.status === 401 || response.status === 403)
    throw new Refused(
      `HTTP ${response.status}: it is only played with a signed URL, which cannot be rehearsed`,
    );
  if (response.status !== 200 && response.status !== 206)
    throw new Error(`HTTP ${response.status} from ${new URL(url).host}`);
  return response;
}

/** What the frames of a piece of video say. */
async function decode(ffmpeg: string, bytes: Buffer): Promise<(Reading | undefined)[]> {
  const child = startFfmpeg(ffmpeg, ["-i", "pipe:0", "-an", ...asBytes]);
  const frames: Buffer[] = [];
  child.stdout.on("data", (data: Buffer) => frames.push(data));
  // It may end before it has read everything.
  child.stdin.on("error", () => undefined);
  child.stdin.end(bytes);
  await child;
  const all = Buffer.concat(frames);
  return Array.from({ length: Math.floor(all.length / FRAME_BYTES) }, (_, index) =>
    readFrame(all.subarray(index * FRAME_BYTES, (index + 1) * FRAME_BYTES)),
  );
}
