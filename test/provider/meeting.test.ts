import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { meeting as kind } from "../../provider/meeting.ts";
import { UNKNOWN } from "../../provider/mechanism/schema.ts";
import { CREATE_FAULTS } from "./faults.ts";
import { ACCOUNT, APP, failure, world } from "./host.ts";
import { assertHas, held, ids, MEETINGS, whole, wholeAtApi } from "./meetings.ts";

describe("a meeting's life", () => {
  it("begins with one list and one POST", async (t) => {
    const w = await world(t);
    const made = await w.program().create({ kind, by: "project/stack/panel" });
    assert.deepEqual(await w.requests(), ["GET /meetings 200", "POST /meetings 201"]);
    const { title } = made.props;
    assert.match(String(title), /^panel-[0-9a-f]{7}$/);
    const { __defaults, ...props } = made.props;
    assert.ok(__defaults, "nothing says that the title is the automatic one");
    assert.deepEqual(props, {
      title,
      status: "ACTIVE",
      liveStreamOnStart: false,
      recordOnStart: false,
      persistChat: false,
      transcribeOnEnd: false,
      summarizeOnEnd: false,
      accountId: ACCOUNT,
      appId: APP,
      __declaredBy: "project/stack/panel",
      __provider: "the loader",
    });
    assert.deepEqual(await ids(w), [made.id]);
    assertHas(await held(w, made.id), { title, status: "ACTIVE", live_stream_on_start: false });
  });

  it("holds all that can be declared", async (t) => {
    const w = await world(t);
    const made = await w.program().create({ kind, declared: whole });
    assertHas(await held(w, made.id), wholeAtApi);
    assert.deepEqual(await w.program().refresh(kind, made), made);
  });

  it("begins INACTIVE where that is declared, by a PATCH behind the POST", async (t) => {
    const w = await world(t);
    const made = await w.program().create({ kind, declared: { status: "INACTIVE" } });
    assert.deepEqual(await w.requests(), [
      "GET /meetings 200",
      "POST /meetings 201",
      `PATCH /meetings/${made.id} 200`,
    ]);
    assert.equal(made.props.status, "INACTIVE");
    assertHas(await held(w, made.id), { status: "INACTIVE" });
  });

  it("goes on unchanged, and a refresh leaves what is stored, with no inputs", async (t) => {
    const w = await world(t);
    const made = await w.program().create({ kind, declared: whole });
    await w.requests();
    const next = await w.program().plan(made, { kind, declared: whole });
    assert.deepEqual(next, { changes: false, replaces: [] });
    assert.deepEqual(await w.requests(), []);
    const { inputs, props } = await w.program().read(kind, made.id, made.props);
    assert.equal(inputs, undefined);
    assert.deepEqual(props, made.props);
    assert.deepEqual(await w.requests(), [`GET /meetings/${made.id} 200`]);
  });

  it("is not touched by somebody who starts and ends it", async (t) => {
    const w = await world(t);
    const made = await w.program().create({ kind, declared: { liveStreamOnStart: true } });
    assert.ok(await w.control.startMeeting(made.id));
    assert.deepEqual(await w.program().refresh(kind, made), made);
    await w.control.endMeeting(made.id);
    assert.deepEqual(await w.program().refresh(kind, made), made);
  });

  for (const key of ["appId", "accountId"]) {
    it(`is replaced for another ${key}`, async (t) => {
      const w = await world(t);
      const made = await w.program().create({ kind });
      for (const other of ["other", UNKNOWN]) {
        const plan = await w.program().plan(made, { kind, declared: { [key]: other } });
        assert.deepEqual(plan, { changes: true, replaces: [key] });
      }
    });
  }

  it("ends INACTIVE, which is said, and is ACTIVE again when it is declared again", async (t) => {
    const w = await world(t);
    const made = await w.program().create({ kind });
    await w.requests();
    const said = t.mock.method(console, "log", () => undefined);
    await w.program().remove(kind, made);
    assert.deepEqual(
      said.mock.calls.map(({ arguments: words }) => words),
      [
        [
          `The meeting ${String(made.props.title)} (${made.id}) is INACTIVE now and can no longer be joined: the API cannot delete meetings.`,
        ],
      ],
    );
    assert.deepEqual(await w.requests(), [`PATCH /meetings/${made.id} 200`]);
    assertHas(await held(w, made.id), { status: "INACTIVE" });

    const again = await w.program().create({ kind, declared: { persistChat: true } });
    assert.deepEqual([again.id, again.props.status], [made.id, "ACTIVE"]);
    assertHas(await held(w, made.id), { status: "ACTIVE", persist_chat: true });
    assert.deepEqual(await ids(w), [made.id]);
  });

  it("is told as gone by an empty id, but not where it is the app that is not there", async (t) => {
    const w = await world(t);
    const made = await w.program().create({ kind });
    const elsewhere = { ...made.props, appId: "no-such-app" };
    assert.match(
      await failure(w.program().read(kind, made.id, elsewhere)),
      /^GET \/accounts\/\w+\/realtime\/kit\/no-such-app\/meetings answered 404: /,
    );
    await w.control.reset();
    assert.deepEqual(await w.program().read(kind, made.id, made.props), { id: "" });
    t.mock.method(console, "log", () => undefined);
    await w.program().remove(kind, made);
  });
});

