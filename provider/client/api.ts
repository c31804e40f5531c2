/**
 * The HTTP client: the client of the official SDK, kept within the API's limit. The SDK retries reads and
 * idempotent writes and respects `Retry-After`; it does not retry creates, see once.ts.
 */
import { setTimeout as wait } from "node:timers/promises";
import type { BaseCloudflare } from "cloudflare/client";
import { createClient } from "cloudflare/tree-shakable";
import { readWhole } from "./answers.ts";
import { cancellation, unlessCancelled } from "./cancellation.ts";
import { deadline, GATHERING, withoutDeadline } from "./deadline.ts";
import { CALL_HEADER, STATUS_HEADER } from "./errors.ts";
import { UserError } from "../user-error.ts";
import { type Ended, LIMIT, type Pace, Pause } from "./pause.ts";
import type { Settings } from "./settings.ts";

/** The timeout of a request in milliseconds, without the wait for the limit. */
const TIMEOUT = 30_000;

function clientFor({ baseUrl, apiToken }: Settings, pace: Pace | undefined): BaseCloudflare {
  return createClient({
    // Each kind adds the resource of the SDK that it needs: `api.use(BasePresets)`.
    resources: [],
    baseURL: baseUrl.replace(/\/+$/, ""),
    apiToken: apiToken ?? null,
    // Otherwise the SDK would use CLOUDFLARE_API_KEY and others from the environment.
    apiKey: null,
    apiEmail: null,
    userServiceKey: null,
    maxRetries: 4,
    // The SDK's timeout includes the wait for the limit.
    timeout: LIMIT.interval + TIMEOUT,
    logLevel: "off",
    fetch: fetchWith(new Pause(pace)),
  });
}

/** The client of a provider process, with a cache of the lists that it has read. */
export class Api {
  readonly client: BaseCloudflare;
  readonly #lists = new Map<string, Promise<unknown[]>>();
  /** Loads that have not started yet, so that others can join them. */
  readonly #gathering = new Map<string, Promise<unknown[]>>();

  constructor(settings: Settings, pace?: Pace) {
    this.client = clientFor(settings, pace);
  }

  /** The typed calls of the SDK for a resource. */
  use<R>(Resource: new (client: BaseCloudflare) => R): R {
    return new Resource(this.client);
  }

  /**
   * A complete list, read once per run of the provider. With `fresh`, it is read again; calls that arrive
   * before the new load starts share it.
   */
  list<T>(key: string, load: () => Promise<T[]>, { fresh = false } = {}): Promise<T[]> {
    const known = fresh ? this.#gathering.get(key) : this.#lists.get(key);
    if (known) return known as Promise<T[]>;
    // Without a deadline, because another caller that joins may have more time.
    const loading = withoutDeadline(() => (fresh ? this.#gather(key, load) : load()));
    if (fresh) this.#gathering.set(key, loading);
    this.#lists.set(key, loading);
    // A failed load is not cached.
    loading.catch(() => this.#lists.get(key) === loading && this.#lists.delete(key));
    return loading;
  }

  /** Waits for other callers to join and for a running load to end, so that there is one load at a time. */
  async #gather<T>(key: string, load: () => Promise<T[]>): Promise<T[]> {
    await Promise.allSettled([wait(GATHERING), this.#lists.get(key)]);
    this.#gathering.delete(key);
    return load();
  }

  /** After a delete, the cached lists are outdated. */
  forgetLists(): void {
    this.#lists.clear();
  }
}

const apis = new Map<string, Api>();

/** All kinds share the client, its limit and its lists. */
export function apiFor(settings: Settings): Api {
  const key = JSON.stringify([settings.baseUrl, settings.apiToken]);
  const api = apis.get(key) ?? new Api(settings);
  apis.set(key, api);
  return api;
}

/**
 * Like fetch, but waits when the API asks for it, reads successful responses completely, and failed ones name
 * their call.
 */
function fetchWith(pause: Pause) {
  return async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const url = new URL(input instanceof Request ? input.url : input);
    const method = init?.method ?? "GET";
    const call = `${method} ${url.pathname.replace(/^\/client\/v4/, "")}`;
    const limits = [init?.signal, deadline(), cancellation()].filter((each) => each != null);
    const ended = await pause.turn(limits);
    try {
      return await unlessCancelled(method, (cut) => send(call, input, init, cut, ended));
    } finally {
      ended();
    }
  };
}

async function send(
  call: string,
  input: string | URL | Request,
  init: RequestInit | undefined,
  cut: AbortSignal | undefined,
  responded: Ended,
): Promise<Response> {
  const limits = [init?.signal, deadline(), cut].filter((each) => each != null);
  const signal = AbortSignal.any([AbortSignal.timeout(TIMEOUT), ...limits]);
  try {
    const response = await fetch(input, { ...init, signal });
    responded(response);
    if (!response.ok) return refusal(response, response.body, call);
    const { json, refuses } = await readWhole(response, call, signal);
    if (refuses) return refusal(response, json, call);
    const headers = {
      "content-type": "application/json",
      [STATUS_HEADER]: String(response.status),
    };
    return new Response(json, { headers });
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw Object.assign(new Error(`${call}: ${rootCause(error)}`), { name: nameOf(error) });
  }
}

/** Turns a 200 with `success: false` into an error, which the SDK would not do. */
function refusal(
  { ok, status, headers: given }: Response,
  body: Response["body"] | string,
  call: string,
): Response {
  const headers = new Headers(given);
  headers.set(CALL_HEADER, call);
  // The SDK retries 409 as a lock; here it means that a name is taken.
  if (status === 409) headers.set("x-should-retry", "false");
  return new Response(body, { status: ok ? 422 : status, headers });
}

/** The SDK recognizes a timeout by the name of the error. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "Error";
}

/** Node's fetch hides the cause (such as ECONNREFUSED) behind "fetch failed". */
function rootCause(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause) return rootCause(error.cause);
  return error.message || ("code" in error ? String(error.code) : error.name);
}
