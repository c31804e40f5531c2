import fc from "fast-check";
import { equal } from "../../provider/mechanism/compare.ts";
import { differences, withDetails } from "../../provider/mechanism/detailed-diff.ts";

const json = fc.jsonValue({ maxDepth: 4 });

describe("differences", () => {
  it("are none exactly where the values are equal", () => {
    fc.assert(
      fc.property(json, json, (before, after) => {
        expect(differences(before, after).length === 0).toBe(equal(before, after));
      }),
    );
  });

  it("are none between a value and itself with its keys in another order", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), json), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        expect(differences(value, reversed)).toStrictEqual([]);
      }),
    );
  });

  it("stand where they are, with what happens there", () => {
    const before = { a: { b: 1, c: [1, 2, 3] }, gone: true, same: "x" };
    const after = { a: { b: 2, c: [1, 5] }, new: { d: 1 }, same: "x" };
    expect(differences(before, after, ["root"])).toStrictEqual([
      { path: ["root", "a", "b"], kind: "UPDATE" },
      { path: ["root", "a", "c", 1], kind: "UPDATE" },
      { path: ["root", "a", "c", 2], kind: "DELETE" },
      { path: ["root", "gone"], kind: "DELETE" },
      { path: ["root", "new"], kind: "ADD" },
    ]);
  });
});

describe("withDetails", () => {
  it("leaves the result as the host expects it", () => {
    const result = withDetails({ changes: true, replaces: ["name"] }, []);
    expect(result.changes).toBe(true);
    expect(result.replaces).toStrictEqual(["name"]);
  });
});
