/** Where the checks run: an app made for them, and a list of what they have created, which is undone at the end. */
import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Settings } from "../../provider/client/settings.ts";
import { isPlain, type Plain } from "../../provider/schema/compare.ts";
import { Client, type Answer } from "./client.ts";
import { NotAsked } from "./probe.ts";
import { Undo } from "./undo.ts";

/** All that a run creates has a name that starts like this, so that a later run finds what a killed one left. */
export const PREFIX = "conformance-";

/** How long a list may lag behind a create before it counts as not listed, in milliseconds. */
const PATIENCE = 10_000;

/** What was seen at the create of the app. */
export interface NewApp {
  readonly status: string;
  readonly listed: string;
}

/** Lists with pages. */
const PAGED = /\/(apps|livestreams|meetings|participants|presets)$/;

export class World {
  readonly settings: Settings;
  readonly client: Client;
  readonly undo: Undo;
  /** Part of each name of this run. */
  readonly run = randomBytes(4).toString("hex");
  /** Whether the limit of requests may be exceeded. */
  readonly exceedsLimit: boolean;
  /** The create of the app, if this run has made it. */
  readonly newApp: NewApp | undefined;
  readonly #known = new Map<string, Promise<unknown>>();
  #names = 0;

  /** @param settings with the account, and the app once it is known */
  constructor(
    settings: Settings,
    client: Client,
    undo: Undo,
    { exceedsLimit = false, newApp }: { exceedsLimit?: boolean; newApp?: NewApp | undefined } = {},
  ) {
    this.settings = settings;
    this.client = client;
    this.undo = undo;
    this.exceedsLimit = exceedsLimit;
    this.newApp = newApp;
  }

  get apps(): string {
    return `/accounts/${encodeURIComponent(this.settings.accountId ?? "")}/realtime/kit/apps`;
  }

  kit(path: string): string {
    const { accountId = "", appId = "" } = this.settings;
    return `/accounts/${encodeURIComponent(accountId)}/realtime/kit/${encodeURIComponent(appId)}${path}`;
  }

  stream(path = ""): string {
    return `/accounts/${encodeURIComponent(this.settings.accountId ?? "")}/stream/live_inputs${path}`;
  }

  /** A new name. */
  name(): string {
    return `${PREFIX}${this.run}-${++this.#names}`;
  }

  get(path: string): Promise<Answer> {
    return this.client.call("get", path);
  }

  put(path: string, body: unknown): Promise<Answer> {
    return this.client.call("put", path, body);
  }

  patch(path: string, body: unknown): Promise<Answer> {
    return this.client.call("patch", path, body);
  }

  delete(path: string): Promise<Answer> {
    return this.client.call("delete", path);
  }

  /** Creates something that is undone at the end, whatever the response is. */
  async post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer> {
    const answer = await this.client.call("post", path, body, headers);
    const { id, uid } = isPlain(answer.data) ? answer.data : {};
    const made = id ?? uid;
    if (answer.status < 300 && typeof made === "string") this.undo.add(path, made);
    return answer;
  }

  /** Something that several checks need, created once. */
  once<T>(key: string, make: () => Promise<T>): Promise<T> {
    const known = this.#known.get(key) ?? make();
    this.#known.set(key, known);
    return known as Promise<T>;
  }

  /** All items of a list, page by page. */
  async all(path: string): Promise<Plain[]> {
    if (!PAGED.test(path)) return itemsIn(await this.get(path));
    const found = new Map<string, Plain>();
    for (let page = 1; ; page++) {
      const before = found.size;
      for (const item of itemsIn(await this.get(`${path}?page_no=${page}`)))
        found.set(String(item.id), item);
      if (found.size === before) return [...found.values()];
    }
  }

  /** How long a list lags behind a create. */
  async whenListed(
    path: string,
    isIt: (item: Plain) => boolean,
  ): Promise<"at once" | "late" | "never"> {
    return await patiently(async () => (await this.all(path)).some(isIt));
  }
}

/** Looks until it is so, or for some time. */
export async function patiently(
  isSo: () => Promise<boolean>,
): Promise<"at once" | "late" | "never"> {
  const until = Date.now() + PATIENCE;
  for (let look = 0; look === 0 || Date.now() < until; look++) {
    if (look > 0) await wait(500);
    if (await isSo()) return look === 0 ? "at once" : "late";
  }
  return "never";
}

/** The object of a success. Fails otherwise. */
export function objectIn(answer: Answer): Plain {
  if (answer.status < 300 && isPlain(answer.data)) return answer.data;
  throw new UnexpectedStatus(answer);
}

/** The items of a list in any of its forms. Fails if it is none. */
export function itemsIn(answer: Answer): Plain[] {
  const { data } = answer;
  const items = isPlain(data) ? Object.values(data).find(Array.isArray) : data;
  if (answer.status < 300 && Array.isArray(items)) return items.filter(isPlain);
  throw new UnexpectedStatus(answer);
}

/** The status as a value; "accepted" for a success that should have been a refusal. */
export function refusalOf({ status }: Answer): string {
  return status < 300 ? "accepted" : String(status);
}

/** A response on which the rest of a check depends. */
export class UnexpectedStatus extends Error {
  constructor({ status, body }: Answer) {
    const told = isPlain(body) ? (body.error ?? body.errors) : undefined;
    super(
      `the API responded with ${status}${told === undefined ? "" : `: ${JSON.stringify(told)}`}`,
    );
  }
}

/** For checks of what the account does not have: 403 to the list. */
export async function needs(world: World, path: string, what: string): Promise<void> {
  const { status } = await world.once(`needs ${path}`, () => world.get(path));
  if (status === 401 || status === 403) throw new NotAsked(what);
}
