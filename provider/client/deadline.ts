/** The time limit of an operation: Pulumi's `customTimeouts`. */
import { AsyncLocalStorage } from "node:async_hooks";
import { UserError } from "../user-error.ts";

/** How long reads wait for others to join, in milliseconds. */
export const GATHERING = 20;

/** The time limit is exceeded. */
export class OutOfTime extends UserError {}

const limits = new AsyncLocalStorage<AbortSignal | undefined>();

/** The maximum time of a timer, 24 days; with a longer time it would fire at once. */
const LONGEST = 2 ** 31 - 1;

/**
 * Limits the time of `work`: when the time is up, running requests are aborted, no others are sent, and
 * waits between retries end.
 *
 * @param milliseconds no limit if undefined or 0, as in Pulumi
 * @param what the operation, such as `create of the preset "role"`
 * @throws OutOfTime
 */
export async function withDeadline<T>(
  milliseconds: number | undefined,
  what: string,
  work: () => Promise<T>,
): Promise<T> {
  if (!milliseconds) return work();
  const own = new AbortController();
  const over = new Promise<never>((_resolve, reject) => {
    own.signal.addEventListener("abort", () => reject(own.signal.reason as OutOfTime));
  });
  const ring = () => own.abort(outOfTime(what, milliseconds));
  const timer = setTimeout(ring, Math.min(milliseconds, LONGEST));
  const outer = deadline();
  const limit = outer ? AbortSignal.any([own.signal, outer]) : own.signal;
  try {
    // The SDK's waits between retries cannot be aborted, so they are not awaited.
    return await Promise.race([over, limits.run(limit, work)]);
  } finally {
    clearTimeout(timer);
  }
}

/** The signal that the time of this operation is up; undefined if it has no limit. */
export function deadline(): AbortSignal | undefined {
  return limits.getStore();
}

/** For work that operations with different time limits share. */
export function withoutDeadline<T>(work: () => T): T {
  return limits.run(undefined, work);
}

function outOfTime(what: string, milliseconds: number): OutOfTime {
  return new OutOfTime(
    `${what} did not finish within its customTimeouts (${inWords(milliseconds)}); ` +
      "the last change may have been made anyway",
  );
}

function inWords(milliseconds: number): string {
  if (milliseconds < 1000) return `${milliseconds} ms`;
  const seconds = milliseconds / 1000;
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}

/** Go's units, in milliseconds. */
const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

const PART = /(\d+\.?\d*|\.\d+)(ns|us|µs|ms|s|m|h)/g;

/**
 * Parses a duration of `customTimeouts` (Go's format) into milliseconds: `30s`, `5m`, `1h30m`, `500ms`.
 * Undefined if it is invalid or negative.
 */
export function durationOf(text: string): number | undefined {
  if (text === "0") return 0;
  const parts = [...text.matchAll(PART)];
  if (text === "" || parts.map(([part]) => part).join("") !== text) return undefined;
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (UNITS[unit ?? ""] ?? 0), 0);
}
