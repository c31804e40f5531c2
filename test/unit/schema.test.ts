import { registry } from "../../provider/resources/registry.ts";
import fc from "fast-check";
import { z } from "zod";
import { failuresIn } from "../../provider/engine/check.ts";
import { failuresOf } from "../../provider/schema/failures.ts";
import { restreamTargetSchema } from "../../provider/resources/restream-target/definition.ts";
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
} from "../../provider/schema/schema.ts";
import { omit } from "../support/omit.ts";
import { pathsIn, type Plain, withAt } from "../support/plain.ts";
import { one, samples } from "../support/samples.ts";
import { RTMP } from "../support/whole-meeting.ts";

/** The properties at every depth that the schema has and the value lacks; of a list or map, what its items lack. */
function lacking(schema: z.core.$ZodType, value: unknown, path: string[] = []): string[] {
  if (value === undefined) return [path.join(".")];
  const own = keysOf(schema);
  const items = typeof value === "object" && value !== null ? Object.keys(value) : [];
  return (own.length > 0 ? own : items).flatMap((key) => {
    const below = schemaAt(schema, key);
    return below ? lacking(below, (value as Plain)[key], [...path, key]) : [];
  });
}

describe("the samples", () => {
  it("are of every kind, each once", () => {
    const names = samples.map(({ definition }) => definition.name);
    expect(names.toSorted()).toStrictEqual(registry.map(({ name }) => name).sort());
  });

  for (const { definition, small, whole } of samples) {
    it(`declare every property of ${one(definition)}, at every depth, and no other`, () => {
      expect(lacking(definition.inputs, whole)).toStrictEqual([]);
      expect(failuresOf(definition.inputs, whole)).toStrictEqual([]);
    });

    it(`declare the least of ${one(definition)}`, () => {
      expect(failuresIn(definition, small)).toStrictEqual([]);
      for (const key of Object.keys(small))
        expect({ key, failures: failuresIn(definition, omit(small, key)) }).not.toMatchObject({
          failures: [],
        });
    });
  }
});

describe("the engine's unknown value", () => {
  for (const { definition, whole } of samples) {
    it(`passes anywhere in ${one(definition)}`, () => {
      for (const path of pathsIn(whole)) {
        const failures = failuresOf(definition.inputs, withAt(whole, path, UNKNOWN));
        expect({ path, failures }).toStrictEqual({ path, failures: [] });
      }
    });

    it(`passes at several places of ${one(definition)} at once`, () => {
      fc.assert(
        fc.property(fc.subarray(pathsIn(whole)), (paths) => {
          // The deepest first, so that a branch that is replaced later takes its leaves with it.
          const ordered = paths.toSorted((a, b) => b.length - a.length);
          const declared = ordered.reduce<unknown>(
            (value, path) => withAt(value, path, UNKNOWN),
            whole,
          );
          expect(failuresOf(definition.inputs, declared)).toStrictEqual([]);
        }),
      );
    });
  }

  it("hides no other failure", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...samples.map(({ definition, whole }) => ({ definition, whole }))),
        fc.nat(),
        fc.nat(),
        ({ definition, whole }, one, other) => {
          const paths = pathsIn(whole);
          const unknownAt = paths[one % paths.length] ?? [];
          const badAt = paths[other % paths.length] ?? [];
          fc.pre(!badAt.join(".").startsWith(unknownAt.join(".")));
          fc.pre(!unknownAt.join(".").startsWith(badAt.join(".")));
          const bad = withAt(whole, badAt, { not: "this" });
          const failures = failuresOf(definition.inputs, bad);
          fc.pre(failures.length > 0);
          expect(failuresOf(definition.inputs, withAt(bad, unknownAt, UNKNOWN))).toStrictEqual(
            failures,
          );
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

  it("knows a restream target's stream key and where a meeting's picture goes as the only secrets of any declaration", () => {
    const found = samples.map(({ definition, whole }) => [
      definition.name,
      secretsIn(definition.inputs, whole),
    ]);
    expect(found).toStrictEqual([
      ["Livestream", []],
      ["Preset", []],
      ["LiveInput", []],
      ["RestreamTarget", ["abcd-efgh-ijkl"]],
      ["App", []],
      ["Meeting", [RTMP]],
      ["Webhook", []],
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
