/** The results of a rehearsal. */

/** One check of a stream. */
export interface Check {
  /** What was checked, such as `playback` or `target youtube`. */
  readonly what: string;
  /** `skipped`: not checked, and not needed for a go. */
  readonly status: "ok" | "failed" | "skipped";
  /** What was found, in a few words; never a secret. */
  readonly found: string;
  /** A latency or a duration in milliseconds, if one was measured. */
  readonly ms?: number;
}

/** A stream with its checks. */
export interface Rehearsed {
  readonly name: string;
  readonly kind: string;
  readonly checks: readonly Check[];
}

export function ok(what: string, found: string, ms?: number): Check {
  return { what, status: "ok", found, ...(ms !== undefined && { ms: Math.round(ms) }) };
}

export function failed(what: string, found: string): Check {
  return { what, status: "failed", found };
}

export function skipped(what: string, found: string): Check {
  return { what, status: "skipped", found };
}
