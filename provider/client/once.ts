/** Creates exactly once, even if a response is lost. */
import { setTimeout as wait } from "node:timers/promises";
import pRetry from "p-retry";
import { cancellation } from "./cancellation.ts";
import { deadline } from "./deadline.ts";
import { isTooMany, isUncertain } from "./errors.ts";

/** For creates: the SDK must not retry them, `createOnce` does. */
export const ONCE = { maxRetries: 0 };

/**
 * Creates something. Before each retry, it checks whether an earlier attempt succeeded: after a timeout, a
 * lost connection or a 5xx, the resource may exist. Other errors are final; a 429 created nothing and is
 * retried after `Retry-After`.
 *
 * @param make sends the create once
 * @param find checks whether the resource exists now
 */
export async function createOnce<T>(
  make: () => Promise<T>,
  find: () => Promise<T | undefined>,
): Promise<T> {
  const state = { mayExist: false };
  const signal = deadline();
  const attempt = async () => {
    const found = state.mayExist ? await find() : undefined;
    if (found !== undefined) return found;
    state.mayExist = false;
    try {
      return await make();
    } catch (error) {
      state.mayExist = isUncertain(error);
      if (isTooMany(error))
        await wait(retryAfter(error.headers), undefined, { signal: interruption() });
      throw error;
    }
  };
  try {
    return await pRetry(attempt, {
      retries: 4,
      minTimeout: 500,
      maxTimeout: 8000,
      signal,
      shouldRetry: ({ error }) => isUncertain(error) || isTooMany(error),
    });
  } catch (error) {
    const looks = state.mayExist && !signal?.aborted;
    const found = looks ? await find().catch(() => undefined) : undefined;
    if (found !== undefined) return found;
    throw error;
  }
}

/** Ends a wait: the deadline, or an interrupt of the run. */
function interruption(): AbortSignal | undefined {
  const signals = [deadline(), cancellation()].filter((each) => each !== undefined);
  return signals.length > 0 ? AbortSignal.any(signals) : undefined;
}

/** The wait of `Retry-After` in milliseconds: seconds or a date (RFC 9110), by default one second. */
export function retryAfter(headers: Headers): number {
  const value = headers.get("retry-after") ?? "1";
  const milliseconds = Number.isNaN(Number(value))
    ? Date.parse(value) - Date.now()
    : Number(value) * 1000;
  return Math.max(0, Number.isNaN(milliseconds) ? 1000 : milliseconds);
}
