import fc from "fast-check";
import { z } from "zod";
import { failuresOf } from "../../provider/mechanism/failures.ts";
import { presetSchema } from "../../provider/preset/schema.ts";
import { restreamTargetSchema } from "../../provider/restream-target.ts";
import {
  bare,
  group,
  isSecret,
  keysOf,
  list,
  map,
  schemaAt,
  secret,
  secretsIn,
  strings,
  UNKNOWN,
} from "../../provider/mechanism/schema.ts";
import { pathsIn, samples, withAt } from "./samples.ts";

describe("the samples", () => {
  for (const { kind, whole } of samples) {
    it(`declare every property of ${kind.name}`, () => {
      expect(Object.keys(whole).sort()).toStrictEqual(keysOf(kind.schema).sort());
      expect(failuresOf(kind.schema, whole)).toStrictEqual([]);
    });
  }

  it("declare every field of a preset, at every depth", () => {
    const declared = samples.find(({ kind }) => kind.name === "Preset")?.whole;
    const leaves = (schema: z.core.$ZodType, path: string[] = []): string[] =>
      keysOf(schema).flatMap((key) => {
        const below = schemaAt(schema, key);
        return below ? [[...path, key].join("."), ...leaves(below, [...path, key])] : [];
      });
    const present = new Set(pathsIn(declared).map((path) => path.join(".")));
    expect(leaves(presetSchema).filter((path) => !present.has(path))).toStrictEqual([]);
  });
});

describe("the engine's unknown value", () => {
  for (const { kind, whole } of samples) {
    it(`passes anywhere in a ${kind.name}`, () => {
      for (const path of pathsIn(whole)) {
        const failures = failuresOf(kind.schema, withAt(whole, path, UNKNOWN));
        expect({ path, failures }).toStrictEqual({ path, failures: [] });
      }
    });

    it(`passes at several places of a ${kind.name} at once`, () => {
      fc.assert(
        fc.property(fc.subarray(pathsIn(whole)), (paths) => {
          // The deepest first, so that a branch that is replaced later takes its leaves with it.
          const ordered = paths.toSorted((a, b) => b.length - a.length);
          const declared = ordered.reduce<unknown>(
            (value, path) => withAt(value, path, UNKNOWN),
            whole,
          );
          expect(failuresOf(kind.schema, declared)).toStrictEqual([]);
        }),
      );
    });
  }

  it("hides no other failure", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...samples.map(({ kind, whole }) => ({ kind, whole }))),
        fc.nat(),
        fc.nat(),
        ({ kind, whole }, one, other) => {
          const paths = pathsIn(whole);
          const unknownAt = paths[one % paths.length] ?? [];
          const badAt = paths[other % paths.length] ?? [];
          fc.pre(!badAt.join(".").startsWith(unknownAt.join(".")));
          fc.pre(!unknownAt.join(".").startsWith(badAt.join(".")));
          const bad = withAt(whole, badAt, { not: "this" });
          const failures = failuresOf(kind.schema, bad);
          fc.pre(failures.length > 0);
          expect(failuresOf(kind.schema, withAt(bad, unknownAt, UNKNOWN))).toStrictEqual(failures);
        },
      ),
    );
  });

  it("passes where an enum, a pattern, a number and a record are asked for", () => {
    const schema = group({
      mode: z.enum(["a", "b"]),
      name: z.string().regex(/^x+$/),
      count: z.int().min(3),
      byId: map(group({ size: z.int() })),
      all: list(z.enum(["c"])),
    });
    const declared = {
      mode: UNKNOWN,
      name: UNKNOWN,
      count: UNKNOWN,
      byId: { one: UNKNOWN, two: { size: UNKNOWN } },
      all: ["c", UNKNOWN],
    };
    expect(schema.parse(declared)).toStrictEqual(declared);
  });
});

describe("defaults", () => {
  it("fill in what is missing, below a tolerant wrapper too", () => {
    const schema = group({
      mode: z.enum(["a", "b"]).default("b"),
      below: group({ count: z.int().default(4) }).prefault({}),
      perhaps: z.string().optional(),
    });
    expect(schema.parse({})).toStrictEqual({ mode: "b", below: { count: 4 } });
  });
});

describe("secretsIn", () => {
  const schema = group({
    plain: z.string(),
    key: secret(z.string().min(1)).optional(),
    below: group({ keys: list(secret(z.string())), byId: map(secret(z.string())) }).optional(),
    whole: secret(group({ a: z.string(), b: list(z.string()) })).optional(),
  });

  it("finds every text below a secret mark, at any depth", () => {
    const value = {
      plain: "seen",
      key: "k0",
      below: { keys: ["k1", "k2"], byId: { x: "k3" } },
      whole: { a: "k4", b: ["k5"] },
    };
    expect(secretsIn(schema, value)).toStrictEqual(["k0", "k1", "k2", "k3", "k4", "k5"]);
  });

  it("finds none where there is none", () => {
    expect(secretsIn(schema, { plain: "seen", more: { key: "seen" } })).toStrictEqual([]);
    expect(secretsIn(schema, "seen")).toStrictEqual([]);
    expect(secretsIn(schema, null)).toStrictEqual([]);
  });

  it("knows a restream target's stream key as the only secret of any declaration", () => {
    const found = samples.map(({ kind, whole }) => [kind.name, secretsIn(kind.schema, whole)]);
    expect(found).toStrictEqual([
      ["Livestream", []],
      ["Preset", []],
      ["LiveInput", []],
      ["RestreamTarget", ["abcd-efgh-ijkl"]],
    ]);
  });
});

describe("reading a schema", () => {
  it("sees through optional, default, nullable and tolerant wrappers", () => {
    const inner = group({ a: z.string() });
    const schema = group({ below: inner.nullable().default(null).optional() });
    const below = schemaAt(schema, "below");
    expect(below && bare(below)).toBe(inner);
    expect(below && keysOf(below)).toStrictEqual(["a"]);
    expect(schemaAt(schema, "other")).toBeUndefined();
    expect(schemaAt(z.string(), "length")).toBeUndefined();
    expect(keysOf(z.string())).toStrictEqual([]);
  });

  it("gives a secret mark through every wrapper", () => {
    const streamKey = schemaAt(restreamTargetSchema, "streamKey");
    const url = schemaAt(restreamTargetSchema, "url");
    expect(streamKey && isSecret(streamKey)).toBe(true);
    expect(url && isSecret(url)).toBe(false);
    expect(isSecret(secret(z.string()).optional().nullable())).toBe(true);
  });

  it("gives all texts of a value", () => {
    expect(strings({ a: "1", b: ["2", { c: "3" }, 4, null] })).toStrictEqual(["1", "2", "3"]);
  });
});
