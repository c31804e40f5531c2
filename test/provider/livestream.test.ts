import assert from "node:assert/strict";
import { livestream as definition } from "../../provider/resources/livestream/definition.ts";
import { UNKNOWN } from "../../provider/schema/schema.ts";
import { ACCOUNT, APP, failure, GOT, KIT, type Plain, worldPerTest } from "./host.ts";
import { listed } from "../support/caller.ts";
import { saidPerTest } from "./said.ts";

const world = worldPerTest();
const said = saidPerTest();

const BY = "project/stack/keynote";

describe("a livestream's life", () => {
  it("begins with one list and one POST, and holds what the API made", async () => {
    const w = await world();
    const made = await w.program().create({ definition, by: BY });
    expect(await w.requests()).toStrictEqual(["GET /livestreams 200", "POST /livestreams 201"]);
    const [held, ...more] = await listed(w, `${KIT}/livestreams`);
    assert.ok(held);
    expect(more).toStrictEqual([]);
    const { id, name, ingest_server, stream_key, playback_url } = held;
    expect(made.id).toBe(id);
    expect(String(name)).toMatch(/^keynote-[0-9a-f]{7}$/);
    expect(made.props).toStrictEqual({
      ...made.inputs,
      name,
      __autoName: name,
      ingestServer: ingest_server,
      streamKey: stream_key,
      playbackUrl: playback_url,
    });
    // Nothing that was not declared is an input but where it is.
    expect(made.inputs).toStrictEqual({
      accountId: ACCOUNT,
      appId: APP,
      __declaredBy: BY,
      __provider: "the loader",
    });
  });

  it("goes on unchanged, and a refresh leaves what is stored, with no inputs", async () => {
    const w = await world();
    const made = await w.program().create({ definition });
    const next = w.program();
    await w.requests();
    expect(await next.plan(made, { definition })).toStrictEqual({ changes: false, replaces: [] });
    expect(await w.requests()).toStrictEqual([]);
    const { inputs, props } = await next.read(definition, made.id, made.props);
    expect(inputs).toBeUndefined();
    expect(props).toStrictEqual(made.props);
    expect(await w.requests()).toStrictEqual([`GET /livestreams/${made.id} 200`]);
  });

  it("keeps the ingest URL that an earlier version stored, with the key that the API has", async () => {
    const w = await world();
    const made = await w.program().create({ definition });
    const { ingestServer, streamKey } = made.props;
    const stored = { ...made.props, ingestUrl: `${String(ingestServer)}${String(streamKey)}` };
    const same = await w.program().read(definition, made.id, stored);
    expect(same).toStrictEqual({ id: made.id, props: stored });
    const old = { ...stored, streamKey: "old", ingestUrl: `${String(ingestServer)}old` };
    const { props } = await w.program().read(definition, made.id, old);
    expect(props).toStrictEqual(stored);
  });

  it("is not touched by what changes by itself", async () => {
    const w = await world();
    const made = await w.program().create({ definition });
    await w.control.setLivestreamStatus(made.id, {
      status: "LIVE",
      ingestSeconds: 60,
      viewerSeconds: 90,
    });
    const { inputs, props } = await w.program().read(definition, made.id, made.props);
    expect(inputs).toBeUndefined();
    expect(props).toStrictEqual(made.props);
  });

  const given = { name: "given", keyVersion: "1" };
  const CHANGES: [what: string, before: Plain, after: Plain, replaces: string[]][] = [
    ["a name", { name: "given" }, { name: "other" }, ["name"]],
    ["a name given to what had an automatic one", {}, { name: "given" }, ["name"]],
    ["a name taken out", { name: "given" }, {}, ["name"]],
    ["a key version with an automatic name", {}, { keyVersion: "2" }, ["keyVersion"]],
    ["a key version with a given name", given, { ...given, keyVersion: "2" }, ["keyVersion"]],
    ["a key version taken out", given, { name: "given" }, ["name", "keyVersion"]],
    ["a name taken out beside a key version", given, { keyVersion: "1" }, ["name"]],
    ["another name beside a key version", given, { ...given, name: "other" }, ["name"]],
    ["a name given beside a key version", { keyVersion: "1" }, given, ["name"]],
    ["the same name and key version", given, given, []],
    ["the account", {}, { accountId: "other" }, ["accountId"]],
    ["the app", {}, { appId: "other" }, ["appId"]],
    ["an app that is not known yet", {}, { appId: UNKNOWN }, ["appId"]],
    ["another one to adopt", {}, { adopt: "other" }, ["adopt"]],
    ["one to adopt that is not known yet", {}, { adopt: UNKNOWN }, []],
  ];
  for (const [what, before, after, replaces] of CHANGES) {
    it(`is replaced for ${replaces.join(", ") || "nothing"}: ${what}`, async () => {
      const w = await world();
      const made = await w.program().create({ definition, declared: before });
      const plan = await w.program().plan(made, { definition, declared: after });
      expect(plan).toStrictEqual({ changes: replaces.length > 0, replaces });
    });
  }

  it("is not replaced when its stack is renamed", async () => {
    const w = await world();
    const made = await w.program().create({ definition, by: BY });
    const plan = await w.program().plan(made, { definition, by: "project/renamed/keynote" });
    expect(plan).toStrictEqual({ changes: false, replaces: [] });
  });

  it("gets a new key, name and playback URL with a key version", async () => {
    const w = await world();
    const first = await w.program().create({ definition, declared: { name: "given" } });
    const second = await w
      .program()
      .create({ definition, declared: { name: "given", keyVersion: "2" } });
    for (const key of ["name", "streamKey", "playbackUrl"])
      expect(second.props[key]).not.toBe(first.props[key]);
    expect(await listed(w, `${KIT}/livestreams`)).toHaveLength(2);
  });

  it("ends by being forgotten, which is said", async () => {
    const w = await world();
    const made = await w.program().create({ definition, declared: { name: "given" } });
    await w.requests();
    await w.program().remove(definition, made);
    expect(said()).toStrictEqual([
      [
        `The livestream given (${made.id}) is no longer managed, but it still exists, because the API cannot delete livestreams. ` +
          "Its stream key and playback URL keep working.",
      ],
    ]);
    expect(await w.requests()).toStrictEqual([]);
  });

  it("is not found again after a destroy, but named, with the line that takes it over", async () => {
    const w = await world();
    const made = await w.program().create({ definition });
    await w.program().remove(definition, made);
    const again = await w.program().create({ definition });
    for (const key of ["name", "streamKey", "playbackUrl"])
      expect(again.props[key]).not.toBe(made.props[key]);
    const [, ...told] = said();
    expect(told).toStrictEqual([
      [
        `A Livestream may be left over from an earlier it: ${String(made.props.name)} (${made.id}). ` +
          "Unless this update replaces it, it may come from an interrupted update or a destroyed stack, or it may belong to another stack. " +
          `To use it instead of the new one, set adopt: "${made.id}".`,
      ],
    ]);
    const adopted = await w.program().create({ definition, declared: { adopt: made.id } });
    expect(adopted.props.streamKey).toBe(made.props.streamKey);
    expect(await listed(w, `${KIT}/livestreams`)).toHaveLength(2);
  });
});

