/**
 * What the API asks for with a 429: requests of all kinds wait until `Retry-After` is over. Otherwise each
 * would find out for itself, and most attempts would be spent on that.
 */
import { setTimeout as wait } from "node:timers/promises";

export class Pause {
  #until = 0;

  /** Waits until no pause is asked for. */
  async over(signals: readonly AbortSignal[]): Promise<void> {
    for (;;) {
      const left = this.#until - performance.now();
      if (left <= 0) return;
      const signal = signals.length > 0 ? AbortSignal.any([...signals]) : undefined;
      await wait(left, undefined, { signal });
    }
  }

  /** Notes what a response asks for. */
  heed({ status, headers }: Pick<Response, "status" | "headers">): void {
    if (status !== 429) return;
    this.#until = Math.max(this.#until, performance.now() + retryAfter(headers));
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
