import type { Encoder, Sink } from "../../media/rtmp/server.ts";
import type { EmulatorContext } from "../context.ts";
import { OnAir } from "./on-air.ts";
import { Sessions } from "./sessions.ts";
import { allSources, type Source, sourceOf } from "./sources.ts";

/** An ended stream can be played to its end. */
const KEPT_MS = 30_000;

/** The streams that are on air, or just were. */
export class Streams {
  readonly #emulator: EmulatorContext;
  readonly #sessions: Sessions;
  /** By playback ID. */
  readonly #streams = new Map<string, OnAir>();

  constructor(emulator: EmulatorContext) {
    this.#emulator = emulator;
    this.#sessions = new Sessions(emulator);
  }

  get(playbackId: string): OnAir | undefined {
    return this.#streams.get(playbackId);
  }

  /** Lets in an encoder whose stream key exists. */
  join(key: string, encoder: Encoder): Sink | string {
    const source = sourceOf(this.#emulator, key);
    if (typeof source === "string") return source;
    return this.#opened(source).join(encoder);
  }

  /** Goes on with what was on air when an emulator was killed, if its encoder comes back. */
  resume(): void {
    const interrupted = new Set(this.#sessions.interrupted());
    for (const source of allSources(this.#emulator)) {
      if (interrupted.has(source.id)) this.#opened(source).awaitEncoder();
    }
  }

  end(): void {
    for (const stream of this.#streams.values()) stream.end();
  }

  #opened(source: Source): OnAir {
    const { playbackId } = source;
    const known = this.#streams.get(playbackId);
    if (known !== undefined && !known.isEnded) return known;
    const stream: OnAir = new OnAir(this.#emulator, source, this.#sessions, () => {
      setTimeout(() => {
        if (this.#streams.get(playbackId) === stream) this.#streams.delete(playbackId);
      }, KEPT_MS).unref();
    });
    this.#streams.set(playbackId, stream);
    return stream;
  }
}
