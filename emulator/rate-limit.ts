import { ApiError } from "./envelope.ts";
import type { Quirks } from "./quirks.ts";

/** The number of requests in a number of seconds, for each token. */
export interface RateLimit {
  readonly limit: number;
  readonly windowSeconds: number;
}

/** No limit: a window always has more left than anybody sends. */
const NONE: RateLimit = { limit: 1_000_000_000, windowSeconds: 300 };

/** The API's documented limit for clients: 1,200 requests in 5 minutes. */
export const documentedRateLimit: RateLimit = { limit: 1200, windowSeconds: 300 };

/**
 * Counts requests in fixed windows; throws 429 with `Retry-After` above the limit. The headers `Ratelimit` and
 * `Ratelimit-Policy` of each response say what is left (documented).
 */
export class RateLimiter {
  readonly #rule: RateLimit;
  readonly #windows = new Map<string, { ends: number; count: number }>();

  constructor(rule = NONE) {
    this.#rule = rule;
  }

  /** Counts a request; returns the headers of its response. */
  count(
    token: string,
    { retryAfter, rateLimitHeaders }: Pick<Quirks, "retryAfter" | "rateLimitHeaders">,
  ): Record<string, string> {
    const now = Date.now();
    let window = this.#windows.get(token);
    if (window === undefined || window.ends <= now) {
      window = { ends: now + this.#rule.windowSeconds * 1000, count: 0 };
      this.#windows.set(token, window);
    }
    window.count += 1;
    const seconds = Math.max(1, Math.ceil((window.ends - now) / 1000));
    const { limit, windowSeconds } = this.#rule;
    const left = Math.max(0, limit - window.count);
    const headers: Record<string, string> = {
      ...(rateLimitHeaders === "present" && {
        ratelimit: `"default";r=${left};t=${seconds}`,
        "ratelimit-policy": `"default";q=${limit};w=${windowSeconds}`,
      }),
    };
    if (window.count <= limit) return headers;
    throw new ApiError(429, "Please wait and consider throttling your request speed", {
      headers: {
        ...headers,
        ...(retryAfter !== "absent" && { "retry-after": forms[retryAfter](seconds) }),
      },
    });
  }
}

/** Both forms of RFC 9110. */
const forms = {
  seconds: String,
  // Rounded up, because the date has no fractions.
  date: (seconds: number) => new Date(Date.now() + seconds * 1000 + 999).toUTCString(),
};
