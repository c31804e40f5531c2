/**
 * The media playlist of a stream and its segments, for Low-Latency HLS (RFC 8216bis). Old segments go, so that
 * a stream takes the same memory however long it runs.
 */
import type { Tracks } from "../../media/mp4/init.ts";
import { PART_MS, ROUNDING_MS, type PackagerOutput } from "./packager.ts";

const KEPT_SEGMENTS = 6;
/** Segments that have left the playlist are kept for players that have just loaded it. */
const KEPT_AFTERWARDS = 2;
/** Parts are listed for the newest segments only. */
const SEGMENTS_WITH_PARTS = 2;
const MOST_WAITERS = 500;

interface Part {
  readonly data: Buffer;
  readonly seconds: number;
  readonly isKey: boolean;
}

interface Segment {
  readonly number: number;
  readonly parts: Part[];
  readonly init: number;
  /** Whether it does not continue what was before. */
  readonly isNew: boolean;
  readonly begun: Date;
  isComplete: boolean;
}

/** A position: a segment, or a part of it. */
export interface Position {
  readonly segment: number;
  readonly part: number | undefined;
}

export class LivePlaylist implements PackagerOutput {
  readonly #segments: Segment[] = [];
  readonly #inits = new Map<number, Buffer>();
  #tracks: Tracks | undefined;
  #init = 0;
  #isNew = false;
  #isEnded = false;
  #targetSeconds = 2;
  /** By the clock, so that the numbers go up also after the emulator was restarted. */
  #next = Math.floor(Date.now() / 1000);
  #discontinuities = 0;
  readonly #waiters = new Set<() => void>();

  /** Whether a player can begin: hls.js takes no playlist without a whole segment. */
  get isPlayable(): boolean {
    return this.#segments.some(({ isComplete }) => isComplete);
  }

  /** The tracks of the newest segment. */
  get tracks(): Tracks | undefined {
    return this.#tracks;
  }

  begin(init: Buffer, tracks: Tracks): void {
    this.#isEnded = false;
    this.#isNew = this.#segments.length > 0;
    this.#tracks = tracks;
    this.#inits.set(++this.#init, init);
  }

  part({ data, seconds, isKey, startsSegment }: Part & { startsSegment: boolean }): void {
    if (startsSegment) this.#beginSegment();
    this.#segments.at(-1)?.parts.push({ data, seconds, isKey });
    this.#changed();
  }

  endSegment(): void {
    const segment = this.#segments.at(-1);
    if (segment === undefined) return;
    segment.isComplete = true;
    this.#targetSeconds = Math.max(this.#targetSeconds, Math.round(lengthOf(segment)));
    this.#changed();
  }

  /** No more will come: players stop at the end. */
  end(): void {
    this.#isEnded = true;
    this.#changed();
  }

