/** What a resource has made is its own: nothing is shared, and nothing comes back. */
import { livestream } from "../../provider/resources/livestream/definition.ts";
import { liveInput } from "../../provider/resources/live-input/definition.ts";
import { preset } from "../../provider/resources/preset/definition.ts";
import { app } from "../../provider/resources/app/definition.ts";
import { meeting } from "../../provider/resources/meeting/definition.ts";
import { webhook } from "../../provider/resources/webhook/definition.ts";
import { restreamTarget } from "../../provider/resources/restream-target/definition.ts";
import type { ResourceDefinition } from "../../provider/engine/definition.ts";
import { failure, type Plain, type World, worldPerTest } from "./host.ts";
import { hub } from "../support/caller.ts";
import { replace } from "./steps.ts";

const world = worldPerTest();

let said: jest.SpyInstance<void, unknown[]>;
beforeEach(() => {
  said = jest.spyOn(console, "log").mockImplementation(() => undefined);
});
afterEach(() => jest.restoreAllMocks());

const words = () => said.mock.calls.map(([text]) => String(text));

const HOOK = { url: "https://example.com/hook", events: ["meeting.started"] };

/** Kinds with an automatic name, with what must be declared. */
const NAMED: [definition: ResourceDefinition, declared: Plain, key: string][] = [
  [livestream, {}, "name"],
  [preset, {}, "name"],
  [liveInput, {}, "displayName"],
  [app, {}, "name"],
  [meeting, {}, "title"],
  [webhook, HOOK, "name"],
];

describe("an automatic name", () => {
  for (const [definition, declared, key] of NAMED) {
    it(`of a ${definition.name} belongs to one resource, whatever is declared elsewhere`, async () => {
      const w = await world();
      const first = await w.program().create({ definition, declared, by: "p/s/keynote" });
      const second = await w.program().create({ definition, declared, by: "p/s/keynote" });
      expect(second.id).not.toBe(first.id);
      expect(first.props[key]).toMatch(/^keynote-[0-9a-f]{7}$/);
      expect(second.props[key]).not.toBe(first.props[key]);
      expect(key in first.inputs).toBe(false);
    });

    it(`of a ${definition.name} stays through renames, and a refresh of it is empty`, async () => {
      const w = await world();
      const made = await w.program().create({ definition, declared, by: "p/s/keynote" });
      const renamed = { definition, declared, by: "p/other/keynote-2025" };
      expect(await w.program().plan(made, renamed)).toStrictEqual({ changes: false, replaces: [] });
      const refreshed = await w.program().refresh(definition, made);
      expect(refreshed).toStrictEqual(made);
    });

    it(`of a ${definition.name}'s replacement is another`, async () => {
      const w = await world();
      const made = await w.program().create({ definition, declared });
      const after = await replace(w.program(), made, { definition, declared }, { asked: false });
      expect(after.id).not.toBe(made.id);
      expect(after.props[key]).not.toBe(made.props[key]);
    });

    it(`of a ${definition.name} that looks left over is told with a ready adopt line`, async () => {
      const w = await world();
      const left = await w.program().create({ definition, declared });
      expect(words()).toStrictEqual([]);
      await w.program().create({ definition, declared });
      expect(words().join("\n")).toContain(String(left.props[key]));
      expect(words().join("\n")).toContain(`set adopt: "${left.id}"`);
      // Of another logical name it is not.
      said.mockClear();
      await w.program().create({ definition, declared, by: "p/s/other" });
      expect(words()).toStrictEqual([]);
    });
  }
});

describe("the state of an earlier version", () => {
  for (const [definition, declared, key] of NAMED) {
    it(`of a ${definition.name} sees no diff and keeps its name`, async () => {
      const w = await world();
      const made = await w
        .program()
        .create({ definition, declared: { ...declared, [key]: "it-1234567" } });
      const before = { [key]: "it-1234567", __defaults: { [key]: "it-1234567" } };
      const old = {
        id: made.id,
        inputs: { ...made.inputs, ...before },
        props: { ...made.props, ...before },
      };
      const plan = await w.program().plan(old, { definition, declared });
      expect(plan).toStrictEqual({ changes: false, replaces: [] });
      expect(await w.program().refresh(definition, old)).toStrictEqual(old);
    });
  }
});