describe("titles of meetings", () => {
  const declared = { title: "Standup" };

  it("may be the same twice in one program", async (t) => {
    const w = await world(t);
    const program = w.program();
    const made = await Promise.all(
      ["p/s/a", "p/s/b"].map((by) => program.create({ kind, declared, by })),
    );
    assert.notEqual(made[0]?.id, made[1]?.id);
    assert.deepEqual((await ids(w)).sort(), made.map(({ id }) => id).sort());
  });

  it("that are given are nobody's own: another's meeting is not taken over", async (t) => {
    const w = await world(t);
    const theirs = (await w.api("POST", MEETINGS, declared)) as { id: string };
    const made = await w.program().create({ kind, declared });
    assert.notEqual(made.id, theirs.id);
    assert.equal((await ids(w)).length, 2);
  });

  it("that are automatic are its own: what was cut off is found again", async (t) => {
    const w = await world(t);
    const first = await w.program().create({ kind });
    const again = await w.program().create({ kind });
    assert.deepEqual(again, first);
    assert.deepEqual(await ids(w), [first.id]);
  });

  it("stay as they are when a meeting is taken over by its id", async (t) => {
    const w = await world(t);
    const theirs = (await w.api("POST", MEETINGS, declared)) as { id: string };
    const made = await w
      .program()
      .create({ kind, declared: { adopt: theirs.id, persistChat: true } });
    assert.deepEqual([made.id, made.props.title], [theirs.id, "Standup"]);
    assertHas(await held(w, theirs.id), { title: "Standup", persist_chat: true });
    assert.deepEqual(await ids(w), [theirs.id]);
  });
});

describe("exactly one meeting is made where the create", () => {
  for (const [what, fault, creates] of CREATE_FAULTS) {
    for (const title of [undefined, "Standup"]) {
      it(`${what}, with ${title === undefined ? "an automatic" : "a given"} title`, async (t) => {
        const w = await world(t);
        const theirs = (await w.api("POST", MEETINGS, { title: "Standup" })) as { id: string };
        await w.requests();
        await w.control.fault({ method: "POST", path: "/meetings$", ...fault });
        const declared = title === undefined ? {} : { title };
        const made = await w.program().create({ kind, declared });
        const posts = (await w.requests()).filter((request) => request.startsWith("POST"));
        assert.equal(posts.length, creates);
        assert.deepEqual(await ids(w), [theirs.id, made.id]);
        assert.deepEqual(await w.program().refresh(kind, made), made);
      });
    }
  }

  it("is cut after the write, twice over, for two of the same title", async (t) => {
    const w = await world(t);
    const program = w.program();
    await w.control.fault({ method: "POST", path: "/meetings$", cut: "after", times: 2 });
    const made = await Promise.all(
      ["p/s/a", "p/s/b"].map((by) => program.create({ kind, declared: { title: "Standup" }, by })),
    );
    assert.deepEqual((await ids(w)).sort(), made.map(({ id }) => id).sort());
  });

  it("is cut after the write and an INACTIVE one is declared: it is INACTIVE", async (t) => {
    const w = await world(t);
    await w.control.fault({ method: "POST", path: "/meetings$", cut: "after" });
    const made = await w.program().create({ kind, declared: { status: "INACTIVE" } });
    assert.deepEqual(await ids(w), [made.id]);
    assertHas(await held(w, made.id), { status: "INACTIVE" });
  });

  it("went well and the PATCH of its status is answered 500: one, and INACTIVE", async (t) => {
    const w = await world(t);
    await w.control.fault({ method: "PATCH", status: 500, times: 1 });
    const made = await w.program().create({ kind, declared: { status: "INACTIVE" } });
    assert.deepEqual(await ids(w), [made.id]);
    assertHas(await held(w, made.id), { status: "INACTIVE" });
  });
});
