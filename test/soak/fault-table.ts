/** What may happen to a request, and how its failure may not be told. */
import type { FaultRequest } from "../../emulator/faults.ts";

type Fault = Omit<FaultRequest, "method" | "path" | "times" | "skip">;

const PAGE = "<!doctype html><html><title>Sign in</title></html>";
const REFUSED = { success: false, errors: [{ code: 1000, message: "no" }], result: null };

/** Before: the request was not carried out. After: it was. */
export const FAULTS: Readonly<Record<string, Fault>> = {
  "cut before": { cut: "before" },
  "cut after": { cut: "after" },
  "cut midway in the body": { cut: "midway" },
  "JSON that ends early": { truncated: true },
  "500 before": { status: 500 },
  "500 after": { status: 500, afterWrite: true },
  "502 page before": { status: 502, body: PAGE },
  "502 page after": { status: 502, body: PAGE, afterWrite: true },
  "503 with Retry-After": { status: 503, retryAfter: 0 },
  "429 with Retry-After": { retryAfter: 0 },
  "200 {} before": { status: 200, body: {} },
  "200 {} after": { status: 200, body: {}, afterWrite: true },
  "200 page before": { status: 200, body: PAGE },
  "200 page after": { status: 200, body: PAGE, afterWrite: true },
  "200 without a body before": { status: 200, body: "" },
  "200 without a body after": { status: 200, body: "", afterWrite: true },
  "200 that says no": { status: 200, body: REFUSED },
  "400": { status: 400 },
  "401": { status: 401 },
  "403": { status: 403 },
  "404": { status: 404 },
  "404 page": { status: 404, body: PAGE },
  "408": { status: 408 },
  slow: { latencyMs: 20 },
};

/** What a message to people never has: words of the machinery, and stack traces. */
export const NOT_FOR_PEOPLE =
  /\bterminated\b|Cannot read|is not a function|TypeError|fetch failed|\[object|\bundefined\b|\bNaN\b|\n\s+at |<html|<!doctype/;
