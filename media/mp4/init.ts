/** The initialization segment: what a player needs to know before the first frame. */
import type { AudioConfig } from "../aac.ts";
import type { VideoConfig } from "../h264.ts";
import { box, fullBox, uint, uint32s, type Part } from "./box.ts";

/** The tracks of a stream; at least one is there. */
export interface Tracks {
  readonly video: VideoConfig | undefined;
  readonly audio: AudioConfig | undefined;
}

export const VIDEO_TRACK = 1;
export const AUDIO_TRACK = 2;
/** RTMP has milliseconds. */
export const VIDEO_TIMESCALE = 1000;

const IDENTITY = uint32s(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);

/** The initialization segment of these tracks. */
export function initSegment({ video, audio }: Tracks): Buffer {
  const tracks = [
    ...(video ? [trackBox(VIDEO_TRACK, VIDEO_TIMESCALE, video, videoMedia(video))] : []),
    ...(audio ? [trackBox(AUDIO_TRACK, audio.rate, undefined, audioMedia(audio))] : []),
  ];
  const ids = [...(video ? [VIDEO_TRACK] : []), ...(audio ? [AUDIO_TRACK] : [])];
  const extends_ = ids.map((id) => fullBox("trex", 0, 0, uint32s(id, 1, 0, 0, 0)));
  const header = fullBox(
    "mvhd",
    0,
    0,
    uint32s(0, 0, 1000, 0, 0x10000),
    uint(2, 0x0100),
    Buffer.alloc(10),
    IDENTITY,
    Buffer.alloc(24),
    uint32s(AUDIO_TRACK + 1),
  );
  return Buffer.concat([
    box("ftyp", Buffer.from("iso5"), uint32s(512), Buffer.from("iso5iso6mp41")),
    box("moov", header, ...tracks, box("mvex", ...extends_)),
  ]);
}

interface MediaBoxes {
  readonly handler: string;
  readonly header: Buffer;
  readonly sample: Buffer;
}

function trackBox(
  id: number,
  timescale: number,
  size: { width: number; height: number } | undefined,
  { handler, header, sample }: MediaBoxes,
): Buffer {
  const empty: Part[] = [uint32s(0)];
  return box(
    "trak",
    fullBox(
      "tkhd",
      0,
      // Enabled, in the movie, in the preview.
      7,
      uint32s(0, 0, id, 0, 0, 0, 0),
      uint(2, 0),
      uint(2, 0),
      uint(2, size ? 0 : 0x0100),
      uint(2, 0),
      IDENTITY,
      uint32s((size?.width ?? 0) * 0x10000, (size?.height ?? 0) * 0x10000),
    ),
    box(
      "mdia",
      // 0x55c4: no language.
      fullBox("mdhd", 0, 0, uint32s(0, 0, timescale, 0), uint(2, 0x55c4), uint(2, 0)),
      fullBox("hdlr", 0, 0, uint32s(0), Buffer.from(handler), uint32s(0, 0, 0), [0]),
      box(
        "minf",
        header,
        box("dinf", fullBox("dref", 0, 0, uint32s(1), fullBox("url ", 0, 1))),
        box(
          "stbl",
          fullBox("stsd", 0, 0, uint32s(1), sample),
          fullBox("stts", 0, 0, ...empty),
          fullBox("stsc", 0, 0, ...empty),
          fullBox("stsz", 0, 0, uint32s(0, 0)),
          fullBox("stco", 0, 0, ...empty),
        ),
      ),
    ),
  );
}

function videoMedia({ record, width, height }: VideoConfig): MediaBoxes {
  return {
    handler: "vide",
    header: fullBox("vmhd", 0, 1, Buffer.alloc(8)),
    sample: box(
      "avc1",
      Buffer.alloc(6),
      uint(2, 1),
      Buffer.alloc(16),
      uint(2, width),
      uint(2, height),
      // 72 dots per inch, one frame for each sample, 24 bits.
      uint32s(0x480000, 0x480000, 0),
      uint(2, 1),
      Buffer.alloc(32),
      uint(2, 24),
      uint(2, 0xffff),
      box("avcC", record),
    ),
  };
}

function audioMedia({ record, rate, channels }: AudioConfig): MediaBoxes {
  // 0x40: AAC, 0x15: an audio stream.
  const decoder = descriptor(4, [0x40, 0x15, 0, 0, 0], uint32s(0, 0), descriptor(5, record));
  return {
    handler: "soun",
    header: fullBox("smhd", 0, 0, uint32s(0)),
    sample: box(
      "mp4a",
      Buffer.alloc(6),
      uint(2, 1),
      Buffer.alloc(8),
      uint(2, channels),
      uint(2, 16),
      uint32s(0),
      // A rate above 65,535 does not fit; the configuration has it.
      uint(2, rate > 0xffff ? 0 : rate),
      uint(2, 0),
      fullBox("esds", 0, 0, descriptor(3, [0, 0, 0], decoder, descriptor(6, [2]))),
    ),
  };
}

/** A descriptor of MPEG-4 systems (ISO 14496-1): its tag, its size, its content. */
function descriptor(tag: number, ...parts: Part[]): Buffer {
  const content = Buffer.concat(parts.map((part) => Buffer.from(part)));
  return Buffer.concat([Buffer.from([tag, content.length]), content]);
}
