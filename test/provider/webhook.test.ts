import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { UNKNOWN } from "../../provider/mechanism/schema.ts";
import { WEBHOOK_EVENTS, webhook as kind } from "../../provider/webhook.ts";
import { CREATE_FAULTS } from "./faults.ts";
import { ACCOUNT, APP, failure, KIT, type Plain, world } from "./host.ts";
import { listed } from "./kinds.ts";

const URL = "https://example.com/hook";
const STATUS = "livestreaming.statusUpdate";
const declared = { url: URL, events: [STATUS] };
const WEBHOOKS = `${KIT}/webhooks`;

describe("a webhook's life", () => {
  it("begins with one list and one POST, and holds what is declared, sorted", async (t) => {
    const w = await world(t);
    const events = ["meeting.started", STATUS, "meeting.started"];
    const made = await w
      .program()
      .create({ kind, by: "project/stack/status", declared: { url: URL, events } });
    assert.deepEqual(await w.requests(), ["GET /webhooks 200", "POST /webhooks 201"]);
    const { name, __defaults, ...rest } = made.props;
    assert.ok(__defaults, "nothing says that the name is the automatic one");
    assert.match(String(name), /^status-[0-9a-f]{7}$/);
    assert.deepEqual(rest, {
      url: URL,
      events: [STATUS, "meeting.started"],
      enabled: true,
      accountId: ACCOUNT,
      appId: APP,
      __declaredBy: "project/stack/status",
      __provider: "the loader",
    });
    const [held, ...more] = await listed(w, WEBHOOKS);
    assert.deepEqual(more, []);
    assert.deepEqual(
      [held?.id, held?.name, held?.url, held?.events, held?.enabled],
      [made.id, name, URL, [STATUS, "meeting.started"], true],
    );
  });

  it("takes every event that the API has, and no other", async (t) => {
    const w = await world(t);
    const made = await w
      .program()
      .create({ kind, declared: { url: URL, events: [...WEBHOOK_EVENTS] } });
    const [held] = await listed(w, WEBHOOKS);
    assert.deepEqual(held?.events, WEBHOOK_EVENTS.toSorted());
    assert.deepEqual(made.props.events, WEBHOOK_EVENTS.toSorted());
    const bad = { ...made.inputs, events: ["meeting.begun"] };
    const { failures } = await w.program().provider(kind).check({}, bad);
    assert.equal(failures?.length, 1);
    assert.match(
      failures[0]?.reason ?? "",
      /^events\[0\]: "meeting.begun" is not allowed; use one of /,
    );
  });

  it("does not change with the order of its events, or with one said twice", async (t) => {
    const w = await world(t);
    const events = [STATUS, "meeting.ended", "meeting.started"];
    const made = await w.program().create({ kind, declared: { url: URL, events } });
    for (const same of [events.toReversed(), [...events, ...events]]) {
      const plan = await w.program().plan(made, { kind, declared: { url: URL, events: same } });
      assert.deepEqual(plan, { changes: false, replaces: [] });
    }
    const fewer = { url: URL, events: events.slice(1) };
    const plan = await w.program().plan(made, { kind, declared: fewer });
    assert.deepEqual(plan, { changes: true, replaces: [] });
  });

  it("is not refreshed for the order in which the API tells its events", async (t) => {
    const w = await world(t);
    const events = ["meeting.ended", "meeting.started"];
    const made = await w.program().create({ kind, declared: { url: URL, events } });
    await w.api("PATCH", `${WEBHOOKS}/${made.id}`, { events: events.toReversed() });
    const { inputs, props } = await w.program().read(kind, made.id, made.props);
    assert.equal(inputs, undefined);
    assert.deepEqual(props, made.props);
  });

  const CHANGES: [what: string, before: Plain, after: Plain, held: Plain][] = [
    ["its name", { name: "a" }, { name: "b" }, { name: "b" }],
    ["its address", {}, { url: "https://example.com/other" }, { url: "https://example.com/other" }],
    ["its events", {}, { events: ["meeting.ended"] }, { events: ["meeting.ended"] }],
    ["switched off", {}, { enabled: false }, { enabled: false }],
    ["switched on by taking out `enabled`", { enabled: false }, {}, { enabled: true }],
  ];
  for (const [what, before, after, wanted] of CHANGES) {
    it(`changes in place, with one PUT: ${what}`, async (t) => {
      const w = await world(t);
      const made = await w.program().create({ kind, declared: { ...declared, ...before } });
      await w.requests();
      const now = await w.program().update(made, { kind, declared: { ...declared, ...after } });
      assert.deepEqual(await w.requests(), [`PUT /webhooks/${made.id} 200`]);
      const [held, ...more] = await listed(w, WEBHOOKS);
      assert.deepEqual(more, []);
      assert.deepEqual({ ...held, ...wanted }, held);
      assert.deepEqual({ ...now.props, ...wanted }, now.props);
      assert.equal(held?.id, made.id);
      assert.deepEqual(await w.program().refresh(kind, now), now);
    });
  }

  for (const key of ["appId", "accountId"]) {
    it(`is replaced for another ${key}`, async (t) => {
      const w = await world(t);
      const made = await w.program().create({ kind, declared });
      for (const other of ["other", UNKNOWN]) {
        const plan = await w
          .program()
          .plan(made, { kind, declared: { ...declared, [key]: other } });
        assert.deepEqual(plan, { changes: true, replaces: [key] });
      }
    });
  }

  it("shows what somebody else made of it, and the next update brings it back", async (t) => {
    const w = await world(t);
    const made = await w.program().create({ kind, declared });
    await w.api("PATCH", `${WEBHOOKS}/${made.id}`, { enabled: false });
    const refreshed = await w.program().refresh(kind, made);
    assert.ok(refreshed);
    assert.equal(refreshed.props.enabled, false);
    const back = await w.program().update(refreshed, { kind, declared });
    assert.equal(back.props.enabled, true);
    assert.equal((await listed(w, WEBHOOKS))[0]?.enabled, true);
  });

  it("ends by being deleted; one that is gone already is no error", async (t) => {
    const w = await world(t);
    const said = t.mock.method(console, "log", () => undefined);
    const made = await w.program().create({ kind, declared });
    await w.requests();
    await w.program().remove(kind, made);
    assert.deepEqual(await w.requests(), [`DELETE /webhooks/${made.id} 200`]);
    assert.deepEqual(await listed(w, WEBHOOKS), []);
    await w.program().remove(kind, made);
    assert.deepEqual(await w.program().read(kind, made.id, made.props), { id: "" });
    assert.equal(said.mock.callCount(), 0);
  });
});

