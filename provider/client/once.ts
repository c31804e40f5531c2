/** Create is exactly once within a call, whatever happens to the call on its way. */
import { setTimeout as wait } from "node:timers/promises";
import pRetry from "p-retry";
import { cancellation } from "./cancellation.ts";
import { deadline } from "./deadline.ts";
import { isTooMany, isUncertain } from "./errors.ts";

/** For calls that create: the SDK must not send them twice, `createOnce` decides. */
export const ONCE = { maxRetries: 0 };

/**
 * Makes something, and before every further try looks whether an earlier one has made it: after a
 * time-out, a cut connection or a 5xx the API may have it although it did not say so. A refusal is
 * final; a 429 made nothing and is tried again when `Retry-After` says.
 *
 * @param make sends the create once
 * @param find reads afresh whether it is there
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

/** What ends a wait: the time is up, or somebody has interrupted the run. */
function interruption(): AbortSignal | undefined {
  const signals = [deadline(), cancellation()].filter((each) => each !== undefined);
  return signals.length > 0 ? AbortSignal.any(signals) : undefined;
}

/** Milliseconds that the API asks to wait: seconds or a date (RFC 9110), one second where it says nothing. */
function retryAfter(headers: Headers): number {
  const value = headers.get("retry-after") ?? "1";
  const milliseconds = Number.isNaN(Number(value))
    ? Date.parse(value) - Date.now()
    : Number(value) * 1000;
  return Math.max(0, Number.isNaN(milliseconds) ? 1000 : milliseconds);
}
