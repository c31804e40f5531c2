/** Packs the frames of a stream into segments and parts of fragmented MP4, for Low-Latency HLS. */
import { FRAME_SAMPLES, parseAudioConfig, type AudioConfig } from "../../media/aac.ts";
import type { AudioTag, VideoTag } from "../../media/flv.ts";
import { parseVideoConfig, type VideoConfig } from "../../media/h264.ts";
import { fragment, type Sample } from "../../media/mp4/fragment.ts";
import { AUDIO_TRACK, initSegment, VIDEO_TRACK, type Tracks } from "../../media/mp4/init.ts";

/** The longest part, in milliseconds: four frames of 30 a second. Every viewer asks for each one. */
export const PART_MS = 134;
/** The times of frames are rounded. */
export const ROUNDING_MS = 2;
/** A stream whose encoder sends no key frame for that long is cut without one. */
const LONGEST_SEGMENT_MS = 12_000;
/** Key frames that come more often begin no new segment. */
const SHORTEST_SEGMENT_MS = 900;
/** The length of segments of a stream without video. */
const AUDIO_SEGMENT_MS = 2_000;
/** Audio without video for that long: there is no video. */
const PATIENCE_MS = 1_000;
/** Milliseconds round; a larger difference is a gap in the audio. */
const LARGEST_DRIFT_SECONDS = 0.05;

/** What becomes of the frames. */
export interface PackagerOutput {
  /** New tracks: what follows needs this initialization segment. */
  begin(init: Buffer, tracks: Tracks): void;
  /** The next part; `startsSegment` if it is the first of a new segment. */
  part(part: { data: Buffer; seconds: number; isKey: boolean; startsSegment: boolean }): void;
  /** The segment is complete. */
  endSegment(): void;
}

interface Pending extends Sample {
  readonly time: number;
}

export class Packager {
  readonly #output: PackagerOutput;
  #video: VideoConfig | undefined;
  #audio: AudioConfig | undefined;
  /** The tracks of the current initialization segment. */
  #tracks: Tracks | undefined;
  #frames: Pending[] = [];
  #sounds: Sample[] = [];
  /** When the next sound is due, in samples; undefined at the beginning. */
  #nextSound: number | undefined;
  #soundStart = 0;
  #frameMs = 33;
  #segmentStart: number | undefined;
  #isNewSegment = true;
  #sequence = 0;
  #firstAudio: number | undefined;

  constructor(output: PackagerOutput) {
    this.#output = output;
  }

  /** Another encoder continues: what comes next may have other tracks. */
  restart(): void {
    this.finish();
    this.#video = undefined;
    this.#audio = undefined;
    this.#tracks = undefined;
    this.#nextSound = undefined;
    this.#firstAudio = undefined;
  }

  /** Ends the current segment with what has arrived. */
  finish(): void {
    this.#endPart();
    this.#endSegment();
  }

