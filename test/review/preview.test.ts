import assert from "node:assert/strict";
import fc from "fast-check";
import { UserError } from "../../provider/user-error.ts";
import { parsePath } from "../../provider/review/values.ts";
import { changesOf } from "../../cli/review/changes.ts";
import { readPreview } from "../../cli/review/preview.ts";
import { comparePaths, leaves } from "../../cli/review/values.ts";
import { previewOf, stepOf, urnOf } from "./samples.ts";
import { writePath } from "../../provider/schema/paths.ts";

const HOW = "Create one with: pulumi preview --json --show-sames --refresh > preview.json";

function problemOf(text: string): string {
  try {
    readPreview(text, "preview.json");
  } catch (error) {
    assert.ok(error instanceof UserError);
    return error.message;
  }
  return assert.fail("it was read");
}

describe("reading a preview", () => {
  it("says of what is none how to make one", () => {
    const empty = `preview.json is empty: Pulumi created no preview; its standard error says why. ${HOW}`;
    expect(problemOf("")).toBe(empty);
    expect(problemOf("\uFEFF\n")).toBe(empty);
    const none = `preview.json is not a Pulumi preview. ${HOW}`;
    const others = [
      "{}",
      "[]",
      "null",
      "1",
      "Previewing update (prod):",
      '{"version":3,"deployment":{}}',
      '{"steps":1}',
      '{"steps":[{"op":1}]}',
      "{",
    ];
    expect(others.map((text) => [text, problemOf(text)])).toStrictEqual(
      others.map((text) => [text, none]),
    );
  });

  it("takes both forms, with errors and warnings in the same words", () => {
    const sample = {
      op: "update",
      kind: "App",
      before: { name: "a" },
      after: { name: "b" },
      diff: { name: "update" },
    };
    const json = JSON.stringify({
      steps: [stepOf(sample)],
      diagnostics: [
        { severity: "error", message: "error: no\n" },
        { severity: "warning", message: "warning: look\n" },
        { severity: "info", message: "hello" },
      ],
      changeSummary: { same: 3, update: 1 },
    });
    const log = [
      { preludeEvent: { config: {} } },
      {
        resourcePreEvent: {
          metadata: {
            op: "update",
            urn: urnOf(sample),
            old: { id: "an-id", inputs: { name: "a" }, outputs: { name: "a" } },
            new: { id: "", inputs: { name: "b" }, outputs: {} },
            keys: null,
            detailedDiff: { name: { diffKind: "update", inputDiff: true } },
          },
        },
      },
      { diagnosticEvent: { severity: "error", message: "no\n" } },
      { diagnosticEvent: { severity: "warning", message: "look\n" } },
      { summaryEvent: { resourceChanges: { same: 3, update: 1 } } },
    ].map((event) => JSON.stringify(event));
    const [one, other] = [readPreview(json, "x"), readPreview(log.join("\n"), "x")];
    expect([one.errors, one.warnings, one.same]).toStrictEqual([["no"], ["look"], 3]);
    expect([other.errors, other.warnings, other.same]).toStrictEqual([["no"], ["look"], 3]);
    expect(changesOf(other)).toStrictEqual(changesOf(one));
  });

  it("makes one of the steps of a replacement, and none of what is not declared", () => {
    const app = { kind: "App", before: { name: "a" }, after: { name: "b" } };
    const text = previewOf(
      { ...app, op: "create-replacement" },
      { ...app, op: "replace" },
      { ...app, op: "delete-replaced" },
      { op: "create", kind: "pulumi:providers:aws", name: "default_6_0_0", after: {} },
      { op: "create", kind: "pulumi:providers:aws", name: "west", after: {} },
      { op: "create", kind: "my:Component$aws:s3/bucket:Bucket", name: "a::b", after: {} },
    );
    const changes = changesOf(readPreview(text, "x")).map(({ op, type, name }) => [op, type, name]);
    expect(changes).toStrictEqual([
      ["replace", "pulumi-nodejs:dynamic/realtimekit:App", "one"],
      ["create", "aws:s3/bucket:Bucket", "a::b"],
      ["create", "pulumi:providers:aws", "west"],
    ]);
  });

  it("compares the inputs where a provider tells no details", () => {
    const text = previewOf({
      op: "update",
      kind: "aws:s3/bucket:Bucket",
      before: { acl: "a", tags: { x: 1, y: 2 }, __internal: 1 },
      after: { acl: "a", tags: { x: 1, z: [true] }, __internal: 2 },
    });
    const [change] = changesOf(readPreview(text, "x"));
    expect(change?.properties).toStrictEqual([
      { path: ["tags", "y"], is: "removed", secret: false, before: "2" },
      { path: ["tags", "z", 0], is: "added", secret: false, after: "true" },
    ]);
  });
});

describe("paths", () => {
  const step = fc.oneof(
    fc.nat(99),
    fc.string({ minLength: 1 }),
    fc.constantFrom("500", "a-b", 'a"b', "a.b", "a[0]", "$x"),
  );

  it("are read as the provider writes them", () => {
    const path = fc.array(step, { minLength: 1 }).filter(([first]) => typeof first === "string");
    fc.assert(fc.property(path, (each) => expect(parsePath(writePath(each))).toStrictEqual(each)));
  });

  it("have one order, items of a list by their number", () => {
    const sorted = [["a"], ["a", 2], ["a", 10], ["a", "b"], ["b"]];
    fc.assert(
      fc.property(fc.shuffledSubarray(sorted, { minLength: sorted.length }), (paths) =>
        expect(paths.toSorted(comparePaths)).toStrictEqual(sorted),
      ),
    );
  });

  it("lead to everything that has no parts", () => {
    const value = { a: [{ b: 1 }, []], c: {}, d: null };
    expect(leaves(value)).toStrictEqual([["a", 0, "b"], ["a", 1], ["c"], ["d"]]);
  });
});
