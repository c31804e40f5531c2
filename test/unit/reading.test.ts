import assert from "node:assert/strict";
import * as z from "zod";
import { UnexpectedAnswer } from "../../provider/client/errors.ts";
import { Api } from "../../provider/client/api.ts";
import { batched, listed, pagesOf } from "../../provider/client/reading.ts";
import { settings } from "../support/account.ts";

const item = z.looseObject({ id: z.string() });
const ids = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => ({ id: `${from + at}` }));

/** Reads all pages of a list of so many items, in the form that `show` gives each page. */
async function read(
  count: number,
  show: (items: object[], total: number) => object,
  most = 100,
): Promise<{ ids: string[]; pages: number[] }> {
  const pages: number[] = [];
  const found = await pagesOf(item, "GET things", ({ page_no, per_page = 20 }) => {
    pages.push(page_no);
    const size = Math.min(per_page, most);
    const page = ids(0, count).slice((page_no - 1) * size, page_no * size);
    return Promise.resolve(show(page, count));
  });
  return { ids: found.map(({ id }) => id), pages };
}

/** The forms that a page may have. */
const FORMS: [
  what: string,
  show: (items: object[], total: number) => object,
  tellsTotal: boolean,
][] = [
  [
    "a list with the total beside it",
    (data, total_count) => ({ data, paging: { total_count } }),
    true,
  ],
  [
    "a named list with the total in it",
    (things, total_count) => ({ data: { things, paging: { total_count } } }),
    true,
  ],
  [
    "a named list with the total beside it",
    (things, total_count) => ({ data: { things }, paging: { total_count } }),
    true,
  ],
  ["a list without a total", (data) => ({ data }), false],
];

describe("pagesOf", () => {
  for (const [what, show, tellsTotal] of FORMS) {
    for (const count of [0, 1, 99, 100, 101, 250]) {
      it(`reads ${count} to the end: ${what}`, async () => {
        const { ids: found, pages } = await read(count, show);
        expect(found).toStrictEqual(ids(0, count).map(({ id }) => id));
        const full = Math.max(1, Math.ceil(count / 100));
        // Only an empty page tells the end where nothing tells the total.
        const more = tellsTotal || count === 0 ? 0 : 1;
        expect(pages).toStrictEqual(Array.from({ length: full + more }, (_, at) => at + 1));
      });
    }
  }

  it("is not misled by an API that gives fewer a page than it is asked for", async () => {
    const [, show] = FORMS[0] ?? assert.fail();
    const { ids: found, pages } = await read(45, show, 20);
    expect(found.length).toBe(45);
    expect(pages).toStrictEqual([1, 2, 3]);
  });

  it("ends where a total is never reached", async () => {
    const { ids: found } = await read(5, (data) => ({ data, paging: { total_count: 9 } }));
    expect(found.length).toBe(5);
  });

  it("ends where the API takes no page number", async () => {
    const found = await pagesOf(item, "GET things", () => Promise.resolve({ data: ids(0, 3) }));
    expect(found.length).toBe(3);
  });

  it("tells a page that is none", async () => {
    const reading = pagesOf(item, "GET things", () =>
      Promise.resolve({ data: { things: "none" } }),
    );
    await expect(reading).rejects.toStrictEqual(
      new UnexpectedAnswer(
        "GET things: the API returned an unexpected response (data: Invalid input); " +
          "if this happens again, the API may have changed: update pulumi-realtimekit",
      ),
    );
  });
});

describe("batched", () => {
  const place = "a place";
  const reader = (all: string[], alone: string[], calls: string[]) => (id: string) => ({
    one: () => {
      calls.push(`one ${id}`);
      return Promise.resolve(alone.includes(id) ? { id } : undefined);
    },
    all: () => {
      calls.push("all");
      return Promise.resolve(all.map((each) => ({ id: each })));
    },
    idOf: (each: { id: string }) => each.id,
  });

  async function readAll(wanted: string[], all: string[], alone: string[]) {
    const calls: string[] = [];
    const of = reader(all, alone, calls);
    const api = new Api(settings);
    const found = await Promise.all(wanted.map((id) => batched(api, place, id, of(id))));
    return { found: found.map((each) => each?.id), calls };
  }

  it("reads one by itself", async () => {
    expect(await readAll(["a"], ["a", "b"], ["a"])).toStrictEqual({
      found: ["a"],
      calls: ["one a"],
    });
  });

  it("reads several from the list", async () => {
    expect(await readAll(["a", "b"], ["a", "b", "c"], [])).toStrictEqual({
      found: ["a", "b"],
      calls: ["all"],
    });
  });

  it("asks for what the list lacks before it is gone", async () => {
    expect(await readAll(["a", "b", "c"], ["a"], ["b"])).toStrictEqual({
      found: ["a", "b", undefined],
      calls: ["all", "one b", "one c"],
    });
  });

  it("answers later reads from the list that was read", async () => {
    const calls: string[] = [];
    const of = reader(["a", "b", "c"], [], calls);
    const api = new Api(settings);
    await Promise.all(["a", "b"].map((id) => batched(api, place, id, of(id))));
    expect(await batched(api, place, "c", of("c"))).toStrictEqual({ id: "c" });
    expect(calls).toStrictEqual(["all"]);
  });
});

describe("listed", () => {
  it("looks again where the list that was read before lacks it, and once more after a moment", async () => {
    const asked: boolean[] = [];
    const all = ({ fresh } = { fresh: false }) => {
      asked.push(fresh);
      return Promise.resolve(fresh ? ["a", "b"] : ["a"]);
    };
    expect(await listed(all, (each) => each === "a")).toBe("a");
    expect(asked.splice(0)).toStrictEqual([false]);
    expect(await listed(all, (each) => each === "b")).toBe("b");
    expect(await listed(all, (each) => each === "c")).toBeUndefined();
    expect(asked).toStrictEqual([false, true, false, true, true]);
  });
});

describe("a list of the API", () => {
  it("is read once, afresh when asked, and again after it failed or was forgotten", async () => {
    const api = new Api(settings);
    const calls: string[] = [];
    const load =
      (what: string, fails = false) =>
      () => {
        calls.push(what);
        return fails ? Promise.reject(new Error("no")) : Promise.resolve([what]);
      };
    expect(await Promise.all([api.list("k", load("1")), api.list("k", load("2"))])).toStrictEqual([
      ["1"],
      ["1"],
    ]);
    expect(await api.list("k", load("3"), { fresh: true })).toStrictEqual(["3"]);
    expect(await api.list("k", load("4"))).toStrictEqual(["3"]);
    expect(await api.list("other", load("5"))).toStrictEqual(["5"]);
    await expect(api.list("k", load("6", true), { fresh: true })).rejects.toThrow(/^no$/);
    expect(await api.list("k", load("7"))).toStrictEqual(["7"]);
    api.forgetLists();
    expect(await api.list("k", load("8"))).toStrictEqual(["8"]);
    expect(calls).toStrictEqual(["1", "3", "5", "6", "7", "8"]);
  });
});