describe("a livestream's key", () => {
  it("does not come back with a key version that was there before, nor with the name", async () => {
    const w = await world();
    const keys = new Set<unknown>();
    let state = await w.program().create({ definition: livestream, declared: { keyVersion: "1" } });
    keys.add(state.props.streamKey);
    for (const keyVersion of ["2", "1", "2"]) {
      const declaration = { definition: livestream, declared: { keyVersion } };
      expect(await w.program().plan(state, declaration)).toStrictEqual({
        changes: true,
        replaces: ["keyVersion"],
      });
      state = await replace(w.program(), state, declaration);
      keys.add(state.props.streamKey);
    }
    keys.add((await w.program().create({ definition: livestream, declared: {} })).props.streamKey);
    expect(keys.size).toBe(5);
  });

  it("is another with a given name and a key version, whose name has a suffix", async () => {
    const w = await world();
    const declared = { name: "keynote", keyVersion: "1" };
    const made = await w.program().create({ definition: livestream, declared });
    expect(made.props.name).toMatch(/^keynote-[0-9a-f]{7}$/);
    expect(made.inputs.name).toBe("keynote");
    const same = { changes: false, replaces: [] };
    expect(await w.program().plan(made, { definition: livestream, declared })).toStrictEqual(same);
    const refreshed = await w.program().refresh(livestream, made);
    expect(refreshed).toStrictEqual(made);
    // The engine puts back what is ignored as the old inputs have it.
    expect(
      await w.program().check({ definition: livestream, declared }, made.inputs),
    ).toStrictEqual(made.inputs);
  });

  it("of a state of an earlier version, with name and key version, is quiet", async () => {
    const w = await world();
    const made = await w
      .program()
      .create({ definition: livestream, declared: { name: "keynote-d4735e3" } });
    const old = { ...made, props: { ...made.props, keyVersion: "2" } };
    for (const name of ["keynote", "keynote-d4735e3"]) {
      const declaration = { definition: livestream, declared: { name, keyVersion: "2" } };
      expect(await w.program().plan(old, declaration)).toStrictEqual({
        changes: false,
        replaces: [],
      });
    }
  });
});

describe("a replacement that was asked for, of what has a given name", () => {
  const GIVEN: [definition: ResourceDefinition, declare: (w: World) => Promise<Plain>][] = [
    [livestream, () => Promise.resolve({ name: "given" })],
    [preset, () => Promise.resolve({ name: "given" })],
    [app, () => Promise.resolve({ name: "given" })],
    [meeting, () => Promise.resolve({ title: "Given" })],
    [webhook, () => Promise.resolve({ name: "given", ...HOOK })],
    [liveInput, () => Promise.resolve({ displayName: "given" })],
    [
      restreamTarget,
      async (w) => ({ liveInputId: await hub(w), platform: "youtube", streamKey: "a-key-1234" }),
    ],
  ];
  for (const [definition, declare] of GIVEN) {
    it(`makes a new ${definition.name} after a diff`, async () => {
      const w = await world();
      const declared = await declare(w);
      const made = await w.program().create({ definition, declared });
      const after = await replace(w.program(), made, { definition, declared });
      expect(after.id).not.toBe(made.id);
      const again = await w.program().plan(after, { definition, declared });
      expect(again).toStrictEqual({ changes: false, replaces: [] });
      expect(await w.program().refresh(definition, after)).toStrictEqual(after);
    });

    const mayBeTwice = definition.nameInput?.twice === "allowed";
    it(`${mayBeTwice ? "makes a new" : "is refused of a"} ${definition.name} without one`, async () => {
      const w = await world();
      const declared = await declare(w);
      const made = await w.program().create({ definition, declared });
      const after = replace(w.program(), made, { definition, declared }, { asked: false });
      if (mayBeTwice) expect((await after).id).not.toBe(made.id);
      else expect(await failure(after)).toMatch(/already exists.* deleteBeforeReplace: true/);
    });

    for (const asked of [true, false]) {
      it(`makes a new ${definition.name} after the old one was deleted first${asked ? ", after a diff" : ""}`, async () => {
        const w = await world();
        const declared = await declare(w);
        const made = await w.program().create({ definition, declared });
        const options = { asked, deleteFirst: true };
        const after = await replace(w.program(), made, { definition, declared }, options);
        expect(after.id).not.toBe(made.id);
        expect(await w.program().refresh(definition, after)).toStrictEqual(after);
      });
    }
  }
});

