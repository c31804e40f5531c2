import { app as definition } from "../../provider/resources/app/definition.ts";
import { UNKNOWN } from "../../provider/schema/schema.ts";
import { ACCOUNT, APP, APPS, failure, type Plain, type World, worldPerTest } from "./host.ts";
import { listed } from "../support/caller.ts";
import { existsAlready } from "../support/exists.ts";
import { saidPerTest } from "./said.ts";

const world = worldPerTest();
const said = saidPerTest();

/** An app that somebody else has made; its id. */
async function madeByHand(w: World, name: string): Promise<string> {
  const made = (await w.api("POST", APPS, { name })) as { app: { id: string } };
  return made.app.id;
}

/** The ids of the apps of that name. */
async function named(w: World, name: unknown): Promise<unknown[]> {
  const all = await listed(w, `${APPS}?per_page=1000`);
  return all.filter((each) => each.name === name).map(({ id }) => id);
}

describe("an app's life", () => {
  it("begins with one list and one POST", async () => {
    const w = await world();
    const made = await w.program().create({ definition, by: "project/stack/events" });
    expect(await w.requests()).toStrictEqual(["GET /apps 200", "POST /apps 201"]);
    expect(String(made.props.name)).toMatch(/^events-[0-9a-f]{7}$/);
    expect(await named(w, made.props.name)).toStrictEqual([made.id]);
    expect(made.inputs).toStrictEqual({
      accountId: ACCOUNT,
      __declaredBy: "project/stack/events",
      __provider: "the loader",
    });
    const { name } = made.props;
    // Nothing else says that the name is the automatic one: it is no input.
    expect(made.props).toStrictEqual({ ...made.inputs, name, __autoName: name });
  });

  it("needs no app in the settings", async () => {
    const w = await world();
    const made = await w.program({ "realtimekit:appId": "" }).create({ definition });
    expect(await named(w, made.props.name)).toStrictEqual([made.id]);
  });

  it("goes on unchanged, and a refresh leaves what is stored, with no inputs", async () => {
    const w = await world();
    const made = await w.program().create({ definition });
    await w.requests();
    expect(await w.program().plan(made, { definition })).toStrictEqual({
      changes: false,
      replaces: [],
    });
    expect(await w.requests()).toStrictEqual([]);
    const { inputs, props } = await w.program().read(definition, made.id, made.props);
    expect(inputs).toBeUndefined();
    expect(props).toStrictEqual(made.props);
    expect(await w.requests()).toStrictEqual(["GET /apps 200"]);
  });

  const CHANGES: [what: string, before: Plain, after: Plain, replaces: string[]][] = [
    ["another name", { name: "a" }, { name: "b" }, ["name"]],
    ["a name taken out", { name: "a" }, {}, ["name"]],
    ["a name that is not known yet", { name: "a" }, { name: UNKNOWN }, ["name"]],
    ["another account", {}, { accountId: "other" }, ["accountId"]],
    ["another one to adopt", {}, { adopt: "other" }, ["adopt"]],
  ];
  for (const [what, before, after, replaces] of CHANGES) {
    it(`is replaced for ${what}`, async () => {
      const w = await world();
      const made = await w.program().create({ definition, declared: before });
      const plan = await w.program().plan(made, { definition, declared: after });
      expect(plan).toStrictEqual({ changes: true, replaces });
    });
  }

  it("is not replaced when its stack is renamed", async () => {
    const w = await world();
    const made = await w.program().create({ definition, by: "project/stack/events" });
    const plan = await w.program().plan(made, { definition, by: "project/renamed/events" });
    expect(plan).toStrictEqual({ changes: false, replaces: [] });
  });

  it("ends by being forgotten, which is said, and is found again only by adopt", async () => {
    const w = await world();
    const made = await w.program().create({ definition, declared: { name: "events" } });
    await w.requests();
    await w.program().remove(definition, made);
    expect(said()).toStrictEqual([
      [
        `The app events (${made.id}) is no longer managed, but it still exists with everything in it, because the API cannot delete apps.`,
      ],
    ]);
    expect(await w.requests()).toStrictEqual([]);
    const declared = { name: "events" };
    expect(await failure(w.program().create({ definition, declared }))).toBe(
      existsAlready(`an app named "events" in account ${ACCOUNT}`, made.id),
    );
    for (const adopt of [true, made.id]) {
      const again = await w.program().create({ definition, declared: { ...declared, adopt } });
      expect(again.id).toBe(made.id);
      expect(await w.program().plan(again, { definition, declared })).toStrictEqual({
        changes: false,
        replaces: [],
      });
    }
    expect(await named(w, "events")).toStrictEqual([made.id]);
  });

  it("is not found again by its automatic name, but named, with the line that takes it over", async () => {
    const w = await world();
    const made = await w.program().create({ definition });
    await w.program().remove(definition, made);
    const again = await w.program().create({ definition });
    expect(again.id).not.toBe(made.id);
    expect(again.props.name).not.toBe(made.props.name);
    const [, ...told] = said();
    expect(told.join()).toContain(`${String(made.props.name)} (${made.id})`);
    expect(told.join()).toContain(`set adopt: "${made.id}"`);
  });
});

