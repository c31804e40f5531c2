/**
 * The one place that speaks HTTP: the official SDK's client with only the resources that are used,
 * throttled to the API's limit. Reads and idempotent writes are tried again by the SDK, which waits
 * as long as `Retry-After` says; creates are not, see once.ts.
 */
import type { BaseCloudflare } from "cloudflare/client";
import { createClient } from "cloudflare/tree-shakable";
import pThrottle from "p-throttle";
import * as z from "zod";
import { CALL_HEADER } from "./errors.ts";
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

  constructor(settings: Settings) {
    this.client = clientFor(settings);
  }

  /** The SDK's typed calls of one resource. */
  use<R>(Resource: new (client: BaseCloudflare) => R): R {
    return new Resource(this.client);
  }

  /**
   * A whole list, read once per run of the provider however many resources ask for it; `fresh` reads
   * it again, for whoever must know what has happened since.
   */
  list<T>(key: string, load: () => Promise<T[]>, { fresh = false } = {}): Promise<T[]> {
    const known = this.#lists.get(key);
    if (known && !fresh) return known as Promise<T[]>;
    const loading = load();
    this.#lists.set(key, loading);
    // A list that could not be read is not the answer for the next who asks.
    loading.catch(() => this.#lists.delete(key));
    return loading;
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

/** fetch, with failed answers that say which call they belong to. */
async function fetchFor(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const url = new URL(input instanceof Request ? input.url : input);
  const call = `${init?.method ?? "GET"} ${url.pathname.replace(/^\/client\/v4/, "")}`;
  const signal = AbortSignal.any([
    AbortSignal.timeout(TIMEOUT),
    ...(init?.signal ? [init.signal] : []),
  ]);
  const response = await fetch(input, { ...init, signal }).catch((error: unknown) => {
    throw Object.assign(new Error(`${call}: ${rootCause(error)}`), { name: nameOf(error) });
  });
  if (response.ok && !(await saysNoSuccess(response))) return response;
  const headers = new Headers(response.headers);
  headers.set(CALL_HEADER, call);
  // The SDK takes 409 for a lock that will open; here it is a name that is taken.
  if (response.status === 409) headers.set("x-should-retry", "false");
  return new Response(response.body, { status: response.ok ? 422 : response.status, headers });
}

/** An answer of 200 that says `success: false` is a refusal; the SDK would take it for done. */
async function saysNoSuccess(response: Response): Promise<boolean> {
  if (!response.headers.get("content-type")?.includes("json")) return false;
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  return z.object({ success: z.literal(false) }).safeParse(body).success;
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
