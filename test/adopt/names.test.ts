import fc from "fast-check";
import { logicalName, unique, variable } from "../../cli/adopt/names.ts";

const ID = "2f5c1d9e-8a41-4c6b-9f1a-6f0f3e1b7a10";

describe("a logical name", () => {
  const examples: [string, string][] = [
    ["Main Stage", "main-stage"],
    ["Gäste: 50% & mehr 🎉", "gaste-50-mehr"],
    ["2026-01-01", "preset-2026-01-01"],
    ["__proto__", "proto"],
    ["基調講演", "preset-2f5c1d9e"],
    ["", "preset-2f5c1d9e"],
    ["x".repeat(80), "x".repeat(50)],
    [`${"x".repeat(49)} and more`, "x".repeat(49)],
  ];
  for (const [title, expected] of examples)
    it(`of ${JSON.stringify(title)} is ${expected}`, () => {
      expect(logicalName(title, "preset", ID)).toBe(expected);
    });

  it("is good for config, for Pulumi and for a variable, whatever the title", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (title) => {
        const name = logicalName(title, "live-input", ID);
        expect(name).toMatch(/^[a-z]+(-?[a-z0-9]+)*$/);
        expect(variable(name, "Input")).toMatch(/^[a-zA-Z][a-zA-Z0-9]*Input$/);
      }),
    );
  });

  it("is the only one of its kind", () => {
    const taken = new Set(["hub"]);
    const names = ["hub", "hub", "hub-2", "other"].map((name) => unique(name, taken));
    expect(names).toStrictEqual(["hub-2", "hub-3", "hub-2-2", "other"]);
  });
});