describe("an app that is there already", () => {
  it("is not taken over by its name: how to adopt it is told, and nothing is written", async () => {
    const w = await world();
    const id = await madeByHand(w, "events");
    await w.requests();
    expect(await failure(w.program().create({ definition, declared: { name: "events" } }))).toBe(
      existsAlready(`an app named "events" in account ${ACCOUNT}`, id),
    );
    expect(await w.requests()).toStrictEqual(["GET /apps 200"]);
  });

  it("is taken over by its name where adopt says so, without a write", async () => {
    const w = await world();
    const id = await madeByHand(w, "events");
    await w.requests();
    const declared = { name: "events", adopt: true };
    const made = await w.program().create({ definition, declared });
    expect(made.id).toBe(id);
    expect(await w.requests()).toStrictEqual(["GET /apps 200"]);
  });

  it("is taken over by its id, and keeps its name", async () => {
    const w = await world();
    const made = await w.program().create({ definition, declared: { adopt: APP } });
    expect([made.id, made.props.name]).toStrictEqual([APP, "emulator"]);
    const next = await w.program().plan(made, { definition, declared: { adopt: APP } });
    expect(next).toStrictEqual({ changes: false, replaces: [] });
  });

  it("is found on whatever page of the list it stands", async () => {
    const w = await world();
    for (let count = 0; count < 120; count++) await madeByHand(w, `other ${count}`);
    const id = await madeByHand(w, "events");
    const declared = { name: "events", adopt: true };
    expect((await w.program().create({ definition, declared })).id).toBe(id);
    expect(
      await failure(w.program().create({ definition, declared: { name: "events" } })),
    ).toContain(`set adopt: "${id}"`);
  });

  it("is not chosen where two have the name: the ids are told", async () => {
    const w = await world();
    const ids = [await madeByHand(w, "events"), await madeByHand(w, "events")];
    await w.requests();
    expect(await failure(w.program().create({ definition, declared: { name: "events" } }))).toBe(
      existsAlready(`an app named "events" in account ${ACCOUNT}`, ids[0] ?? "", {
        ids: ` (2 of them: ${ids.join(", ")})`,
      }),
    );
    expect(await w.requests()).toStrictEqual(["GET /apps 200"]);
    const byName = { name: "events", adopt: true };
    expect(await failure(w.program().create({ definition, declared: byName }))).toBe(
      `adopt: true is ambiguous: 2 existing resources match an app named "events" in account ${ACCOUNT} (${ids.join(", ")}); ` +
        `set adopt to the id of the one that you want, for example adopt: "${ids[0] ?? ""}"`,
    );
    expect(await w.requests()).toStrictEqual(["GET /apps 200"]);
    // And the way that the message names is open.
    const declared = { name: "events", adopt: ids[1] };
    expect((await w.program().create({ definition, declared })).id).toBe(ids[1]);
  });

  it("cannot be renamed by adopting it", async () => {
    const w = await world();
    expect(
      await failure(w.program().create({ definition, declared: { name: "other", adopt: APP } })),
    ).toBe(
      `adopt: "${APP}" differs from your inputs in name (the API cannot rename it); set these inputs to its values, or remove adopt to create a new one`,
    );
  });

  it("is declared but once in a program", async () => {
    const w = await world();
    const program = w.program();
    const declared = { name: "events" };
    await program.create({ definition, declared, by: "p/s/a" });
    expect(await failure(program.create({ definition, declared, by: "p/s/b" }))).toBe(
      `two resources of this program define an app named "events" in account ${ACCOUNT}; remove one of them`,
    );
  });

  it("is read by its id alone", async () => {
    const w = await world();
    const { id, props } = await w.program().get(definition, APP);
    expect([id, props?.name]).toStrictEqual([APP, "emulator"]);
  });

  it("is told as gone by an empty id", async () => {
    const w = await world();
    const made = await w.program().create({ definition });
    await w.control.reset();
    expect(await w.program().read(definition, made.id, made.props)).toStrictEqual({ id: "" });
  });
});
