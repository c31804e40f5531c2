import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { equal } from "../../provider/mechanism/compare.ts";
import { differences, withDetails } from "../../provider/mechanism/detailed-diff.ts";

const json = fc.jsonValue({ maxDepth: 4 });

describe("differences", () => {
  it("are none exactly where the values are equal", () => {
    fc.assert(
      fc.property(json, json, (before, after) => {
        assert.equal(differences(before, after).length === 0, equal(before, after));
      }),
    );
  });

  it("are none between a value and itself with its keys in another order", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), json), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        assert.deepEqual(differences(value, reversed), []);
      }),
    );
  });

  it("stand where they are, with what happens there", () => {
    const before = { a: { b: 1, c: [1, 2, 3] }, gone: true, same: "x" };
    const after = { a: { b: 2, c: [1, 5] }, new: { d: 1 }, same: "x" };
    assert.deepEqual(differences(before, after, ["root"]), [
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
    assert.equal(result.changes, true);
    assert.deepEqual(result.replaces, ["name"]);
  });
});
