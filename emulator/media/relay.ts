/** Sends a stream on to one restream target, and connects again as often as it takes. */
import { parseAddress } from "../../media/rtmp/address.ts";
import { RtmpClient } from "../../media/rtmp/client.ts";
import type { Backlog, Frame } from "./frame.ts";

/** What a target does at the moment. */
export type RelayState =
  | { readonly name: "connecting" }
  | { readonly name: "on air"; readonly since: number }
  | { readonly name: "failing"; readonly why: string };

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
/** A connection that has lasted so long begins with the first pause again. */
const STEADY_MS = 10_000;
/** A target that takes less than it gets: from here on, frames are left out. */
const MOST_UNSENT = 4 * 1024 * 1024;
/** Frames are sent again, from a key frame on, when so little is left. */
const LITTLE_UNSENT = 256 * 1024;
/** A target that has taken nothing for that long is connected again. */
const STUCK_MS = 15_000;

export interface Target {
  readonly url: string;
  readonly streamKey: string;
}

export class Relay {
  readonly target: Target;
  readonly #backlog: Backlog;
  #client: RtmpClient | undefined;
  #timer: NodeJS.Timeout | undefined;
  #pauseMs = FIRST_PAUSE_MS;
  #isStopped = false;
  /** Since when frames are left out. */
  #behindSince: number | undefined;
  state: RelayState = { name: "connecting" };

  constructor(target: Target, backlog: Backlog) {
    this.target = target;
    this.#backlog = backlog;
    void this.#connect();
  }

  send(frame: Frame): void {
    const client = this.#client;
    if (client === undefined || !this.#keepsUp(client, frame)) return;
    client.sendBytes(frame.chunks(client.stream));
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    this.#client?.close();
    this.#client = undefined;
  }

  async #connect(): Promise<void> {
    const address = parseAddress(this.target.url);
    if (address === undefined) {
      const why = "The emulator sends to rtmp:// and rtmps:// URLs only.";
      this.state = { name: "failing", why };
      return;
    }
    this.state = this.state.name === "failing" ? this.state : { name: "connecting" };
    let client: RtmpClient | undefined;
    try {
      client = await RtmpClient.connect(address, { onLost: (why) => this.#retry(why) });
      await client.publish(this.target.streamKey);
    } catch (error) {
      client?.destroy();
      this.#retry(error);
      return;
    }
    if (this.#isStopped) client.close();
    else this.#begin(client);
  }

  #begin(client: RtmpClient): void {
    this.#client = client;
    this.#behindSince = undefined;
    this.state = { name: "on air", since: Date.now() };
    for (const frame of [...this.#backlog.headers(), ...this.#backlog.group()]) {
      client.sendBytes(frame.chunks(client.stream));
    }
  }

  #retry(error: unknown): void {
    this.#client = undefined;
    if (this.#isStopped) return;
    const wasSteady = this.state.name === "on air" && Date.now() - this.state.since > STEADY_MS;
    if (wasSteady) this.#pauseMs = FIRST_PAUSE_MS;
    const why = error instanceof Error ? error.message : String(error);
    this.state = { name: "failing", why };
    // Not all at once when a platform comes back.
    const pause = this.#pauseMs * (0.75 + Math.random() / 2);
    this.#pauseMs = Math.min(2 * this.#pauseMs, LONGEST_PAUSE_MS);
    this.#timer = setTimeout(() => void this.#connect(), pause);
  }

  /** Whether the target takes what it gets; if not, frames are left out until a key frame. */
  #keepsUp(client: RtmpClient, frame: Frame): boolean {
    if (this.#behindSince === undefined) {
      if (client.unsentBytes <= MOST_UNSENT) return true;
      this.#behindSince = Date.now();
      return false;
    }
    if (client.unsentBytes <= LITTLE_UNSENT && (frame.isKey || frame.isHeader)) {
      this.#behindSince = undefined;
      return true;
    }
    if (Date.now() - this.#behindSince > STUCK_MS) {
      client.destroy();
      this.#retry(new Error("The target takes no more video."));
    }
    return false;
  }
}