describe("a webhook that is there already", () => {
  const byHand = { name: "status", url: URL, events: ["meeting.ended"] };

  it("with that name and address is not made twice: how to adopt it is told", async (t) => {
    const w = await world(t);
    const { id } = (await w.api("POST", WEBHOOKS, byHand)) as { id: string };
    assert.equal(
      await failure(w.program().create({ kind, declared: { ...declared, name: "status" } })),
      `a webhook named "status" to ${URL} in app ${APP} exists already; to manage it here, declare adopt: "${id}", else give another name`,
    );
    const adopting = { ...declared, adopt: id };
    const made = await w.program().create({ kind, declared: adopting });
    const [held, ...more] = await listed(w, WEBHOOKS);
    assert.deepEqual(more, []);
    assert.deepEqual([made.id, made.props.name], [id, "status"]);
    assert.deepEqual([held?.name, held?.events], ["status", [STATUS]]);
  });

  it("with that name and another address is no hindrance", async (t) => {
    const w = await world(t);
    await w.api("POST", WEBHOOKS, { ...byHand, url: "https://example.com/other" });
    await w.program().create({ kind, declared: { ...declared, name: "status" } });
    assert.equal((await listed(w, WEBHOOKS)).length, 2);
  });

  it("with the automatic name is its own, left by a create that was cut off", async (t) => {
    const w = await world(t);
    const first = await w.program().create({ kind, declared });
    const again = await w.program().create({ kind, declared: { ...declared, enabled: false } });
    assert.equal(again.id, first.id);
    const [held, ...more] = await listed(w, WEBHOOKS);
    assert.deepEqual(more, []);
    assert.equal(held?.enabled, false);
  });
});

describe("exactly one webhook is made where the create", () => {
  for (const [what, fault, creates] of CREATE_FAULTS) {
    for (const name of [undefined, "status"]) {
      const named = { ...declared, ...(name !== undefined && { name }) };
      it(`${what}, with ${name === undefined ? "an automatic" : "a given"} name`, async (t) => {
        const w = await world(t);
        // Alike, but another's.
        const other = { name: "status", url: "https://example.com/other", events: [STATUS] };
        const theirs = (await w.api("POST", WEBHOOKS, other)) as { id: string };
        await w.requests();
        await w.control.fault({ method: "POST", path: "/webhooks$", ...fault });
        const made = await w.program().create({ kind, declared: named });
        const posts = (await w.requests()).filter((request) => request.startsWith("POST"));
        assert.equal(posts.length, creates);
        const ids = (await listed(w, WEBHOOKS)).map(({ id }) => id);
        assert.deepEqual(ids, [theirs.id, made.id]);
      });
    }
  }
});
