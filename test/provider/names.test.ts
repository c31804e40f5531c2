/** How a resource's name changes in its life: given, taken out, taken over, changed by somebody else. */
import assert from "node:assert/strict";
import { livestream } from "../../provider/resources/livestream/definition.ts";
import { preset } from "../../provider/resources/preset/definition.ts";
import { listed } from "../support/caller.ts";
import { existsAlready } from "../support/exists.ts";
import { APP, failure, KIT, type Plain, type State, type World, worldPerTest } from "./host.ts";
import { saidPerTest } from "./said.ts";
import { replace } from "./steps.ts";

const world = worldPerTest();
saidPerTest();

const PRESETS = `${KIT}/presets`;
const AUTOMATIC = /^it-[0-9a-f]{7}$/;
const SAME = { changes: false, replaces: [] };

const nameOf = async (w: World, { id }: Pick<State, "id">) =>
  ((await w.api("GET", `${PRESETS}/${id}`)) as { name: string }).name;

/** Somebody else renames it. */
async function rename(w: World, { id }: State, name: string): Promise<void> {
  await w.api("PATCH", `${PRESETS}/${id}`, { name });
}

describe("a name that is taken out", () => {
  it("gives a preset a new automatic one in place, which stays", async () => {
    const w = await world();
    const definition = preset;
    const given = await w.program().create({ definition, declared: { name: "given" } });
    const changed = await w.program().update(given, { definition });
    expect(changed.props.name).toMatch(AUTOMATIC);
    expect(changed.props.__autoName).toBe(changed.props.name);
    expect("name" in changed.inputs).toBe(false);
    expect(await nameOf(w, given)).toBe(changed.props.name);
    expect(await w.program().plan(changed, { definition })).toStrictEqual(SAME);
    expect(await w.program().refresh(definition, changed)).toStrictEqual(changed);
    const permissions = { canRecord: true };
    const later = await w.program().update(changed, { definition, declared: { permissions } });
    expect(later.props.name).toBe(changed.props.name);
  });

  it("does not bring back an earlier automatic one", async () => {
    const w = await world();
    const definition = preset;
    const made = await w.program().create({ definition });
    const given = await w.program().update(made, { definition, declared: { name: "given" } });
    expect("__autoName" in given.props).toBe(false);
    const back = await w.program().update(given, { definition });
    expect(back.props.name).toMatch(AUTOMATIC);
    expect(back.props.name).not.toBe(made.props.name);
  });

  it("replaces a livestream, whose replacement has a new automatic one", async () => {
    const w = await world();
    const definition = livestream;
    const given = await w.program().create({ definition, declared: { name: "given" } });
    const plan = await w.program().plan(given, { definition });
    expect(plan).toStrictEqual({ changes: true, replaces: ["name"] });
    const after = await replace(w.program(), given, { definition });
    expect(after.id).not.toBe(given.id);
    expect(after.props.name).toMatch(AUTOMATIC);
    expect(await w.program().plan(after, { definition })).toStrictEqual(SAME);
  });

  it("of a state of an earlier version that had a given one does the same", async () => {
    const w = await world();
    // Those kept `__defaults` for automatic names only.
    const before = await w.program().create({ definition: preset, declared: { name: "given" } });
    expect("__defaults" in before.props).toBe(false);
    const plan = await w.program().plan(before, { definition: preset });
    expect(plan).toStrictEqual({ changes: true, replaces: [] });
  });
});

describe("a given name that somebody has changed", () => {
  it("shows in a refresh's inputs, and is put back", async () => {
    const w = await world();
    const declaration = { definition: preset, declared: { name: "given" } };
    const made = await w.program().create(declaration);
    await rename(w, made, "theirs");
    const drifted = await w.program().refresh(preset, made);
    assert.ok(drifted);
    expect([drifted.props.name, drifted.inputs.name]).toStrictEqual(["theirs", "theirs"]);
    expect(await w.program().update(drifted, declaration)).toStrictEqual(made);
    expect(await nameOf(w, made)).toBe("given");
  });
});