describe("a livestream that is gone", () => {
  it("is told by an empty id", async () => {
    const w = await world();
    const made = await w.program().create({ definition });
    await w.control.reset();
    expect(await w.program().read(definition, made.id, made.props)).toStrictEqual({ id: "" });
    expect(await w.requests()).toStrictEqual([
      `GET /livestreams/${made.id} 404`,
      "GET /livestreams 200",
    ]);
  });

  it("is not told of where it is the app that is not there", async () => {
    const w = await world();
    const made = await w.program().create({ definition });
    const props = { ...made.props, appId: "no-such-app" };
    expect(await failure(w.program().read(definition, made.id, props))).toBe(
      `GET /accounts/${ACCOUNT}/realtime/kit/no-such-app/livestreams responded with 404: Unknown app no-such-app (code 404). ` +
        "The API did not find it: check realtimekit:accountId and realtimekit:appId.",
    );
  });
});

describe("a livestream that is only looked up", () => {
  it("is read whole, with account and app from the settings", async () => {
    const w = await world();
    const made = await w.program().create({ definition, declared: { name: "given" } });
    const { id, props } = await w.program().get(definition, made.id);
    expect(id).toBe(made.id);
    expect(props).toStrictEqual({ ...made.props, ...GOT });
  });

  it("is read where the declaration says", async () => {
    const w = await world();
    const made = await w.program().create({ definition });
    const elsewhere = w.program({ "realtimekit:appId": "other", "realtimekit:accountId": "other" });
    const { props } = await elsewhere.get(definition, made.id, { accountId: ACCOUNT, appId: APP });
    expect(props?.streamKey).toBe(made.props.streamKey);
  });
});
