/**
 * Cancellation of a run: no new request is sent, and reads and waits are aborted. A write that was sent still
 * gets its response, so that its result is in the state.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as wait } from "node:timers/promises";
import { UserError } from "../user-error.ts";

/** How long work may continue after its last response, in milliseconds. */
const GRACE = 2_000;

const OVER = "the work has ended";

const CANCELLED = "cancelled; nothing more was asked of the API";

interface Work {
  readonly signal: AbortSignal;
  /** The writes without a response yet. */
  readonly writes: Set<Promise<unknown>>;
}

const works = new AsyncLocalStorage<Work>();

/** Runs `work`, which the signal cancels. */
export async function cancellable<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const own: Work = { signal, writes: new Set() };
  const over = new AbortController();
  try {
    return await Promise.race([works.run(own, work), end(own, over.signal)]);
  } finally {
    // With a reason of ours, Node makes no exception with a stack trace for each call.
    over.abort(OVER);
  }
}

/** Fails some time after the cancellation, unless the work ends before. */
async function end({ signal, writes }: Work, over: AbortSignal): Promise<never> {
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true, signal: over });
  });
  await Promise.allSettled([...writes]);
  await wait(GRACE, undefined, { signal: over }).catch(() => new Promise(() => undefined));
  throw new UserError(CANCELLED);
}

/** The signal that cancels the current work, if there is one. */
export function cancellation(): AbortSignal | undefined {
  return works.getStore()?.signal;
}

/** Sends a request of the current work, unless it was cancelled. */
export async function unlessCancelled(
  method: string,
  send: (cut: AbortSignal | undefined) => Promise<Response>,
): Promise<Response> {
  const work = works.getStore();
  if (work?.signal.aborted) return refusal();
  if (method === "GET")
    return send(work?.signal).catch((error: unknown) => {
      if (work?.signal.aborted) return refusal();
      throw error;
    });
  const sent = send(undefined);
  work?.writes.add(sent);
  try {
    return await sent;
  } finally {
    work?.writes.delete(sent);
  }
}

/** A response, because the SDK would retry after an error. */
function refusal(): Response {
  const body = { success: false, errors: [{ message: CANCELLED }] };
  return Response.json(body, { status: 499, headers: { "x-should-retry": "false" } });
}