describe("two presets whose names are swapped", () => {
  it("have each other's name afterwards", async () => {
    const w = await world();
    const a = await w
      .program()
      .create({ definition: preset, declared: { name: "x" }, by: "p/s/a" });
    const b = await w
      .program()
      .create({ definition: preset, declared: { name: "y" }, by: "p/s/b" });
    const program = w.program();
    const [newA, newB] = await Promise.all([
      program.update(a, { definition: preset, declared: { name: "y" }, by: "p/s/a" }),
      program.update(b, { definition: preset, declared: { name: "x" }, by: "p/s/b" }),
    ]);
    expect([newA.props.name, newB.props.name]).toStrictEqual(["y", "x"]);
    for (const each of [newA, newB])
      expect(await w.program().refresh(preset, each)).toStrictEqual(each);
  });

  it("are refused before anything is written where the other one keeps its name", async () => {
    const w = await world();
    const a = await w
      .program()
      .create({ definition: preset, declared: { name: "x" }, by: "p/s/a" });
    await w.program().create({ definition: preset, declared: { name: "y" }, by: "p/s/b" });
    await w.requests();
    const message = await failure(
      w.program().update(a, { definition: preset, declared: { name: "y" }, by: "p/s/a" }),
    );
    expect(message).toContain('a preset named "y"');
    expect(message).toContain("already exists");
    expect((await w.requests()).filter((line) => !line.startsWith("GET"))).toStrictEqual([]);
  });
});

describe("meetings of one title", () => {
  it("are made, with a word that names the other", async () => {
    const w = await world();
    const declared = { title: "Panel" };
    const first = await w.program().create({ definition: meeting, declared, by: "p/s/a" });
    const second = await w.program().create({ definition: meeting, declared, by: "p/s/b" });
    expect(second.id).not.toBe(first.id);
    expect(words().join("\n")).toContain(first.id);
  });

  it("are two where one answer is lost while the other is under way", async () => {
    const w = await world();
    await w.control.fault({ method: "POST", path: "/meetings$", cut: "after" });
    const program = w.program();
    const made = await Promise.all(
      ["p/s/a", "p/s/b"].map((by) =>
        program.create({ definition: meeting, declared: { title: "Panel" }, by }),
      ),
    );
    expect(new Set(made.map(({ id }) => id)).size).toBe(2);
  });
});

describe("a livestream's given name that two stacks create at the same moment", () => {
  it("is told to the later one, with the ids", async () => {
    const w = await world();
    await w.control.fault({ method: "POST", path: "/livestreams$", latencyMs: 300, times: 2 });
    const declared = { name: "same" };
    const made = await Promise.all(
      ["p/a/it", "p/b/it"].map((by) =>
        w.program().create({ definition: livestream, declared, by }),
      ),
    );
    expect(new Set(made.map(({ id }) => id)).size).toBe(2);
    expect(words().some((text) => made.some(({ id }) => text.includes(id)))).toBe(true);
    expect(words().join("\n")).toContain("at the same time");
  });

  it("is made also where the look at others fails", async () => {
    const w = await world();
    await w.control.fault({ method: "GET", path: "/livestreams$", status: 400, skip: 1, times: 2 });
    const made = await w.program().create({ definition: livestream, declared: { name: "same" } });
    expect(made.props.name).toBe("same");
    expect(words().join("\n")).toContain(`at the same time; this one is ${made.id}`);
  });
});
