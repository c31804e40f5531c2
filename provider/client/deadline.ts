/** The time that an operation may take: Pulumi's `customTimeouts`. */
import { AsyncLocalStorage } from "node:async_hooks";
import { UserError } from "../user-error.ts";

/** How long reads wait for others to join them, in milliseconds. */
export const GATHERING = 20;

/** The time that was given is up. */
export class OutOfTime extends UserError {}

const limits = new AsyncLocalStorage<AbortSignal | undefined>();

/** The longest time of a timer, 24 days: one that is told to wait longer rings at once. */
const LONGEST = 2 ** 31 - 1;

/**
 * Lets `work` take no longer than this: when the time is up, requests under way are cut, no other is
 * sent, and waits between tries end.
 *
 * @param milliseconds no limit where it is undefined or 0, as in Pulumi
 * @param what the operation, as in `create of the preset "role"`
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
    // The SDK's waits between its tries cannot be cut: nobody waits for them any more.
    return await Promise.race([over, limits.run(limit, work)]);
  } finally {
    clearTimeout(timer);
  }
}

/** What tells that the time of this operation is up; undefined where it has all the time. */
export function deadline(): AbortSignal | undefined {
  return limits.getStore();
}

/** For work that several operations share: who began it may have less time than the others. */
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
 * A duration as Pulumi writes it in `customTimeouts` (Go's way), in milliseconds: `30s`, `5m`,
 * `1h30m`, `500ms`. Undefined where it is none, or below zero.
 */
export function durationOf(text: string): number | undefined {
  if (text === "0") return 0;
  const parts = [...text.matchAll(PART)];
  if (text === "" || parts.map(([part]) => part).join("") !== text) return undefined;
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (UNITS[unit ?? ""] ?? 0), 0);
}
