import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { livestream as kind } from "../../provider/livestream.ts";
import { UNKNOWN } from "../../provider/mechanism/schema.ts";
import { ACCOUNT, APP, failure, KIT, type Plain, world } from "./host.ts";
import { listed } from "./kinds.ts";

const BY = "project/stack/keynote";

describe("a livestream's life", () => {
  it("begins with one list and one POST, and holds what the API made", async (t) => {
    const w = await world(t);
    const made = await w.program().create({ kind, by: BY });
    assert.deepEqual(await w.requests(), ["GET /livestreams 200", "POST /livestreams 201"]);
    const [held, ...more] = await listed(w, `${KIT}/livestreams`);
    assert.ok(held);
    assert.deepEqual(more, []);
    const { id, name, ingest_server, stream_key, playback_url } = held;
    assert.equal(made.id, id);
    assert.match(String(name), /^keynote-[0-9a-f]{7}$/);
    assert.deepEqual(made.props, {
      ...made.inputs,
      name,
      ingestServer: ingest_server,
      streamKey: stream_key,
      ingestUrl: `${String(ingest_server)}${String(stream_key)}`,
      playbackUrl: playback_url,
    });
    assert.deepEqual(made.inputs, {
      name,
      accountId: ACCOUNT,
      appId: APP,
      __declaredBy: BY,
      __provider: "the loader",
      __defaults: { name },
    });
  });

  it("goes on unchanged, and a refresh leaves what is stored, with no inputs", async (t) => {
    const w = await world(t);
    const made = await w.program().create({ kind });
    const next = w.program();
    await w.requests();
    assert.deepEqual(await next.plan(made, { kind }), { changes: false, replaces: [] });
    assert.deepEqual(await w.requests(), []);
    const { inputs, props } = await next.read(kind, made.id, made.props);
    assert.equal(inputs, undefined);
    assert.deepEqual(props, made.props);
    assert.deepEqual(await w.requests(), [`GET /livestreams/${made.id} 200`]);
  });

  it("is not touched by what changes by itself", async (t) => {
    const w = await world(t);
    const made = await w.program().create({ kind });
    await w.control.setLivestreamStatus(made.id, {
      status: "LIVE",
      ingestSeconds: 60,
      viewerSeconds: 90,
    });
    const { inputs, props } = await w.program().read(kind, made.id, made.props);
    assert.equal(inputs, undefined);
    assert.deepEqual(props, made.props);
  });

  const given = { name: "given", keyVersion: "1" };
  const CHANGES: [what: string, before: Plain, after: Plain, replaces: string[]][] = [
    ["a name", { name: "given" }, { name: "other" }, ["name"]],
    ["a name given to what had an automatic one", {}, { name: "given" }, ["name"]],
    ["a name taken out", { name: "given" }, {}, ["name"]],
    ["a key version with an automatic name", {}, { keyVersion: "2" }, ["name", "keyVersion"]],
    [
      "a key version with a given name",
      given,
      { ...given, keyVersion: "2" },
      ["name", "keyVersion"],
    ],
    ["the account", {}, { accountId: "other" }, ["accountId"]],
    ["the app", {}, { appId: "other" }, ["appId"]],
    ["an app that is not known yet", {}, { appId: UNKNOWN }, ["appId"]],
    ["another one to adopt", {}, { adopt: "other" }, ["adopt"]],
    ["one to adopt that is not known yet", {}, { adopt: UNKNOWN }, []],
  ];
  for (const [what, before, after, replaces] of CHANGES) {
    it(`is replaced for ${replaces.join(", ") || "nothing"}: ${what}`, async (t) => {
      const w = await world(t);
      const made = await w.program().create({ kind, declared: before });
      const plan = await w.program().plan(made, { kind, declared: after });
      assert.deepEqual(plan, { changes: replaces.length > 0, replaces });
    });
  }

  it("is not replaced when its stack is renamed", async (t) => {
    const w = await world(t);
    const made = await w.program().create({ kind, by: BY });
    const plan = await w.program().plan(made, { kind, by: "project/renamed/keynote" });
    assert.deepEqual(plan, { changes: false, replaces: [] });
  });

  it("gets a new key, name and playback URL with a key version", async (t) => {
    const w = await world(t);
    const first = await w.program().create({ kind, declared: { name: "given" } });
    const second = await w.program().create({ kind, declared: { name: "given", keyVersion: "2" } });
    for (const key of ["name", "streamKey", "playbackUrl"])
      assert.notEqual(second.props[key], first.props[key]);
    assert.equal((await listed(w, `${KIT}/livestreams`)).length, 2);
  });

  it("ends by being forgotten, which is said", async (t) => {
    const w = await world(t);
    const made = await w.program().create({ kind, declared: { name: "given" } });
    await w.requests();
    const said = t.mock.method(console, "log", () => undefined);
    await w.program().remove(kind, made);
    assert.deepEqual(
      said.mock.calls.map(({ arguments: words }) => words),
      [
        [
          `The livestream given (${made.id}) is no longer managed, but it stays: the API cannot delete livestreams. ` +
            "Its stream key and its playback URL keep working.",
        ],
      ],
    );
    assert.deepEqual(await w.requests(), []);
  });

  it("is found again after a destroy, under its automatic name", async (t) => {
    const w = await world(t);
    t.mock.method(console, "log", () => undefined);
    const made = await w.program().create({ kind });
    await w.program().remove(kind, made);
    const again = await w.program().create({ kind });
    assert.deepEqual(again, made);
    assert.equal((await listed(w, `${KIT}/livestreams`)).length, 1);
  });
});

describe("a livestream that is gone", () => {
  it("is told by an empty id", async (t) => {
    const w = await world(t);
    const made = await w.program().create({ kind });
    await w.control.reset();
    assert.deepEqual(await w.program().read(kind, made.id, made.props), { id: "" });
    assert.deepEqual(await w.requests(), [
      `GET /livestreams/${made.id} 404`,
      "GET /livestreams 200",
    ]);
  });

  it("is not told of where it is the app that is not there", async (t) => {
    const w = await world(t);
    const made = await w.program().create({ kind });
    const props = { ...made.props, appId: "no-such-app" };
    assert.equal(
      await failure(w.program().read(kind, made.id, props)),
      `GET /accounts/${ACCOUNT}/realtime/kit/no-such-app/livestreams answered 404: Unknown app no-such-app (code 404). ` +
        "The API does not know this: check realtimekit:accountId and realtimekit:appId.",
    );
  });
});

describe("a livestream that is only looked up", () => {
  it("is read whole, with account and app from the settings", async (t) => {
    const w = await world(t);
    const made = await w.program().create({ kind, declared: { name: "given" } });
    const { id, props } = await w.program().get(kind, made.id);
    assert.equal(id, made.id);
    assert.deepEqual(props, { ...made.props, __declaredBy: "project/stack/got" });
  });

  it("is read where the declaration says", async (t) => {
    const w = await world(t);
    const made = await w.program().create({ kind });
    const elsewhere = w.program({ "realtimekit:appId": "other", "realtimekit:accountId": "other" });
    const { props } = await elsewhere.get(kind, made.id, { accountId: ACCOUNT, appId: APP });
    assert.equal(props?.streamKey, made.props.streamKey);
  });
});
