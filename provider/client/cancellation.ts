/**
 * An interrupt: what is under way comes to an end, and nothing new is begun. Reads and waits are cut;
 * a write that was sent gets its answer, so that the state can hold what came of it.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as wait } from "node:timers/promises";
import { UserError } from "../user-error.ts";

/** How long work may take after its last answer to say what came of it, in milliseconds. */
const GRACE = 2_000;

const CANCELLED = "cancelled; nothing more was asked of the API";

interface Work {
  readonly signal: AbortSignal;
  /** What was sent and not answered yet. */
  readonly writes: Set<Promise<unknown>>;
}

const works = new AsyncLocalStorage<Work>();

/** Lets `work` be ended by this signal. */
export async function cancellable<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const own: Work = { signal, writes: new Set() };
  const over = new AbortController();
  try {
    return await Promise.race([works.run(own, work), end(own, over.signal)]);
  } finally {
    over.abort();
  }
}

/** Fails some time after the work was told to end; never where it ends before. */
async function end({ signal, writes }: Work, over: AbortSignal): Promise<never> {
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true, signal: over });
  });
  await Promise.allSettled([...writes]);
  await wait(GRACE, undefined, { signal: over }).catch(() => new Promise(() => undefined));
  throw new UserError(CANCELLED);
}

/** What tells that the work is to end; undefined where nobody can say so. */
export function cancellation(): AbortSignal | undefined {
  return works.getStore()?.signal;
}

/** Sends a request of this work, unless the work is to end. */
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

/** As an answer, which the SDK takes for final; it would try again after an error. */
function refusal(): Response {
  const body = { success: false, errors: [{ message: CANCELLED }] };
  return Response.json(body, { status: 499, headers: { "x-should-retry": "false" } });
}
