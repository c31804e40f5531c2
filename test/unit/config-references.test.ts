import assert from "node:assert/strict";
import * as z from "zod";
import type { Section } from "../../components/section.ts";
import { entrySchema, referenceFailures, resolve } from "../../config/section.ts";
import { sections } from "../../config/sections.ts";
import { failuresOf } from "../../provider/schema/failures.ts";
import { group, UNKNOWN } from "../../provider/schema/schema.ts";
import { omit } from "../support/omit.ts";

/** A section whose entries name a hub, which they must, and a room, which they may. */
const section: Section = {
  name: "things",
  schema: group({ hubId: z.string(), roomId: z.string().optional(), size: z.int() }),
  references: {
    hub: { section: "hubs", becomes: "hubId", required: true },
    room: { section: "rooms", becomes: "roomId", required: false },
  },
  outputs: z.object({}),
  failures: () => [],
  missing: () => [],
  type: "test:index:Thing",
  make: () => assert.fail("made"),
  exported: () => assert.fail("exported"),
};

const NAMES: Record<string, string[]> = { hubs: ["main", "spare"], rooms: [] };
const names = (of: string) => NAMES[of] ?? assert.fail(of);
const failures = (entry: Record<string, unknown>) => referenceFailures(section, entry, names);

describe("an entry's schema", () => {
  const schema = entrySchema(section);

  it("takes a reference or an id, and needs neither by itself", () => {
    for (const entry of [{ hub: "main" }, { hubId: "an-id" }, {}, { hubId: "an-id", room: "a" }])
      expect(failuresOf(schema, { ...entry, size: 1 })).toStrictEqual([]);
  });

  it("still needs what is no reference, and knows no other key", () => {
    expect(failuresOf(schema, { hub: 3, other: 1 })).toStrictEqual([
      { path: ["size"], reason: "missing; give a number" },
      { path: ["hub"], reason: "3 is not a string" },
      { path: ["other"], reason: "unknown; allowed here: hubId, roomId, size, hub, room, options" },
    ]);
  });

  it("is the class's own where there are no references", () => {
    const plain = omit(section, "references");
    expect(Object.keys(entrySchema(plain).shape)).toStrictEqual([
      ...["hubId", "roomId", "size", "options"],
    ]);
  });
});

describe("references", () => {
  it("may name what the other section has, or give its id", () => {
    for (const entry of [{ hub: "main" }, { hub: "spare" }, { hubId: "an-id" }])
      expect(failures(entry)).toStrictEqual([]);
  });

  it("fail where both are given", () => {
    expect(failures({ hub: "main", hubId: "an-id" })).toStrictEqual([
      {
        path: ["hub"],
        reason: "cannot be set together with hubId; give hub (a logical name in hubs) or hubId",
      },
    ]);
  });

  it("fail where neither is given and one must be", () => {
    expect(failures({})).toStrictEqual([
      { path: ["hub"], reason: "missing; give hub (a logical name in hubs) or hubId" },
    ]);
  });

  it("fail where there is none of that name, and tell those that there are", () => {
    expect(failures({ hub: "mian" })).toStrictEqual([
      {
        path: ["hub"],
        reason: '"mian" is not a logical name in hubs; did you mean main? Use main, spare',
      },
    ]);
  });

  it("fail where there is none at all", () => {
    expect(failures({ hub: "main", room: "a" })).toStrictEqual([
      {
        path: ["room"],
        reason:
          '"a" is not a logical name in rooms; rooms is empty: add it there, or remove the reference',
      },
    ]);
  });

  it("leave what is no name to the schema", () => {
    expect(failures({ hub: 3 })).toStrictEqual([]);
  });
});

describe("resolve", () => {
  const idOf = (of: string, name: string) => `id of ${of} ${name}`;

  it("puts the other's id in the place of its name", () => {
    const entry = { hub: "main", room: "a", size: 1 };
    expect(resolve(section, entry, idOf)).toStrictEqual({
      hubId: "id of hubs main",
      roomId: "id of rooms a",
      size: 1,
    });
    expect(entry).toStrictEqual({ hub: "main", room: "a", size: 1 });
  });

  it("knows no id before what is named is made", () => {
    expect(resolve(section, { hub: "main" })).toStrictEqual({ hubId: UNKNOWN });
  });

  it("leaves an id as it is, and makes none up", () => {
    expect(resolve(section, { hubId: "an-id", size: 1 }, idOf)).toStrictEqual({
      hubId: "an-id",
      size: 1,
    });
  });
});

describe("the sections of a stack's config", () => {
  it("stand behind those that they refer to", () => {
    const order = sections.map(({ name }) => name as string);
    for (const [at, { references = {} }] of (sections as readonly Section[]).entries()) {
      for (const { section: other } of Object.values(references))
        expect(order.slice(0, at)).toContain(other);
    }
  });

  it("give for each reference an argument of theirs", () => {
    for (const { schema, references = {} } of sections as readonly Section[])
      for (const { becomes } of Object.values(references))
        expect(Object.keys(schema.shape)).toContain(becomes);
  });
});
