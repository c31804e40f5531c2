/** What a player must know about H.264 before the first frame: ISO 14496-10 and 14496-15. */
import { UnsupportedMedia } from "./flv.ts";

export interface VideoConfig {
  /** The decoder configuration record, for the box `avcC`. */
  readonly record: Buffer;
  /** The codec as RFC 6381 names it, such as `avc1.64001f`. */
  readonly codec: string;
  readonly width: number;
  readonly height: number;
}

/** Parses a decoder configuration record. */
export function parseVideoConfig(record: Buffer): VideoConfig {
  const size = record.length >= 8 ? record.readUInt16BE(6) : 0;
  const parameters = record.subarray(8, 8 + size);
  const hasOne = record.length >= 8 && (record.readUInt8(5) & 0x1f) > 0;
  if (!hasOne || parameters.length < size || size < 4) {
    throw new UnsupportedMedia("The H.264 configuration is cut off.");
  }
  const codec = `avc1.${record.toString("hex", 1, 4)}`;
  return { record: Buffer.from(record), codec, ...sizeOf(parameters) };
}

/** Profiles whose parameters say how colours are sampled. */
const HIGH_PROFILES = [100, 110, 122, 244, 44, 83, 86, 118, 128];

/** The size of the picture in a sequence parameter set. */
function sizeOf(parameters: Buffer): { width: number; height: number } {
  const bits = new Bits(withoutEmulation(parameters.subarray(1)));
  const profile = bits.read(8);
  bits.read(16);
  bits.unsigned();
  let chroma = 1;
  if (HIGH_PROFILES.includes(profile)) chroma = readChroma(bits);
  bits.unsigned();
  const order = bits.unsigned();
  if (order === 0) bits.unsigned();
  if (order === 1) readOrder(bits);
  bits.unsigned();
  bits.read(1);
  const across = bits.unsigned() + 1;
  const down = bits.unsigned() + 1;
  const fields = 2 - bits.read(1);
  if (fields === 2) bits.read(1);
  bits.read(1);
  const [left, right, top, bottom] = bits.read(1)
    ? [bits.unsigned(), bits.unsigned(), bits.unsigned(), bits.unsigned()]
    : [0, 0, 0, 0];
  const unitX = chroma === 1 || chroma === 2 ? 2 : 1;
  const unitY = (chroma === 1 ? 2 : 1) * fields;
  const width = across * 16 - (left + right) * unitX;
  const height = down * 16 * fields - (top + bottom) * unitY;
  if (!(width > 0 && height > 0 && width <= 16_384 && height <= 16_384)) {
    throw new UnsupportedMedia("The size in the H.264 configuration is not a picture's.");
  }
  return { width, height };
}

function readChroma(bits: Bits): number {
  const chroma = bits.unsigned();
  if (chroma === 3) bits.read(1);
  bits.unsigned();
  bits.unsigned();
  bits.read(1);
  if (bits.read(1) === 0) return chroma;
  for (let list = 0; list < (chroma === 3 ? 12 : 8); list++) {
    if (bits.read(1) === 0) continue;
    let next = 8;
    for (let at = 0, last = 8; at < (list < 6 ? 16 : 64) && next !== 0; at++) {
      next = (last + bits.signed() + 256) % 256;
      last = next === 0 ? last : next;
    }
  }
  return chroma;
}

function readOrder(bits: Bits): void {
  bits.read(1);
  bits.signed();
  bits.signed();
  const count = bits.unsigned();
  if (count > 255) throw new UnsupportedMedia("The H.264 configuration is not valid.");
  for (let at = 0; at < count; at++) bits.signed();
}

/** Without the bytes that keep a start code out of the data. */
function withoutEmulation(bytes: Buffer): Buffer {
  const kept = bytes.filter(
    (byte, at) => !(byte === 3 && bytes[at - 1] === 0 && bytes[at - 2] === 0),
  );
  return Buffer.from(kept);
}

class Bits {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  read(count: number): number {
    let value = 0;
    for (let bit = 0; bit < count; bit++, this.#at++) {
      const byte = this.#bytes[this.#at >> 3];
      if (byte === undefined) throw new UnsupportedMedia("The H.264 configuration is cut off.");
      value = value * 2 + ((byte >> (7 - (this.#at & 7))) & 1);
    }
    return value;
  }

  /** An unsigned Exp-Golomb number. */
  unsigned(): number {
    let zeros = 0;
    while (this.read(1) === 0) {
      if (++zeros > 31) throw new UnsupportedMedia("The H.264 configuration is not valid.");
    }
    return 2 ** zeros - 1 + this.read(zeros);
  }

  signed(): number {
    const value = this.unsigned();
    return value % 2 === 1 ? (value + 1) / 2 : -value / 2;
  }
}
