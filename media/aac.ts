/** What a player must know about AAC before the first frame: ISO 14496-3, 1.6.2. */
import { UnsupportedMedia } from "./flv.ts";

export interface AudioConfig {
  /** The AudioSpecificConfig, for the box `esds`. */
  readonly record: Buffer;
  /** The codec as RFC 6381 names it, such as `mp4a.40.2`. */
  readonly codec: string;
  /** Samples per second. */
  readonly rate: number;
  readonly channels: number;
}

/** Samples in a frame. */
export const FRAME_SAMPLES = 1024;

const RATES = [
  ...[96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000],
  ...[22_050, 16_000, 12_000, 11_025, 8_000, 7_350],
];

/** Parses an AudioSpecificConfig. */
export function parseAudioConfig(record: Buffer): AudioConfig {
  if (record.length < 2 || record.length > 64) {
    throw new UnsupportedMedia("The AAC configuration is cut off, or too long.");
  }
  const bits = record.readUInt16BE(0);
  const type = bits >> 11;
  const rate = RATES[(bits >> 7) & 0x0f];
  if (type === 0 || type === 31 || rate === undefined) {
    throw new UnsupportedMedia("The AAC configuration has a type or rate that is not supported.");
  }
  const channels = (bits >> 3) & 0x0f;
  return { record: Buffer.from(record), codec: `mp4a.40.${type}`, rate, channels };
}
