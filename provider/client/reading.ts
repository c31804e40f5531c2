/** Reads many resources with few requests. */
import { setTimeout as wait } from "node:timers/promises";
import DataLoader from "dataloader";
import * as z from "zod";
import { GATHERING, withoutDeadline } from "./deadline.ts";
import { answer, isInvalid, isNotFound, mayBeMissing, UnexpectedAnswer } from "./errors.ts";
import { UserError } from "../user-error.ts";
import type { Api } from "./api.ts";

/**
 * Reads a resource that may be deleted. A 404 can also mean that the app or the account does not exist;
 * then `place` fails.
 */
export async function unlessGone<T>(
  read: () => Promise<T>,
  place: () => Promise<unknown>,
): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!mayBeMissing(error)) throw error;
    await place().catch((why: unknown) => {
      throw isNotFound(error) ? why : error;
    });
    return undefined;
  }
}

/** Undefined if the API responds with 404. */
export async function orAbsent<T>(answer: Promise<T>): Promise<T | undefined> {
  return answer.catch((error: unknown) => {
    if (isNotFound(error)) return undefined;
    throw error;
  });
}

/** Resources with an id: `id` in RealtimeKit, `uid` in Stream. */
type Listed = readonly ({ readonly id: string } | { readonly uid: string })[];

/**
 * Confirms that a resource with a 404 is deleted: a proxy, another account or a server that lags behind can
 * respond with 404 too. `unlessGone(read, () => confirmGone(…))` does both.
 *
 * @param list reads all existing resources; fails if that is not possible
 * @param what such as "preset"
 * @throws UserError if the list still contains it
 */
export async function confirmGone(
  list: () => Promise<Listed>,
  id: string,
  what: string,
): Promise<void> {
  const still = (await list()).some((each) => ("id" in each ? each.id : each.uid) === id);
  if (!still) return;
  throw new UserError(
    `The API responded with 404 for the ${what} ${id}, but the list of all ${what}s still contains it. It is not treated as deleted; try again`,
  );
}

/** Items per page. The API's limit is not documented, so a short page is not necessarily the last one. */
const PER_PAGE = 100;

/** How to read the resources of a kind. */
interface Reader<T> {
  one: () => Promise<T | undefined>;
  all: () => Promise<T[]>;
  idOf: (item: T) => string;
}

const loaders = new WeakMap<Api, Map<string, DataLoader<string, unknown, string>>>();

/**
 * Reads one item by itself, or from the list if several are read at the same time. An item that is not in
 * the list is read by itself before it counts as deleted.
 */
export async function batched<T>(
  api: Api,
  place: string,
  id: string,
  reader: Reader<T>,
): Promise<T | undefined> {
  const places = loaders.get(api) ?? new Map<string, DataLoader<string, unknown, string>>();
  loaders.set(api, places);
  const loader = places.get(place) ?? loaderOf(reader);
  places.set(place, loader);
  const found = (await loader.load(id)) as T | undefined;
  return found ?? reader.one();
}

function loaderOf<T>({ all, idOf }: Reader<T>): DataLoader<string, T | undefined, string> {
  let running: Promise<T[]> | undefined;
  const loader = new DataLoader<string, T | undefined, string>(
    async (ids) => {
      if (ids.length === 1 && !running) return [undefined];
      // Pulumi starts the reads of a refresh within a moment that a list can take longer than.
      running ??= all().finally(() => (running = undefined));
      const items = new Map((await running).map((item) => [idOf(item), item]));
      for (const [id, item] of items) loader.prime(id, item);
      return ids.map((id) => items.get(id));
    },
    // Without a deadline, because another caller that joins may have more time.
    { batchScheduleFn: (run) => withoutDeadline(() => setTimeout(run, GATHERING)) },
  );
  return loader;
}

/** How long a list may lag behind a create, in milliseconds. The API documents nothing about it. */
const LAG = 1_000;

/**
 * One item of a list: from the cached list, otherwise from a fresh one, because the item may have been
 * created since. For kinds that have no read of one, the list is read again after a moment, because an item
 * that is missing counts as deleted.
 */
export async function listed<T>(
  all: (options?: { fresh: boolean }) => Promise<T[]>,
  is: (item: T) => boolean,
): Promise<T | undefined> {
  const found = (await all()).find(is) ?? (await all({ fresh: true })).find(is);
  if (found) return found;
  await wait(LAG);
  return (await all({ fresh: true })).find(is);
}

const paging = z.object({ total_count: z.number().optional() }).optional();

/** Lists are `data: [...]` (observed) or `data: { <name>: [...], paging }` (SDK's types). */
function pageOf<S extends z.ZodType>(item: S) {
  const items = z.array(item);
  const named = z.looseObject({ paging }).transform((data, context) => {
    const list = items.safeParse(Object.values(data).find(Array.isArray));
    if (!list.success) context.addIssue({ code: "custom", message: "no list of items" });
    return { items: list.data ?? [], total: data.paging?.total_count };
  });
  const plain = items.transform((list) => ({ items: list, total: undefined }));
  return z.object({ data: z.union([plain, named]), paging });
}

/** A list of the RealtimeKit API without pages. */
export async function unpaged<S extends z.ZodType<{ id: string }>>(
  item: S,
  call: string,
  load: () => PromiseLike<unknown>,
): Promise<z.output<S>[]> {
  const { data, paging: beside } = answer(pageOf(item), await load(), call);
  const total = beside?.total_count ?? data.total ?? 0;
  if (total <= data.items.length) return data.items;
  // A missing item would count as deleted.
  throw new UnexpectedAnswer(
    `${call}: the API returned only ${data.items.length} of ${total} items, which is unexpected; ` +
      "update pulumi-realtimekit",
  );
}

/** The query of a page. */
interface Page {
  page_no: number;
  per_page?: number;
}

/** Asks for large pages, or for the API's own size if it refuses them. */
export function pager<T>(load: (page: Page) => PromiseLike<T>): (page_no: number) => Promise<T> {
  let size: Omit<Page, "page_no"> = { per_page: PER_PAGE };
  return async (page_no) => {
    try {
      return await load({ page_no, ...size });
    } catch (error) {
      if (!isInvalid(error) || size.per_page === undefined) throw error;
      const page = await load({ page_no });
      size = {};
      return page;
    }
  };
}

/** All pages of a list of the RealtimeKit API. */
export async function pagesOf<S extends z.ZodType<{ id: string }>>(
  item: S,
  call: string,
  load: (page: Page) => PromiseLike<unknown>,
): Promise<z.output<S>[]> {
  const schema = pageOf(item);
  const pageNumber = pager(load);
  const found = new Map<string, z.output<S>>();
  for (let page = 1; ; page++) {
    const before = found.size;
    const { data, paging: beside } = answer(schema, await pageNumber(page), call);
    for (const each of data.items) found.set(each.id, each);
    const total = beside?.total_count ?? data.total;
    // A page without new items is the last one, even if the total is higher.
    if (found.size === before || found.size === total) return [...found.values()];
  }
}
