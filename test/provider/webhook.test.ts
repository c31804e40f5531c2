import assert from "node:assert/strict";
import { UNKNOWN } from "../../provider/schema/schema.ts";
import {
  WEBHOOK_EVENTS,
  webhook as definition,
} from "../../provider/resources/webhook/definition.ts";
import { ACCOUNT, APP, failure, KIT, type Plain, worldPerTest } from "./host.ts";
import { listed } from "../support/caller.ts";
import { existsAlready } from "../support/exists.ts";
import { saidPerTest } from "./said.ts";

const world = worldPerTest();
const said = saidPerTest();

const URL = "https://example.com/hook";
const STATUS = "livestreaming.statusUpdate";
const declared = { url: URL, events: [STATUS] };
const WEBHOOKS = `${KIT}/webhooks`;

describe("a webhook's life", () => {
  it("begins with one list and one POST, and holds what is declared, sorted", async () => {
    const w = await world();
    const events = ["meeting.started", STATUS, "meeting.started"];
    const made = await w
      .program()
      .create({ definition, by: "project/stack/status", declared: { url: URL, events } });
    expect(await w.requests()).toStrictEqual(["GET /webhooks 200", "POST /webhooks 201"]);
    const { name, __autoName, ...rest } = made.props;
    // Nothing else says that the name is the automatic one: it is no input.
    expect(__autoName).toBe(name);
    expect(made.inputs).toStrictEqual(rest);
    expect(String(name)).toMatch(/^status-[0-9a-f]{7}$/);
    expect(rest).toStrictEqual({
      url: URL,
      events: [STATUS, "meeting.started"],
      enabled: true,
      accountId: ACCOUNT,
      appId: APP,
      __declaredBy: "project/stack/status",
      __provider: "the loader",
    });
    const [held, ...more] = await listed(w, WEBHOOKS);
    expect(more).toStrictEqual([]);
    expect([held?.id, held?.name, held?.url, held?.events, held?.enabled]).toStrictEqual([
      made.id,
      name,
      URL,
      [STATUS, "meeting.started"],
      true,
    ]);
  });

  it("takes every event that the API has, and no other", async () => {
    const w = await world();
    const made = await w
      .program()
      .create({ definition, declared: { url: URL, events: [...WEBHOOK_EVENTS] } });
    const [held] = await listed(w, WEBHOOKS);
    expect(held?.events).toStrictEqual(WEBHOOK_EVENTS.toSorted());
    expect(made.props.events).toStrictEqual(WEBHOOK_EVENTS.toSorted());
    const bad = { ...made.inputs, events: ["meeting.begun"] };
    const { failures } = await w.program().provider(definition).check({}, bad);
    expect(failures?.map(({ reason }) => reason)).toStrictEqual([
      expect.stringMatching(/^events\[0\]: "meeting.begun" is not allowed; use one of /),
    ]);
  });

  it("does not change with the order of its events, or with one said twice", async () => {
    const w = await world();
    const events = [STATUS, "meeting.ended", "meeting.started"];
    const made = await w.program().create({ definition, declared: { url: URL, events } });
    for (const same of [events.toReversed(), [...events, ...events]]) {
      const plan = await w
        .program()
        .plan(made, { definition, declared: { url: URL, events: same } });
      expect(plan).toStrictEqual({ changes: false, replaces: [] });
    }
    const fewer = { url: URL, events: events.slice(1) };
    const plan = await w.program().plan(made, { definition, declared: fewer });
    expect(plan).toStrictEqual({ changes: true, replaces: [] });
  });

  it("is not refreshed for the order in which the API tells its events", async () => {
    const w = await world();
    const events = ["meeting.ended", "meeting.started"];
    const made = await w.program().create({ definition, declared: { url: URL, events } });
    await w.api("PATCH", `${WEBHOOKS}/${made.id}`, { events: events.toReversed() });
    const { inputs, props } = await w.program().read(definition, made.id, made.props);
    expect(inputs).toBeUndefined();
    expect(props).toStrictEqual(made.props);
  });

  const CHANGES: [what: string, before: Plain, after: Plain, held: Plain][] = [
    ["its name", { name: "a" }, { name: "b" }, { name: "b" }],
    ["its address", {}, { url: "https://example.com/other" }, { url: "https://example.com/other" }],
    ["its events", {}, { events: ["meeting.ended"] }, { events: ["meeting.ended"] }],
    ["switched off", {}, { enabled: false }, { enabled: false }],
    ["switched on by taking out `enabled`", { enabled: false }, {}, { enabled: true }],
  ];
  for (const [what, before, after, wanted] of CHANGES) {
    it(`changes in place, with one PUT: ${what}`, async () => {
      const w = await world();
      const made = await w.program().create({ definition, declared: { ...declared, ...before } });
      await w.requests();
      const now = await w
        .program()
        .update(made, { definition, declared: { ...declared, ...after } });
      expect(await w.requests()).toStrictEqual([`PUT /webhooks/${made.id} 200`]);
      const [held, ...more] = await listed(w, WEBHOOKS);
      expect(more).toStrictEqual([]);
      expect({ ...held, ...wanted }).toStrictEqual(held);
      expect({ ...now.props, ...wanted }).toStrictEqual(now.props);
      expect(held?.id).toBe(made.id);
      expect(await w.program().refresh(definition, now)).toStrictEqual(now);
    });
  }

  for (const key of ["appId", "accountId"]) {
    it(`is replaced for another ${key}`, async () => {
      const w = await world();
      const made = await w.program().create({ definition, declared });
      for (const other of ["other", UNKNOWN]) {
        const plan = await w
          .program()
          .plan(made, { definition, declared: { ...declared, [key]: other } });
        expect(plan).toStrictEqual({ changes: true, replaces: [key] });
      }
    });
  }

  it("shows what somebody else made of it, and the next update brings it back", async () => {
    const w = await world();
    const made = await w.program().create({ definition, declared });
    await w.api("PATCH", `${WEBHOOKS}/${made.id}`, { enabled: false });
    const refreshed = await w.program().refresh(definition, made);
    assert.ok(refreshed);
    expect(refreshed.props.enabled).toBe(false);
    const back = await w.program().update(refreshed, { definition, declared });
    expect(back.props.enabled).toBe(true);
    expect((await listed(w, WEBHOOKS))[0]?.enabled).toBe(true);
  });

  it("ends by being deleted; one that is gone already is no error", async () => {
    const w = await world();
    const made = await w.program().create({ definition, declared });
    await w.requests();
    await w.program().remove(definition, made);
    expect(await w.requests()).toStrictEqual([`DELETE /webhooks/${made.id} 200`]);
    expect(await listed(w, WEBHOOKS)).toStrictEqual([]);
    await w.program().remove(definition, made);
    expect(await w.program().read(definition, made.id, made.props)).toStrictEqual({ id: "" });
    expect(said()).toStrictEqual([]);
  });
});

