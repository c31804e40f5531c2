/**
 * The one place that speaks HTTP: the official SDK's client with only the resources that are used,
 * throttled to the API's limit. Reads and idempotent writes are tried again by the SDK, which waits
 * as long as `Retry-After` says; creates are not, see once.ts.
 */
import { setTimeout as wait } from "node:timers/promises";
import type { BaseCloudflare } from "cloudflare/client";
import { createClient } from "cloudflare/tree-shakable";
import pThrottle from "p-throttle";
import { readWhole } from "./answers.ts";
import { unlessCancelled } from "./cancellation.ts";
import { deadline, GATHERING, withoutDeadline } from "./deadline.ts";
import { CALL_HEADER } from "./errors.ts";
import { UserError } from "../user-error.ts";
import type { Settings } from "./settings.ts";

/** How long one request may take, in milliseconds, once it is its turn. */
const TIMEOUT = 30_000;

/** 1,200 requests per 5 minutes and user (contract). */
const LIMIT = { limit: 1200, interval: 5 * 60 * 1000 };

function clientFor({ baseUrl, apiToken }: Settings): BaseCloudflare {
  return createClient({
    // Every kind adds the SDK's resource that it calls: `api.use(BasePresets)`.
    resources: [],
    baseURL: baseUrl.replace(/\/+$/, ""),
    apiToken: apiToken ?? null,
    // Else the SDK would add CLOUDFLARE_API_KEY and its kin from the environment.
    apiKey: null,
    apiEmail: null,
    userServiceKey: null,
    maxRetries: 4,
    // The SDK's own clock starts before the throttle lets a request go.
    timeout: LIMIT.interval + TIMEOUT,
    logLevel: "off",
    fetch: pThrottle(LIMIT)(fetchFor),
  });
}

/** The API as one provider process sees it: a client, and the lists that it has already read. */
export class Api {
  readonly client: BaseCloudflare;
  readonly #lists = new Map<string, Promise<unknown[]>>();
  /** Loads that have not begun yet, so that others may join them. */
  readonly #gathering = new Map<string, Promise<unknown[]>>();

  constructor(settings: Settings) {
    this.client = clientFor(settings);
  }

  /** The SDK's typed calls of one resource. */
  use<R>(Resource: new (client: BaseCloudflare) => R): R {
    return new Resource(this.client);
  }

  /**
   * A whole list, read once per run of the provider however many resources ask for it; `fresh` reads
   * it again, for whoever must know what has happened since. Who asks afresh shares the load with all
   * that ask before it begins, and never gets one that had begun before.
   */
  list<T>(key: string, load: () => Promise<T[]>, { fresh = false } = {}): Promise<T[]> {
    const known = fresh ? this.#gathering.get(key) : this.#lists.get(key);
    if (known) return known as Promise<T[]>;
    // Whoever joins may have more time than who asks first.
    const loading = withoutDeadline(() => (fresh ? this.#gather(key, load) : load()));
    if (fresh) this.#gathering.set(key, loading);
    this.#lists.set(key, loading);
    // A list that could not be read is not the answer for the next who asks.
    loading.catch(() => this.#lists.get(key) === loading && this.#lists.delete(key));
    return loading;
  }

  /** Waits for others that want the list afresh as well, and for the load that is under way: one at a time. */
  async #gather<T>(key: string, load: () => Promise<T[]>): Promise<T[]> {
    await Promise.allSettled([wait(GATHERING), this.#lists.get(key)]);
    this.#gathering.delete(key);
    return load();
  }

  /** After a delete: what is made in its place must not be taken for what was there. */
  forgetLists(): void {
    this.#lists.clear();
  }
}

const apis = new Map<string, Api>();

/** All kinds of one program share the client, its throttle and its lists. */
export function apiFor(settings: Settings): Api {
  const key = JSON.stringify([settings.baseUrl, settings.apiToken]);
  const api = apis.get(key) ?? new Api(settings);
  apis.set(key, api);
  return api;
}

/** fetch, with good answers that are whole, and failed ones that say which call they belong to. */
function fetchFor(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const url = new URL(input instanceof Request ? input.url : input);
  const method = init?.method ?? "GET";
  const call = `${method} ${url.pathname.replace(/^\/client\/v4/, "")}`;
  return unlessCancelled(method, (cut) => send(call, input, init, cut));
}

async function send(
  call: string,
  input: string | URL | Request,
  init: RequestInit | undefined,
  cut: AbortSignal | undefined,
): Promise<Response> {
  const limits = [init?.signal, deadline(), cut].filter((each) => each != null);
  const signal = AbortSignal.any([AbortSignal.timeout(TIMEOUT), ...limits]);
  try {
    const response = await fetch(input, { ...init, signal });
    if (!response.ok) return refusal(response, response.body, call);
    const { json, refuses } = await readWhole(response, call, signal);
    if (refuses) return refusal(response, json, call);
    return new Response(json, { headers: { "content-type": "application/json" } });
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw Object.assign(new Error(`${call}: ${rootCause(error)}`), { name: nameOf(error) });
  }
}

/** An answer of 200 that says `success: false` is a refusal; the SDK would take it for done. */
function refusal(
  { ok, status, headers: given }: Response,
  body: Response["body"] | string,
  call: string,
): Response {
  const headers = new Headers(given);
  headers.set(CALL_HEADER, call);
  // The SDK takes 409 for a lock that will open; here it is a name that is taken.
  if (status === 409) headers.set("x-should-retry", "false");
  return new Response(body, { status: ok ? 422 : status, headers });
}

/** The SDK knows a time-out by the error's name. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "Error";
}

/** Node's fetch hides what happened (ECONNREFUSED, other side closed) below "fetch failed". */
function rootCause(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause) return rootCause(error.cause);
  return error.message || ("code" in error ? String(error.code) : error.name);
}