describe("the name of what is adopted by its id", () => {
  it("stays a preset's when the adopt line goes, and changes in place when one is given", async () => {
    const w = await world();
    const definition = preset;
    const theirs = await w
      .program()
      .create({ definition, declared: { name: "theirs" }, by: "their/own/preset" });
    const made = await w.program().create({ definition, declared: { adopt: theirs.id } });
    expect([made.id, made.props.name]).toStrictEqual([theirs.id, "theirs"]);
    expect(await w.program().plan(made, { definition })).toStrictEqual(SAME);
    // The engine keeps the outputs, and has the inputs of the last check.
    const after = { ...made, inputs: await w.program().check({ definition }, made.inputs) };
    expect(await w.program().refresh(definition, after)).toStrictEqual(after);
    const changed = await w
      .program()
      .update(after, { definition, declared: { permissions: { canRecord: true } } });
    expect([changed.props.name, await nameOf(w, made)]).toStrictEqual(["theirs", "theirs"]);
    const named = await w.program().update(changed, { definition, declared: { name: "mine" } });
    expect([named.props.name, await nameOf(w, made)]).toStrictEqual(["mine", "mine"]);
    expect("__autoName" in named.props).toBe(false);
    // From here on it is a name as any other.
    const back = await w.program().update(named, { definition });
    expect(back.props.name).toMatch(AUTOMATIC);
  });

  it("stays a livestream's when the adopt line goes, and replaces when another is given", async () => {
    const w = await world();
    const definition = livestream;
    const { id } = (await w.api("POST", `${KIT}/livestreams`, { name: "theirs" })) as Plain;
    const made = await w.program().create({ definition, declared: { adopt: id } });
    expect([made.id, made.props.name]).toStrictEqual([id, "theirs"]);
    expect(await w.program().plan(made, { definition })).toStrictEqual(SAME);
    const after = { ...made, inputs: await w.program().check({ definition }, made.inputs) };
    expect(await w.program().refresh(definition, after)).toStrictEqual(after);
    const told = await w.program().plan(after, { definition, declared: { name: "theirs" } });
    expect(told).toStrictEqual(SAME);
    const named = { definition, declared: { name: "mine" } };
    const plan = await w.program().plan(after, named);
    expect(plan).toStrictEqual({ changes: true, replaces: ["name"] });
    const next = await replace(w.program(), after, named);
    expect(next.props.name).toBe("mine");
    expect(next.id).not.toBe(id);
  });
});

describe("a preset's name that is taken meanwhile", () => {
  const declaration = { definition: preset, declared: { name: "theirs" } };

  /** A preset, and another one that has the name. */
  async function taken(w: World) {
    const made = await w.program().create({ definition: preset });
    const theirs = await w.program().create({ ...declaration, by: "p/s/theirs" });
    await w.requests();
    return { made, message: existsAlready(`a preset named "theirs" in app ${APP}`, theirs.id) };
  }

  it("is told with the id to adopt, before anything is written", async () => {
    const w = await world();
    const { made, message } = await taken(w);
    expect(await failure(w.program().update(made, declaration))).toBe(message);
    expect(await w.requests()).toStrictEqual(["GET /presets 200"]);
  });

  it("is told so as well where only the API knows, and is sent once", async () => {
    const w = await world();
    const { made, message } = await taken(w);
    const body = { success: true, data: [], paging: { total_count: 0 } };
    await w.control.fault({ method: "GET", path: "/presets$", status: 200, body });
    expect(await failure(w.program().update(made, declaration))).toBe(message);
    const writes = (await w.requests()).filter((request) => !request.startsWith("GET"));
    expect(writes).toStrictEqual([`PUT /presets/${made.id} 409`]);
    expect(await listed(w, PRESETS)).toHaveLength(2);
  });
});
