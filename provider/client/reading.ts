/** Reading many things with few requests. */
import DataLoader from "dataloader";
import * as z from "zod";
import { GATHERING, withoutDeadline } from "./deadline.ts";
import { answer, isNotFound, UnexpectedAnswer } from "./errors.ts";
import { UserError } from "../user-error.ts";
import type { Api } from "./api.ts";

/**
 * Reads something that may be gone. "Not found" may also mean that the app or the account is not
 * there, and then nothing is known to be gone: reading the place tells, by failing.
 */
export async function unlessGone<T>(
  read: () => Promise<T>,
  place: () => Promise<unknown>,
): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!isNotFound(error)) throw error;
    await place();
    return undefined;
  }
}

/** Things that have an id: `id` in RealtimeKit's words, `uid` in Stream's. */
type Listed = readonly ({ readonly id: string } | { readonly uid: string })[];

/**
 * Confirms that something is gone where the API answers 404 for it: a proxy, another account or a
 * server that lags behind answers so as well. `unlessGone(read, () => confirmGone(…))` does both.
 *
 * @param list reads afresh all that is there; fails where the place cannot be read
 * @param what it is, as in "preset"
 * @throws UserError where the list still has it
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

/** Items a page; the API's own limit is not documented, so the end is told by the total, not by a short page. */
export const PER_PAGE = 100;

/** How to read one kind of thing in one place. */
interface Reader<T> {
  one: () => Promise<T | undefined>;
  all: () => Promise<T[]>;
  idOf: (item: T) => string;
}

const loaders = new WeakMap<Api, Map<string, DataLoader<string, unknown, string>>>();

/**
 * Reads one item: by itself when nobody else reads at that moment, else all together from the list,
 * which then answers later reads too. What the list lacks is asked for by itself before it counts as
 * gone.
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
  const loader = new DataLoader<string, T | undefined, string>(
    async (ids) => {
      if (ids.length === 1) return [undefined];
      const items = new Map((await all()).map((item) => [idOf(item), item]));
      for (const [id, item] of items) loader.prime(id, item);
      return ids.map((id) => items.get(id));
    },
    // Who joins may have more time than who asks first.
    { batchScheduleFn: (run) => withoutDeadline(() => setTimeout(run, GATHERING)) },
  );
  return loader;
}

/**
 * One item of a list: as the list was read before, else as it is now, for the item may have come since
 * (a resource's own create has read the list already).
 */
export async function listed<T>(
  all: (options?: { fresh: boolean }) => Promise<T[]>,
  is: (item: T) => boolean,
): Promise<T | undefined> {
  return (await all()).find(is) ?? (await all({ fresh: true })).find(is);
}

const paging = z.object({ total_count: z.number().optional() }).optional();

/** Lists come as `data: [...]` (live finding) or as `data: { <name>: [...], paging }` (SDK's types). */
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

/** A list of the RealtimeKit API that has no pages: one request. */
export async function unpaged<S extends z.ZodType<{ id: string }>>(
  item: S,
  call: string,
  load: () => PromiseLike<unknown>,
): Promise<z.output<S>[]> {
  const { data, paging: beside } = answer(pageOf(item), await load(), call);
  const total = beside?.total_count ?? data.total ?? 0;
  if (total <= data.items.length) return data.items;
  // What is not in it would count as gone.
  throw new UnexpectedAnswer(
    `${call}: the API returned only ${data.items.length} of ${total} items, which is unexpected; ` +
      "update pulumi-realtimekit",
  );
}

/** All pages of a list of the RealtimeKit API, to the end. */
export async function pagesOf<S extends z.ZodType<{ id: string }>>(
  item: S,
  call: string,
  load: (page: { page_no: number; per_page: number }) => PromiseLike<unknown>,
): Promise<z.output<S>[]> {
  const schema = pageOf(item);
  const found = new Map<string, z.output<S>>();
  for (let page = 1; ; page++) {
    const before = found.size;
    const { data, paging: beside } = answer(
      schema,
      await load({ page_no: page, per_page: PER_PAGE }),
      call,
    );
    for (const each of data.items) found.set(each.id, each);
    const total = beside?.total_count ?? data.total;
    // A page that brings nothing new is the end as well, whatever the total says.
    if (found.size === before || found.size === total) return [...found.values()];
  }
}
