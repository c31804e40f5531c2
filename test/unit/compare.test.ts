import fc from "fast-check";
import { equal, isPlain, merge, project, without } from "../../provider/schema/compare.ts";
import type { Plain } from "../support/plain.ts";

/** Plain data as it comes out of JSON, with keys that often meet. */
const leaf = fc.oneof(fc.boolean(), fc.integer(), fc.string(), fc.constant(null));
const key = fc.constantFrom("a", "b", "c", "d");
const { value, plain } = fc.letrec<{ value: unknown; plain: Plain }>((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, leaf, fc.array(leaf, { maxLength: 3 }), tie("plain")),
  plain: fc.dictionary(key, tie("value"), { maxKeys: 4, noNullPrototype: true }),
}));

/** The same data with every object's keys the other way round. */
function reversed(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(reversed);
  if (!isPlain(data)) return data;
  return Object.fromEntries(
    Object.entries(data)
      .toReversed()
      .map(([at, below]) => [at, reversed(below)]),
  );
}

/** Whether plain data is deeply the same by jest's own means, which know no order of keys. */
function same(a: unknown, b: unknown): boolean {
  try {
    expect(a).toStrictEqual(b);
    return true;
  } catch {
    return false;
  }
}

describe("equal", () => {
  it("says what a deep comparison says", () => {
    fc.assert(fc.property(value, value, (a, b) => equal(a, b) === same(a, b)));
  });

  it("takes no order of keys for a change", () => {
    fc.assert(fc.property(value, (a) => equal(a, reversed(a))));
  });

  it("takes an absent key for undefined", () => {
    expect(equal({ a: 1 }, { a: 1, b: undefined })).toBe(true);
    expect(equal({ a: 1 }, { a: 1, b: null })).toBe(false);
  });

  it("compares lists by position", () => {
    expect(equal([1, 2], [1, 2])).toBe(true);
    expect(equal([1, 2], [2, 1])).toBe(false);
    expect(equal([1], [1, undefined])).toBe(false);
    expect(equal([], {})).toBe(false);
    expect(equal({ 0: "a" }, ["a"])).toBe(false);
  });

  it("keeps false, 0 and the empty text apart", () => {
    const falsy = [false, 0, "", null, undefined];
    for (const [i, a] of falsy.entries())
      for (const [j, b] of falsy.entries()) expect(equal(a, b)).toBe(i === j);
  });
});

describe("project", () => {
  it("of a value onto itself is the value", () => {
    fc.assert(
      fc.property(value, (a) => {
        expect(project(a, a)).toStrictEqual(a);
      }),
    );
  });

  it("done twice is done once", () => {
    fc.assert(
      fc.property(value, value, (held, declared) => {
        const once = project(held, declared);
        expect(project(once, declared)).toStrictEqual(once);
      }),
    );
  });

  it("finds what is declared whole in anything that was laid below it", () => {
    fc.assert(
      fc.property(plain, plain, (server, declared) =>
        expect(project(merge(server, declared), declared)).toStrictEqual(declared),
      ),
    );
  });

  it("leaves out what the server added, and what it lost", () => {
    const held = { a: 1, added: 2, below: { b: 3, added: 4 }, list: [1, { added: 5 }] };
    const declared = { a: 0, lost: 1, below: { b: 0, lost: 1 }, list: [] };
    expect(project(held, declared)).toStrictEqual({
      a: 1,
      below: { b: 3 },
      list: [1, { added: 5 }],
    });
  });

  it("gives what is held where the two are of different kinds", () => {
    expect(project({ a: 1 }, "text")).toStrictEqual({ a: 1 });
    expect(project([1], { a: 1 })).toStrictEqual([1]);
    expect(project(null, { a: 1 })).toBe(null);
    expect(project(undefined, { a: 1 })).toBeUndefined();
  });
});

describe("merge", () => {
  it("done twice is done once", () => {
    fc.assert(
      fc.property(value, value, (base, over) => {
        const once = merge(base, over);
        expect(merge(once, over)).toStrictEqual(once);
      }),
    );
  });

  it("of a value with itself, or with nothing, is the value", () => {
    fc.assert(
      fc.property(value, (a) => {
        expect(merge(a, a)).toStrictEqual(a);
        expect(merge(a, undefined)).toStrictEqual(a);
        expect(merge<unknown>(undefined, a)).toStrictEqual(a);
      }),
    );
  });

  it("changes neither of the two", () => {
    const base = { a: { b: 1 }, list: [1] };
    const over = { a: { c: 2 }, list: [2] };
    expect(merge(base, over)).toStrictEqual({ a: { b: 1, c: 2 }, list: [2] });
    expect(base).toStrictEqual({ a: { b: 1 }, list: [1] });
    expect(over).toStrictEqual({ a: { c: 2 }, list: [2] });
  });

  it("lays false, 0, the empty text, null and the empty list over anything", () => {
    const over = { a: false, b: 0, c: "", d: null, e: [] };
    expect(merge({ a: 1, b: 1, c: 1, d: 1, e: [1] }, over)).toStrictEqual(over);
  });

  it("leaves what is undefined above as it is", () => {
    expect(merge({ a: 1, b: { c: 2 } }, { a: undefined, b: { c: undefined } })).toStrictEqual({
      a: 1,
      b: { c: 2 },
    });
  });
});

describe("without", () => {
  it("takes away what was declared and is no longer, and nothing else", () => {
    const held = { a: 1, b: 2, added: 3, below: { c: 4, d: 5, added: 6 } };
    const gone = { a: 1, b: 2, below: { c: 4, d: 5 } };
    const kept = { a: 9, below: { d: 9 } };
    expect(without(held, gone, kept)).toStrictEqual({
      a: 1,
      added: 3,
      below: { d: 5, added: 6 },
    });
  });

  it("takes away all that was declared where something of another kind is now", () => {
    const held = { a: { b: 1, added: 2 } };
    expect(without(held, { a: { b: 1 } }, { a: "text" })).toStrictEqual({ a: { added: 2 } });
  });

  it("takes nothing away where everything is still declared", () => {
    fc.assert(
      fc.property(value, plain, (held, a) => {
        expect(without(held, a, a)).toStrictEqual(held);
      }),
    );
  });

  it("takes nothing away that nobody declared", () => {
    fc.assert(
      fc.property(value, plain, (held, kept) => {
        expect(without(held, {}, kept)).toStrictEqual(held);
        expect(without(held, undefined, kept)).toStrictEqual(held);
      }),
    );
  });

  it("takes a whole branch away when it is no longer declared", () => {
    fc.assert(
      fc.property(plain, (a) => {
        const kept = without({ x: a, y: 1 }, { x: a }, {});
        expect(kept).toStrictEqual({ y: 1 });
      }),
    );
  });
});
