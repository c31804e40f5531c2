/** What is in RTMP's audio and video messages: the bodies of FLV tags (Adobe's FLV specification, E.4). */

/** A video message of H.264. */
export interface VideoTag {
  readonly kind: "config" | "frame" | "end";
  readonly isKey: boolean;
  /** How many milliseconds after its decoding a frame is shown. */
  readonly compositionOffset: number;
  readonly body: Buffer;
}

/** An audio message of AAC. */
export interface AudioTag {
  readonly kind: "config" | "frame";
  readonly body: Buffer;
}

/** A codec that HLS players do not play, or a message that is cut off. */
export class UnsupportedMedia extends Error {
  override name = "UnsupportedMedia";
}

const H264 = 7;
const AAC = 10;
const KEY_FRAME = 1;
const videoKinds = ["config", "frame", "end"] as const;

/** Parses a video message; undefined if it has no frame. */
export function parseVideo(payload: Buffer): VideoTag | undefined {
  const first = payload[0];
  if (first === undefined) return undefined;
  // The highest bit: "enhanced RTMP", whose codecs have names of four letters.
  if ((first & 0x80) !== 0) {
    throw new UnsupportedMedia(
      `The video codec is ${payload.toString("latin1", 1, 5)}, not H.264.`,
    );
  }
  const codec = first & 0x0f;
  // 5: a command of the server.
  if (first >> 4 === 5) return undefined;
  if (codec !== H264) throw new UnsupportedMedia(`The video codec is number ${codec}, not H.264.`);
  if (payload.length < 5) throw new UnsupportedMedia("A video message is cut off.");
  const kind = videoKinds[payload.readUInt8(1)];
  if (kind === undefined) return undefined;
  return {
    kind,
    isKey: first >> 4 === KEY_FRAME,
    compositionOffset: payload.readIntBE(2, 3),
    body: payload.subarray(5),
  };
}

/** Parses an audio message; undefined if it has no frame. */
export function parseAudio(payload: Buffer): AudioTag | undefined {
  const first = payload[0];
  if (first === undefined) return undefined;
  const codec = first >> 4;
  if (codec !== AAC) throw new UnsupportedMedia(`The audio codec is number ${codec}, not AAC.`);
  if (payload.length < 2) throw new UnsupportedMedia("An audio message is cut off.");
  return { kind: payload[1] === 0 ? "config" : "frame", body: payload.subarray(2) };
}

/** A tag of an FLV file. */
export interface FlvTag {
  readonly type: number;
  readonly timestamp: number;
  readonly payload: Buffer;
}

const FILE_HEADER = 9;
const TAG_HEADER = 11;
const PREVIOUS_SIZE = 4;
const LARGEST_TAG = 8 * 1024 * 1024;

/** Reads an FLV file in whatever pieces it arrives, such as ffmpeg's output. */
export class FlvReader {
  #bytes: Buffer = Buffer.alloc(0);
  #isBegun = false;

  /** The tags that these bytes complete. */
  *read(data: Buffer): Generator<FlvTag> {
    this.#bytes = this.#bytes.length === 0 ? data : Buffer.concat([this.#bytes, data]);
    if (!this.#isBegun && !this.#begin()) return;
    while (this.#bytes.length >= TAG_HEADER) {
      const size = this.#bytes.readUIntBE(1, 3);
      if (size > LARGEST_TAG)
        throw new UnsupportedMedia(`An FLV tag of ${size} bytes is too long.`);
      const end = TAG_HEADER + size;
      if (this.#bytes.length < end + PREVIOUS_SIZE) return;
      const timestamp = (this.#bytes.readUInt8(7) << 24) | this.#bytes.readUIntBE(4, 3);
      const tag = {
        type: this.#bytes.readUInt8(0) & 0x1f,
        timestamp: timestamp >>> 0,
        payload: Buffer.from(this.#bytes.subarray(TAG_HEADER, end)),
      };
      this.#bytes = this.#bytes.subarray(end + PREVIOUS_SIZE);
      yield tag;
    }
  }

  #begin(): boolean {
    if (this.#bytes.length < FILE_HEADER + PREVIOUS_SIZE) return false;
    if (this.#bytes.toString("latin1", 0, 3) !== "FLV")
      throw new UnsupportedMedia("This is not FLV.");
    const size = this.#bytes.readUInt32BE(5);
    if (size > 1024) throw new UnsupportedMedia("The header of the FLV file is too long.");
    if (this.#bytes.length < size + PREVIOUS_SIZE) return false;
    this.#bytes = this.#bytes.subarray(size + PREVIOUS_SIZE);
    this.#isBegun = true;
    return true;
  }
}
