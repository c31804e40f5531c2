/** A fragment: some frames of each track. */
import { box, fullBox, uint32s } from "./box.ts";

/** A frame. Times are in the track's timescale. */
export interface Sample {
  readonly data: Buffer;
  readonly duration: number;
  readonly isKey: boolean;
  readonly compositionOffset: number;
}

/** The frames of a track. */
export interface TrackFragment {
  readonly track: number;
  /** When the first one is decoded. */
  readonly start: number;
  readonly samples: readonly Sample[];
}

/** Flags of a sample: whether it depends on others. */
const KEY = 0x02000000;
const NOT_KEY = 0x01010000;

/** The fragment with this number. */
export function fragment(sequence: number, tracks: readonly TrackFragment[]): Buffer {
  const present = tracks.filter(({ samples }) => samples.length > 0);
  // Where the media begins depends on the size of the box that says so.
  const { length } = movieFragment(sequence, present, 0);
  const data = present.flatMap(({ samples }) => samples.map((sample) => sample.data));
  return Buffer.concat([movieFragment(sequence, present, length + 8), box("mdat", ...data)]);
}

function movieFragment(
  sequence: number,
  tracks: readonly TrackFragment[],
  firstByte: number,
): Buffer {
  let at = firstByte;
  const boxes = tracks.map((track) => {
    const made = trackFragment(track, at);
    at += track.samples.reduce((size, { data }) => size + data.length, 0);
    return made;
  });
  return box("moof", fullBox("mfhd", 0, 0, uint32s(sequence)), ...boxes);
}

function trackFragment({ track, start, samples }: TrackFragment, firstByte: number): Buffer {
  const runs = Buffer.alloc(16 * samples.length);
  samples.forEach(({ data, duration, isKey, compositionOffset }, index) => {
    const at = 16 * index;
    runs.writeUInt32BE(duration, at);
    runs.writeUInt32BE(data.length, at + 4);
    runs.writeUInt32BE(isKey ? KEY : NOT_KEY, at + 8);
    runs.writeInt32BE(compositionOffset, at + 12);
  });
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(start));
  return box(
    "traf",
    // 0x20000: the offset counts from the beginning of this fragment.
    fullBox("tfhd", 0, 0x20000, uint32s(track)),
    fullBox("tfdt", 1, 0, time),
    // Data offset; duration, size, flags and composition offset of each sample.
    fullBox("trun", 1, 0x000f01, uint32s(samples.length, firstByte), runs),
  );
}
