/**
 * When the next request may be sent. All requests of a process wait together: otherwise each would find out
 * for itself, and most attempts would be spent on that.
 */
import { setTimeout as wait } from "node:timers/promises";
import { limitsIn, type SeenLimit } from "./rate-limits.ts";

/** What is known of a limit: how many requests its window has left, and when that ends. */
interface Window {
  /** The number of requests in a window, and its length in milliseconds. */
  quota: number;
  length: number;
  began: number;
  left: number;
  ends: number;
  /** Whether a response has said when it ends. */
  isKnown: boolean;
}

/** The most requests in an interval of milliseconds. */
export interface Pace {
  readonly limit: number;
  readonly interval: number;
}

/** 1,200 requests per 5 minutes and user (documented). */
export const LIMIT: Pace = { limit: 1200, interval: 5 * 60 * 1000 };

/** The names of the windows that no response is about; Cloudflare's are quoted. */
const ASSUMED = "assumed";
const OWN = "own";

/** Takes the response of a request; undefined if there is none. Only its first call counts. */
export type Ended = (response?: Pick<Response, "status" | "headers">) => void;

export class Pause {
  /** Until when a 429 asked to wait. */
  #until = 0;
  readonly #windows = new Map<string, Window>();
  /** How many requests have no response yet. */
  #inFlight = 0;

  /** @param pace the most that this process sends. Default: the API's limit, until a response says what is left */
  constructor(pace?: Pace) {
    const { limit, interval } = pace ?? LIMIT;
    const window = {
      quota: limit,
      length: interval,
      left: limit,
      ends: 0,
      began: 0,
      isKnown: false,
    };
    this.#windows.set(pace ? OWN : ASSUMED, window);
  }

  /** Waits until a request may be sent. When the wait is cut, so is the request. */
  async turn(signals: readonly AbortSignal[]): Promise<Ended> {
    const signal = AbortSignal.any([...signals]);
    for (let left = this.#left(); left > 0 && !signal.aborted; left = this.#left())
      await wait(left, undefined, { signal }).catch(() => undefined);
    // Without another wait in between, so that nobody else takes the same turn.
    return this.#take();
  }

  /** How long to wait, in milliseconds. */
  #left(): number {
    const now = performance.now();
    const full = [...this.#windows.values()].filter(({ left, ends }) => left <= 0 && ends > now);
    return Math.max(this.#until, ...full.map(({ ends }) => ends)) - now;
  }

  #take(): Ended {
    const sent = performance.now();
    for (const window of this.#windows.values()) {
      if (sent >= window.ends) this.#begin(window, sent);
      window.left -= 1;
    }
    this.#inFlight += 1;
    let hasEnded = false;
    return (response) => {
      if (hasEnded) return;
      hasEnded = true;
      this.#inFlight -= 1;
      if (response) this.#heed(response, sent);
    };
  }

  #begin(window: Window, now: number): void {
    Object.assign(window, {
      began: now,
      left: window.quota - this.#inFlight,
      ends: now + window.length,
      isKnown: false,
    });
  }

  #heed({ status, headers }: Pick<Response, "status" | "headers">, sent: number): void {
    const now = performance.now();
    if (status === 429) this.#until = Math.max(this.#until, now + retryAfter(headers));
    const limits = limitsIn(headers);
    if (limits.length > 0) this.#windows.delete(ASSUMED);
    for (const limit of limits) this.#see(limit, sent, now);
  }

  #see({ name, left, seconds, quota, length }: SeenLimit, sent: number, now: number): void {
    const known = this.#windows.get(name);
    // Whole seconds, rounded up: the response that came first in its window is the most exact.
    const ends = now + seconds * 1000;
    const window = known ?? { quota: 0, length: 0, began: sent, left, ends, isKnown: false };
    this.#windows.set(name, window);
    window.quota = quota ?? Math.max(window.quota, left + 1);
    window.length = (length ?? Math.max(window.length / 1000, seconds)) * 1000;
    // It is about the window before.
    if (sent < window.began) return;
    window.ends = window.isKnown ? Math.min(window.ends, ends) : ends;
    window.isKnown = true;
    window.left = Math.min(window.left, left - this.#inFlight);
  }
}

/** The wait of `Retry-After` in milliseconds: seconds or a date (RFC 9110), by default one second. */
export function retryAfter(headers: Headers): number {
  const value = headers.get("retry-after") ?? "1";
  const milliseconds = Number.isNaN(Number(value))
    ? Date.parse(value) - Date.now()
    : Number(value) * 1000;
  return Math.max(0, Number.isNaN(milliseconds) ? 1000 : milliseconds);
}