describe("a webhook that is there already", () => {
  const byHand = { name: "status", url: URL, events: ["meeting.ended"] };

  it("with that name and address is not made twice: how to adopt it is told", async () => {
    const w = await world();
    const { id } = (await w.api("POST", WEBHOOKS, byHand)) as { id: string };
    expect(
      await failure(w.program().create({ definition, declared: { ...declared, name: "status" } })),
    ).toBe(existsAlready(`a webhook named "status" to ${URL} in app ${APP}`, id));
    const adopting = { ...declared, adopt: id };
    const made = await w.program().create({ definition, declared: adopting });
    const [held, ...more] = await listed(w, WEBHOOKS);
    expect(more).toStrictEqual([]);
    expect([made.id, made.props.name]).toStrictEqual([id, "status"]);
    expect([held?.name, held?.events]).toStrictEqual(["status", [STATUS]]);
  });

  it("with that name and another address is no hindrance", async () => {
    const w = await world();
    await w.api("POST", WEBHOOKS, { ...byHand, url: "https://example.com/other" });
    await w.program().create({ definition, declared: { ...declared, name: "status" } });
    expect(await listed(w, WEBHOOKS)).toHaveLength(2);
  });

  it("with an automatic name is left alone and named, with the line that takes it over", async () => {
    const w = await world();
    const first = await w.program().create({ definition, declared });
    const off = { ...declared, enabled: false };
    const again = await w.program().create({ definition, declared: off });
    expect(again.id).not.toBe(first.id);
    expect(said().join()).toContain(`${String(first.props.name)} (${first.id})`);
    expect(said().join()).toContain(`set adopt: "${first.id}"`);
    const states = (await listed(w, WEBHOOKS)).map(({ id, enabled }) => [id, enabled]);
    expect(new Map(states as [string, boolean][])).toStrictEqual(
      new Map([
        [first.id, true],
        [again.id, false],
      ]),
    );
    const adopted = await w.program().create({ definition, declared: { ...off, adopt: first.id } });
    expect([adopted.id, adopted.props.enabled]).toStrictEqual([first.id, false]);
    expect(await listed(w, WEBHOOKS)).toHaveLength(2);
  });
});
