/** An audio, video or data message on its way to several targets. */
import { parseAudio, parseVideo, type AudioTag, type VideoTag } from "../../media/flv.ts";
import { chunked } from "../../media/rtmp/chunk-writer.ts";
import { messageType, type Message } from "../../media/rtmp/message.ts";

export class Frame {
  readonly type: number;
  readonly timestamp: number;
  readonly payload: Buffer;
  readonly video: VideoTag | undefined;
  readonly audio: AudioTag | undefined;
  readonly #chunks = new Map<number, Buffer>();

  /** Throws UnsupportedMedia for codecs that players do not know. */
  constructor({ type, payload }: Message, timestamp: number) {
    this.type = type;
    this.timestamp = timestamp;
    this.payload = payload;
    this.video = type === messageType.video ? parseVideo(payload) : undefined;
    this.audio = type === messageType.audio ? parseAudio(payload) : undefined;
  }

  get isKey(): boolean {
    return this.video?.kind === "frame" && this.video.isKey;
  }

  /** Whether it describes what follows: its newest one goes first to every target. */
  get isHeader(): boolean {
    return (
      this.type === messageType.dataAmf0 ||
      this.video?.kind === "config" ||
      this.audio?.kind === "config"
    );
  }

  /** As chunks of a message stream; made once for all targets that use the same number. */
  chunks(stream: number): Buffer {
    const made =
      this.#chunks.get(stream) ??
      chunked({
        type: this.type,
        timestamp: this.timestamp >>> 0,
        stream,
        payload: this.payload,
      });
    this.#chunks.set(stream, made);
    return made;
  }
}

const MOST_BYTES = 16 * 1024 * 1024;

/** What a target needs that joins now: the headers, and the frames since the last key frame. */
export class Backlog {
  readonly #headers = new Map<number, Frame>();
  #group: Frame[] = [];
  #bytes = 0;

  add(frame: Frame): void {
    if (frame.isHeader) {
      this.#headers.set(frame.type, frame);
      return;
    }
    if (frame.isKey) this.#clear();
    // Without a key frame there is nothing to begin with; too much of it is no use.
    if (this.#group.length === 0 && !frame.isKey) return;
    this.#bytes += frame.payload.length;
    if (this.#bytes > MOST_BYTES) this.#clear();
    else this.#group.push(frame);
  }

  /** Forgets everything: another encoder begins. */
  reset(): void {
    this.#headers.clear();
    this.#clear();
  }

  headers(): Frame[] {
    const order = [messageType.dataAmf0, messageType.video, messageType.audio] as const;
    return order.flatMap((type) => [...this.#headers.values()].filter((of) => of.type === type));
  }

  group(): readonly Frame[] {
    return this.#group;
  }

  #clear(): void {
    this.#group = [];
    this.#bytes = 0;
  }
}
