/** A stream on air: one encoder in; a playlist and restream targets out. */
import { UnsupportedMedia } from "../../media/flv.ts";
import type { Message } from "../../media/rtmp/message.ts";
import type { Encoder, Sink } from "../../media/rtmp/server.ts";
import type { EmulatorContext } from "../context.ts";
import { Backlog, Frame } from "./frame.ts";
import { Packager } from "./packager.ts";
import { LivePlaylist } from "./playlist.ts";
import { Rate } from "./rate.ts";
import { Relay, type RelayState } from "./relay.ts";
import type { Session, Sessions } from "./sessions.ts";
import { isOpen, type Source, targetsOf } from "./sources.ts";

/** An encoder whose connection broke can come back within that time; the stream then goes on. */
const GRACE_MS = 10_000;
/** How often targets and the source are compared with the API. */
const FOLLOW_MS = 250;
const SAVE_MS = 2_000;
/** Timestamps that jump further are not those of one encoder. */
const LARGEST_JUMP_MS = 10_000;

/** How an ended stream ended. */
export type Connection = "connected" | "reconnecting" | "client_disconnect";

export class OnAir {
  readonly source: Source;
  readonly playlist = new LivePlaylist();
  readonly #emulator: Pick<EmulatorContext, "store">;
  readonly #packager = new Packager(this.playlist);
  readonly #backlog = new Backlog();
  readonly #relays = new Map<string, Relay>();
  readonly #session: Session;
  readonly #rate = new Rate();
  readonly #onEnd: () => void;
  readonly #timers: NodeJS.Timeout[];
  #grace: NodeJS.Timeout | undefined;
  #encoder: Encoder | undefined;
  /** What is added to the encoder's timestamps, so that they go on after another encoder's. */
  #offset: number | undefined;
  #last = 0;
  #lastAt = 0;
  #isEnded = false;
  connection: Connection = "connected";

  constructor(
    emulator: Pick<EmulatorContext, "store">,
    source: Source,
    sessions: Sessions,
    onEnd: () => void,
  ) {
    this.#emulator = emulator;
    this.source = source;
    this.#session = sessions.begin(source);
    this.#onEnd = onEnd;
    this.#timers = [
      setInterval(() => this.#follow(), FOLLOW_MS),
      setInterval(() => this.#session.save(), SAVE_MS),
    ];
    this.#follow();
  }

  /** When the stream began, in milliseconds. */
  get began(): number {
    return this.#session.began;
  }

  /** Bits per second. */
  get bitrate(): number {
    return this.#rate.perSecond * 8;
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** The state of each target that gets video. */
  relayStates(): ReadonlyMap<string, RelayState> {
    return new Map([...this.#relays].map(([uid, { state }]) => [uid, state]));
  }

  viewed(seconds: number): void {
    this.#session.viewed(seconds);
  }

  /** Lets an encoder in. One that is still connected with the same key is replaced: it may be a dead one. */
  join(encoder: Encoder): Sink {
    const before = this.#encoder;
    this.#encoder = encoder;
    before?.refuse("Another encoder uses this stream key.");
    clearTimeout(this.#grace);
    this.connection = "connected";
    this.#offset = undefined;
    this.#packager.restart();
    this.#backlog.reset();
    return {
      media: (message) => {
        if (this.#encoder === encoder) this.#take(message);
      },
      ended: (clean) => {
        if (this.#encoder === encoder) this.#left(clean);
      },
    };
  }

  /** Waits for an encoder that an emulator lost when it was killed. */
  awaitEncoder(): void {
    this.#left(false);
  }

  /** Ends everything. */
  end(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    clearTimeout(this.#grace);
    for (const timer of this.#timers) clearInterval(timer);
    for (const relay of this.#relays.values()) relay.stop();
    this.#relays.clear();
    const encoder = this.#encoder;
    this.#encoder = undefined;
    this.#packager.finish();
    this.playlist.end();
    this.connection = "client_disconnect";
    this.#session.end();
    encoder?.refuse("The stream has ended.");
    this.#onEnd();
  }

  #take(message: Message): void {
    const time = this.#timeOf(message);
    this.#rate.add(message.payload.length);
    try {
      const frame = new Frame(message, time);
      if (frame.video) this.#packager.video(frame.video, time);
      if (frame.audio) this.#packager.audio(frame.audio, time);
      this.#backlog.add(frame);
      for (const relay of this.#relays.values()) relay.send(frame);
    } catch (error) {
      if (!(error instanceof UnsupportedMedia)) throw error;
      console.error(`${this.source.name}: ${error.message}`);
      this.#encoder?.refuse(error.message);
    }
  }

  /** The time in the stream, which goes on over encoders and over jumps of their clocks. */
  #timeOf({ timestamp }: Message): number {
    const now = performance.now();
    const isFirst = this.#offset === undefined;
    let time = timestamp + (this.#offset ?? 0);
    if (isFirst || Math.abs(time - this.#last) > LARGEST_JUMP_MS) {
      const pause = this.#lastAt === 0 ? 0 : Math.max(1, Math.round(now - this.#lastAt));
      this.#offset = this.#last + pause - timestamp;
      time = timestamp + this.#offset;
    }
    const passed = Math.max(0, time - this.#last);
    if (!isFirst) this.#session.ingested(passed / 1000);
    this.#last = Math.max(this.#last, time);
    this.#lastAt = now;
    return time;
  }

  #left(clean: boolean): void {
    this.#encoder = undefined;
    if (clean) {
      this.end();
      return;
    }
    this.connection = "reconnecting";
    this.#packager.finish();
    this.#session.save();
    this.#grace = setTimeout(() => this.end(), GRACE_MS);
  }

  /** Does what the API says now: which targets get video, and whether the source still takes any. */
  #follow(): void {
    if (!isOpen(this.#emulator, this.source)) {
      this.end();
      return;
    }
    const wanted = new Map(
      targetsOf(this.#emulator, this.source)
        .filter(({ enabled }) => enabled)
        .map((target) => [target.uid, target]),
    );
    for (const [uid, relay] of this.#relays) {
      if (wanted.has(uid)) continue;
      relay.stop();
      this.#relays.delete(uid);
    }
    for (const [uid, target] of wanted) {
      if (!this.#relays.has(uid)) this.#relays.set(uid, new Relay(target, this.#backlog));
    }
  }
}