  video(tag: VideoTag, time: number): void {
    if (tag.kind === "config") {
      const config = parseVideoConfig(tag.body);
      if (!sameRecord(config, this.#video)) this.#video = config;
      return;
    }
    if (tag.kind === "end" || this.#video === undefined) return;
    this.#measure(time);
    if (tag.isKey ? this.#isLongEnough(time) : this.#isTooLong(time)) this.#cut(time);
    // Until the first key frame, nothing can be decoded.
    if (this.#tracks?.video === undefined) return;
    const { isKey, compositionOffset } = tag;
    const data = Buffer.from(tag.body);
    this.#frames.push({ time, data, isKey, compositionOffset, duration: this.#frameMs });
    // A part must not be longer than the playlist says: it ends before the frame that would be too much.
    const start = this.#frames[0]?.time ?? time;
    if (time + 2 * this.#frameMs - start > PART_MS + ROUNDING_MS) this.#endPart();
  }

  audio(tag: AudioTag, time: number): void {
    if (tag.kind === "config") {
      const config = parseAudioConfig(tag.body);
      if (!sameRecord(config, this.#audio)) this.#audio = config;
      return;
    }
    if (this.#audio === undefined) return;
    if (this.#video === undefined) this.#audioOnly(time);
    const { audio, video } = this.#tracks ?? {};
    if (audio === undefined) return;
    this.#addSound(audio, tag.body, time);
    const seconds = (this.#sounds.length * FRAME_SAMPLES) / audio.rate;
    if (video === undefined && (seconds + FRAME_SAMPLES / audio.rate) * 1000 > PART_MS) {
      this.#endPart();
    }
  }

  #addSound(audio: AudioConfig, body: Buffer, time: number): void {
    const due = Math.round((time * audio.rate) / 1000);
    const drift = Math.abs(due - (this.#nextSound ?? due));
    // Counted in samples: rounded milliseconds would leave gaps between the frames.
    const start = drift > LARGEST_DRIFT_SECONDS * audio.rate ? due : (this.#nextSound ?? due);
    if (start !== this.#nextSound && this.#sounds.length > 0) this.#endPart();
    if (this.#sounds.length === 0) this.#soundStart = start;
    this.#nextSound = start + FRAME_SAMPLES;
    this.#sounds.push({
      data: Buffer.from(body),
      duration: FRAME_SAMPLES,
      isKey: true,
      compositionOffset: 0,
    });
  }

  /** The time between the last two frames is the best guess for the next one. */
  #measure(time: number): void {
    const last = this.#frames.at(-1);
    if (last === undefined) return;
    const between = time - last.time;
    if (between <= 0 || between > 1000) return;
    this.#frameMs = between;
    this.#frames[this.#frames.length - 1] = { ...last, duration: between };
  }

  #isLongEnough(time: number): boolean {
    if (this.#segmentStart === undefined || this.#tracks?.video !== this.#video) return true;
    return time - this.#segmentStart >= SHORTEST_SEGMENT_MS;
  }

  #isTooLong(time: number): boolean {
    return this.#segmentStart !== undefined && time - this.#segmentStart > LONGEST_SEGMENT_MS;
  }

  #audioOnly(time: number): void {
    this.#firstAudio ??= time;
    if (time - this.#firstAudio < PATIENCE_MS) return;
    const isDue = this.#segmentStart === undefined || time - this.#segmentStart >= AUDIO_SEGMENT_MS;
    if (isDue) this.#cut(time);
  }

  /** Begins a new segment here, with new tracks if they have changed. */
  #cut(time: number): void {
    this.finish();
    const { video, audio } = this.#tracks ?? {};
    if (this.#tracks === undefined || video !== this.#video || audio !== this.#audio) {
      this.#tracks = { video: this.#video, audio: this.#audio };
      if (audio !== this.#audio) this.#nextSound = undefined;
      this.#output.begin(initSegment(this.#tracks), this.#tracks);
    }
    this.#segmentStart = time;
  }

  #endPart(): void {
    const frames = this.#frames;
    const sounds = this.#sounds;
    const { video, audio } = this.#tracks ?? {};
    if (frames.length === 0 && sounds.length === 0) return;
    // Sounds go out with the frames beside them.
    if (video !== undefined && frames.length === 0) return;
    this.#frames = [];
    this.#sounds = [];
    const data = fragment(++this.#sequence, [
      { track: VIDEO_TRACK, start: frames[0]?.time ?? 0, samples: frames },
      { track: AUDIO_TRACK, start: this.#soundStart, samples: sounds },
    ]);
    const seconds = video
      ? frames.reduce((sum, { duration }) => sum + duration, 0) / 1000
      : (sounds.length * FRAME_SAMPLES) / (audio?.rate ?? 1);
    const isKey = video === undefined || frames[0]?.isKey === true;
    const startsSegment = this.#isNewSegment;
    this.#isNewSegment = false;
    this.#output.part({ data, seconds, isKey, startsSegment });
  }

  #endSegment(): void {
    if (this.#isNewSegment) return;
    this.#isNewSegment = true;
    this.#segmentStart = undefined;
    this.#output.endSegment();
  }
}

function sameRecord(one: { record: Buffer }, other: { record: Buffer } | undefined): boolean {
  return other !== undefined && one.record.equals(other.record);
}
