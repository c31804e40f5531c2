import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { APIError } from "cloudflare/core/error";
import * as z from "zod";
import { UnexpectedAnswer } from "../../provider/client/errors.ts";
import { UserError } from "../../provider/user-error.ts";
import { Api } from "../../provider/client/api.ts";
import { confirmGone, unlessGone, unpaged } from "../../provider/client/reading.ts";
import { settings } from "../support/account.ts";

/** A list whose loads take some time; each answers its number, and knows when it began. */
function loads(takes = 30) {
  const began: number[] = [];
  let running = 0;
  let most = 0;
  const load = async () => {
    began.push(performance.now());
    const number = began.length;
    most = Math.max(most, ++running);
    await wait(takes);
    running -= 1;
    return [number];
  };
  return { load, began, atOnce: () => most };
}

describe("a list that is asked for afresh", () => {
  it("is loaded once for all that ask at the same moment", async () => {
    const api = new Api(settings);
    const { load, began } = loads();
    const ask = () => api.list("k", load, { fresh: true });
    const all = [ask(), ask()];
    await wait(5);
    all.push(ask());
    expect(await Promise.all(all)).toStrictEqual([[1], [1], [1]]);
    expect(began.length).toBe(1);
  });

  it("is never one whose load had begun before", async () => {
    const api = new Api(settings);
    const { load, began, atOnce } = loads(40);
    const asked: number[] = [];
    const answers = await Promise.all(
      Array.from({ length: 20 }, async (_, each) => {
        await wait(each * 10);
        asked[each] = performance.now();
        return api.list("k", load, { fresh: true });
      }),
    );
    expect(began.length).toBeGreaterThan(1);
    for (const [each, [number = 0]] of answers.entries())
      expect(began[number - 1]).toBeGreaterThanOrEqual(asked[each] ?? Infinity);
    expect(atOnce()).toBe(1);
  });

  it("is loaded once more for all that ask while it is loaded", async () => {
    const api = new Api(settings);
    const ends: (() => void)[] = [];
    const load = async () => {
      const number = await new Promise<number>((resolve) => {
        ends.push(() => resolve(ends.length));
      });
      return [number];
    };
    const ask = () => api.list("k", load, { fresh: true });
    const first = ask();
    while (ends.length === 0) await wait(5);
    const others = [ask(), ask()];
    await wait(50);
    others.push(ask());
    expect(ends.length).toBe(1);
    ends[0]?.();
    expect(await first).toStrictEqual([1]);
    while (ends.length === 1) await wait(5);
    ends[1]?.();
    expect(await Promise.all(others)).toStrictEqual([[2], [2], [2]]);
    expect(ends.length).toBe(2);
  });

  it("is not the one that was begun by somebody who did not need it afresh", async () => {
    const api = new Api(settings);
    const { load } = loads();
    const first = api.list("k", load);
    const second = api.list("k", load, { fresh: true });
    expect(await Promise.all([first, second])).toStrictEqual([[1], [2]]);
    expect(await api.list("k", load)).toStrictEqual([2]);
  });

  it("is one of its own for each key", async () => {
    const api = new Api(settings);
    const { load } = loads();
    const both = ["a", "b"].map((key) => api.list(key, load, { fresh: true }));
    expect(await Promise.all(both)).toStrictEqual([[1], [2]]);
  });

  it("fails for all that share it, and not for the next", async () => {
    const api = new Api(settings);
    const no = new Error("no");
    const fails = () => Promise.reject(no);
    const both = [1, 2].map(() => api.list("k", fails, { fresh: true }));
    expect(await Promise.allSettled(both)).toStrictEqual([
      { status: "rejected", reason: no },
      { status: "rejected", reason: no },
    ]);
    expect(await api.list("k", loads().load)).toStrictEqual([1]);
  });

  it("does not take a good list away where an older one fails late", async () => {
    const api = new Api(settings);
    const late = api.list("k", () => wait(40).then(() => Promise.reject(new Error("late"))));
    api.forgetLists();
    const { load, began } = loads(1);
    expect(await api.list("k", load)).toStrictEqual([1]);
    await assert.rejects(late);
    expect(await api.list("k", load)).toStrictEqual([1]);
    expect(began.length).toBe(1);
  });
});

describe("what the API answers 404 for", () => {
  const notFound = APIError.generate(404, {}, "", new Headers());
  const gone = (list: () => Promise<({ id: string } | { uid: string })[]>) =>
    unlessGone(
      () => Promise.reject(notFound),
      () => confirmGone(list, "x", "live input"),
    );

  it("is gone where the list of its place lacks it", async () => {
    await expect(gone(() => Promise.resolve([{ id: "a" }, { uid: "b" }]))).resolves.toBe(undefined);
  });

  for (const item of [{ id: "x" }, { uid: "x" }]) {
    it(`is not where the list still has it, by ${Object.keys(item)[0] ?? ""}`, async () => {
      const error: unknown = await gone(() => Promise.resolve([item])).catch((e: unknown) => e);
      assert.ok(error instanceof UserError);
      expect(error.message).toBe(
        "The API responded with 404 for the live input x, but the list of all live inputs still contains it. " +
          "It is not treated as deleted; try again",
      );
    });
  }

  it("is not known to be where the place cannot be read", async () => {
    await assert.rejects(
      gone(() => Promise.reject(notFound)),
      notFound,
    );
  });
});

describe("a list without pages", () => {
  const item = z.looseObject({ id: z.string() });
  const data = [{ id: "a" }, { id: "b" }];
  const read = (body: unknown) => {
    let requests = 0;
    const load = () => Promise.resolve((requests++, body));
    return { found: unpaged(item, "GET things", load), requests: () => requests };
  };

  for (const body of [{ data }, { data: { things: data } }, { data, paging: { total_count: 2 } }]) {
    it(`is read in one request: ${JSON.stringify(body)}`, async () => {
      const { found, requests } = read(body);
      expect(await found).toStrictEqual(data);
      expect(requests()).toBe(1);
    });
  }

  it("is not believed where it says that there is more", async () => {
    await assert.rejects(read({ data, paging: { total_count: 3 } }).found, UnexpectedAnswer);
  });
});
