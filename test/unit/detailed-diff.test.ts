import { createRequire } from "node:module";
import type * as proto from "@pulumi/pulumi/proto/provider_pb.js";
import fc from "fast-check";
import { equal } from "../../provider/schema/compare.ts";
import { type Difference, differences } from "../../provider/engine/differences.ts";
import { forwardDetails, withDetails } from "../../provider/hosts/dynamic/detailed-diff.ts";

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

  it("are none between what is not there and what is not there either", () => {
    expect(differences({ a: undefined }, {})).toStrictEqual([]);
    expect(differences(undefined, undefined)).toStrictEqual([]);
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

describe("the provider's host", () => {
  const require = createRequire(import.meta.url);
  const { DiffResponse, PropertyDiff } =
    require("@pulumi/pulumi/proto/provider_pb") as typeof proto;
  const { argv } = process;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is only put back
  const { setChanges } = DiffResponse.prototype;

  afterEach(() => {
    process.argv = argv;
    DiffResponse.prototype.setChanges = setChanges;
  });

  /** The kinds by path in the host's message about this result. */
  function sent(result: ReturnType<typeof withDetails>) {
    const message = new DiffResponse();
    const { DIFF_NONE, DIFF_SOME } = DiffResponse.DiffChanges;
    message.setChanges(result.changes === true ? DIFF_SOME : DIFF_NONE);
    const kinds: unknown[] = [];
    message
      .getDetaileddiffMap()
      .forEach((detail, path) => kinds.push([path, detail.getKind(), detail.getInputdiff()]));
    return { has: message.getHasdetaileddiff(), kinds };
  }

  const details: Difference[] = [
    { path: ["name"], kind: "UPDATE" },
    { path: ["permissions", "canRecord"], kind: "DELETE" },
    { path: ["ui", "brand", "500"], kind: "ADD" },
  ];
  const changed = withDetails({ changes: true, replaces: ["name"] }, details);
  const nothing = { has: false, kinds: [] };
  const { Kind } = PropertyDiff;

  it("tells the engine each difference once, and which make a replacement", () => {
    process.argv = ["node", require.resolve("@pulumi/pulumi/cmd/dynamic-provider/index.js")];
    forwardDetails();
    expect(sent(changed)).toStrictEqual({
      has: true,
      kinds: [
        ["name", Kind.UPDATE_REPLACE, true],
        ["permissions.canRecord", Kind.DELETE, true],
        ['ui.brand["500"]', Kind.ADD, true],
      ],
    });
    // A message by somebody else, without a result of ours.
    expect(sent({ changes: true })).toStrictEqual(nothing);
    expect(sent(withDetails({ changes: false }, details))).toStrictEqual(nothing);
  });

  it("of another make is left as it is", () => {
    for (const main of [[], [import.meta.filename]]) {
      process.argv = ["node", ...main];
      forwardDetails();
      expect(sent(changed)).toStrictEqual(nothing);
    }
  });
});
