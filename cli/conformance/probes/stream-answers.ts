/** How Stream answers, for live inputs and outputs. */
import { isPlain, type Plain } from "../../../provider/schema/compare.ts";
import type { Answer } from "../client.ts";

/** The status and the code for what does not exist. */
export function missingIn({ status, body }: Answer): string {
  const errors = isPlain(body) && Array.isArray(body.errors) ? (body.errors as Plain[]) : [];
  const known = errors.some(({ code }) => code === 10003);
  return known ? String(status) : `${status} without 10003`;
}

export function deletedIn({ status, body }: Answer): string {
  if (status >= 300) return String(status);
  if (status === 200) return body === undefined ? "empty" : "envelope";
  return String(status);
}

export const DELETED = {
  envelope: { streamDeleted: "envelope" },
  empty: { streamDeleted: "empty" },
  "204": { streamDeleted: 204 },
} as const;

export const MISSING = {
  "404": { streamMissing: 404 },
  "400": { streamMissing: 400 },
  // The status says it too.
  "404 without 10003": {},
} as const;

export const LISTED = { "at once": {}, late: { listedAfterMs: 1000 } };