  /** Waits until `isThere` says so; whether it did in time. */
  async until(isThere: () => boolean, timeoutMs: number): Promise<boolean> {
    if (isThere()) return true;
    if (this.#isEnded || this.#waiters.size >= MOST_WAITERS) return false;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const look = () => {
      if (isThere()) resolve(true);
      else if (this.#isEnded) resolve(false);
    };
    const late = setTimeout(() => resolve(false), timeoutMs);
    this.#waiters.add(look);
    try {
      return await promise;
    } finally {
      clearTimeout(late);
      this.#waiters.delete(look);
    }
  }

  /** Whether this position has been reached. */
  has({ segment, part }: Position): boolean {
    const newest = this.#segments.at(-1);
    if (newest === undefined || newest.number < segment) return false;
    if (newest.number > segment || newest.isComplete) return true;
    return part !== undefined && newest.parts.length > part;
  }

  /** Whether this position is so far ahead that it is no use to wait for it. */
  isFarAhead({ segment }: Position): boolean {
    return segment > this.#next + 1;
  }

  /** The bytes of an initialization segment, a segment or a part, and how much of the stream they are. */
  file(name: string): { data: Buffer; seconds: number } | undefined {
    const init = /^init-(\d+)\.mp4$/.exec(name);
    if (init) {
      const data = this.#inits.get(Number(init[1]));
      return data && { data, seconds: 0 };
    }
    const position = positionOf(name);
    const segment = this.#segments.find(({ number }) => number === position?.segment);
    if (position === undefined || segment === undefined) return undefined;
    if (position.part !== undefined) return segment.parts[position.part];
    if (!segment.isComplete) return undefined;
    const data = Buffer.concat(segment.parts.map((part) => part.data));
    return { data, seconds: lengthOf(segment) };
  }

  /** The playlist that names the one variant and its codecs. */
  master(): string {
    const { video, audio } = this.#tracks ?? {};
    const codecs = [video?.codec, audio?.codec].filter((codec) => codec !== undefined).join(",");
    const size = video ? `,RESOLUTION=${video.width}x${video.height}` : "";
    const complete = this.#segments.filter(({ isComplete }) => isComplete);
    const bytes = complete.flatMap(({ parts }) => parts).reduce((sum, p) => sum + p.data.length, 0);
    const seconds = complete.reduce((sum, segment) => sum + lengthOf(segment), 0);
    const bandwidth = Math.ceil((bytes * 8) / Math.max(seconds, 0.1));
    return [
      "#EXTM3U",
      "#EXT-X-VERSION:9",
      `#EXT-X-STREAM-INF:BANDWIDTH=${bandwidth},CODECS="${codecs}"${size}`,
      "stream.m3u8",
      "",
    ].join("\n");
  }

  media(): string {
    const listed = this.#segments.slice(-KEPT_SEGMENTS - 1);
    const part = (PART_MS + ROUNDING_MS) / 1000;
    const last = this.#segments.at(-1);
    const goneBefore = this.#segments.slice(0, -KEPT_SEGMENTS - 1).filter(({ isNew }) => isNew);
    const lines = [
      "#EXTM3U",
      "#EXT-X-VERSION:9",
      `#EXT-X-TARGETDURATION:${this.#targetSeconds}`,
      `#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=${(3 * part).toFixed(3)}`,
      `#EXT-X-PART-INF:PART-TARGET=${part}`,
      `#EXT-X-MEDIA-SEQUENCE:${listed[0]?.number ?? 0}`,
      `#EXT-X-DISCONTINUITY-SEQUENCE:${this.#discontinuities + goneBefore.length}`,
    ];
    let init = 0;
    listed.forEach((segment, at) => {
      if (segment.isNew) lines.push("#EXT-X-DISCONTINUITY");
      if (segment.init !== init) lines.push(`#EXT-X-MAP:URI="init-${segment.init}.mp4"`);
      init = segment.init;
      lines.push(...linesOf(segment, at >= listed.length - SEGMENTS_WITH_PARTS - 1));
    });
    if (this.#isEnded) lines.push("#EXT-X-ENDLIST");
    else if (last) lines.push(hint(last));
    return `${lines.join("\n")}\n`;
  }

  #beginSegment(): void {
    const number = this.#next++;
    const begun = new Date();
    const { length } = this.#segments;
    const isNew = this.#isNew && length > 0;
    this.#segments.push({ number, parts: [], init: this.#init, isNew, begun, isComplete: false });
    this.#isNew = false;
    while (this.#segments.length > KEPT_SEGMENTS + KEPT_AFTERWARDS + 1) {
      if (this.#segments.shift()?.isNew) this.#discontinuities++;
    }
    const oldest = this.#segments[0]?.init ?? 0;
    for (const id of this.#inits.keys()) if (id < oldest) this.#inits.delete(id);
  }

  #changed(): void {
    for (const look of this.#waiters) look();
  }
}

/** The segment or part that a file name means. */
export function positionOf(name: string): Position | undefined {
  const found = /^(\d{1,12})(?:\.(\d{1,6}))?\.m4s$/.exec(name);
  if (found === null) return undefined;
  return { segment: Number(found[1]), part: found[2] === undefined ? undefined : Number(found[2]) };
}

function linesOf({ number, parts, begun, isComplete }: Segment, withParts: boolean): string[] {
  const lines = [`#EXT-X-PROGRAM-DATE-TIME:${begun.toISOString()}`];
  if (withParts) {
    parts.forEach(({ seconds, isKey }, at) => {
      const key = isKey ? ",INDEPENDENT=YES" : "";
      lines.push(`#EXT-X-PART:DURATION=${seconds.toFixed(3)},URI="${number}.${at}.m4s"${key}`);
    });
  }
  if (isComplete) {
    const length = parts.reduce((sum, { seconds }) => sum + seconds, 0);
    lines.push(`#EXTINF:${length.toFixed(3)},`, `${number}.m4s`);
  }
  return lines;
}

/** The part that comes next. */
function hint({ number, parts, isComplete }: Segment): string {
  const [segment, part] = isComplete ? [number + 1, 0] : [number, parts.length];
  return `#EXT-X-PRELOAD-HINT:TYPE=PART,URI="${segment}.${part}.m4s"`;
}

function lengthOf({ parts }: Segment): number {
  return parts.reduce((sum, { seconds }) => sum + seconds, 0);
}
