import assert from "node:assert/strict";
import { platformUrl, PLATFORMS } from "../../provider/resources/restream-target/platforms.ts";
import { restreamTarget as definition } from "../../provider/resources/restream-target/definition.ts";
import { UNKNOWN } from "../../provider/schema/schema.ts";
import { ACCOUNT, failure, GOT, type Plain, STREAM, worldPerTest, type World } from "./host.ts";
import { hub, listed } from "../support/caller.ts";

const world = worldPerTest();

const KEY = "a-stream-key-1234";
const URL = "rtmps://ingest.example.com/live";

/** A live input, its outputs' path, and a declaration of one of them. */
async function start(w: World, more: Plain = { url: URL }) {
  const liveInputId = await hub(w);
  await w.requests();
  return {
    outputs: `${STREAM}/${liveInputId}/outputs`,
    declared: { liveInputId, streamKey: KEY, ...more } as Plain,
    /** The path as the request log has it here. */
    logged: `/stream/live_inputs/${liveInputId}/outputs`,
  };
}

describe("a restream target's life", () => {
  it("begins with one list and one POST, and holds what is declared", async () => {
    const w = await world();
    const { outputs, declared, logged } = await start(w);
    const made = await w.program().create({ definition, declared });
    expect(await w.requests()).toStrictEqual([`GET ${logged} 200`, `POST ${logged} 200`]);
    expect(await listed(w, outputs)).toStrictEqual([
      { uid: made.id, url: URL, streamKey: KEY, enabled: true },
    ]);
    expect(made.props).toStrictEqual({
      ...declared,
      platform: "custom",
      enabled: true,
      accountId: ACCOUNT,
      __declaredBy: "project/stack/it",
      __provider: "the loader",
    });
    expect(made.inputs).toStrictEqual(made.props);
  });

  it("goes on unchanged, and a refresh leaves what is stored, with no inputs", async () => {
    const w = await world();
    const { declared, logged } = await start(w);
    const made = await w.program().create({ definition, declared });
    const next = w.program();
    await w.requests();
    expect(await next.plan(made, { definition, declared })).toStrictEqual({
      changes: false,
      replaces: [],
    });
    expect(await w.requests()).toStrictEqual([]);
    const { inputs, props } = await next.read(definition, made.id, made.props);
    expect(inputs).toBeUndefined();
    expect(props).toStrictEqual(made.props);
    expect(await w.requests()).toStrictEqual([`GET ${logged} 200`]);
  });

  it("is switched in place, by nothing but enabled", async () => {
    const w = await world();
    const { outputs, declared, logged } = await start(w);
    const made = await w.program().create({ definition, declared });
    await w.requests();
    // The API refuses every other field, and this one alone must be there.
    const off = await w
      .program()
      .update(made, { definition, declared: { ...declared, enabled: false } });
    expect(await w.requests()).toStrictEqual([`PUT ${logged}/${made.id} 200`]);
    expect(off.props.enabled).toBe(false);
    expect(await listed(w, outputs)).toStrictEqual([
      { uid: made.id, url: URL, streamKey: KEY, enabled: false },
    ]);
    expect(await w.program().update(off, { definition, declared })).toStrictEqual(made);
  });

  it("takes another platform of the same URL without a call", async () => {
    const w = await world();
    const { declared } = await start(w);
    const made = await w.program().create({ definition, declared });
    await w.requests();
    const named = { ...declared, platform: "linkedin" };
    const changed = await w.program().update(made, { definition, declared: named });
    expect(changed.props.platform).toBe("linkedin");
    expect(await w.requests()).toStrictEqual([]);
  });

  const CHANGES: [more: Plain, replaces: string[]][] = [
    [{ url: "rtmps://other.example.com/live" }, ["url"]],
    [{ streamKey: "another-key" }, ["streamKey"]],
    [{ liveInputId: "another" }, ["liveInputId"]],
    [{ liveInputId: UNKNOWN }, ["liveInputId"]],
    [{ accountId: "another" }, ["accountId"]],
    [{ url: undefined, platform: "twitch" }, ["url"]],
    [{ adopt: "another" }, ["adopt"]],
  ];
  for (const [more, replaces] of CHANGES) {
    it(`is replaced for ${JSON.stringify(more)}`, async () => {
      const w = await world();
      const { declared } = await start(w);
      const made = await w.program().create({ definition, declared });
      const { url, ...rest } = { ...declared, ...more };
      const next = url === undefined ? rest : { ...rest, url };
      expect(await w.program().plan(made, { definition, declared: next })).toStrictEqual({
        changes: true,
        replaces,
      });
    });
  }

  it("ends with a DELETE, and where it is gone already too", async () => {
    const w = await world();
    const { outputs, declared, logged } = await start(w);
    const made = await w.program().create({ definition, declared });
    await w.program().remove(definition, made);
    expect(await listed(w, outputs)).toStrictEqual([]);
    await w.requests();
    await w.program().remove(definition, made);
    expect(await w.requests()).toStrictEqual([
      `DELETE ${logged}/${made.id} 404`,
      // The list confirms that it is gone.
      `GET ${logged} 200`,
    ]);
  });

  it("shows who switched it off elsewhere, and is switched on again", async () => {
    const w = await world();
    const { outputs, declared } = await start(w);
    const made = await w.program().create({ definition, declared });
    await w.api("PUT", `${outputs}/${made.id}`, { enabled: false });
    const drifted = await w.program().refresh(definition, made);
    assert.ok(drifted);
    expect(drifted.props.enabled).toBe(false);
    expect(drifted.inputs.enabled).toBe(false);
    expect(await w.program().update(drifted, { definition, declared })).toStrictEqual(made);
  });

  it("is looked up by its live input and its id", async () => {
    const w = await world();
    const { declared } = await start(w);
    const made = await w
      .program()
      .create({ definition, declared: { ...declared, enabled: false } });
    const { liveInputId } = declared;
    const { props } = await w.program().get(definition, made.id, { liveInputId });
    expect(props).toStrictEqual({ ...made.props, ...GOT });
  });
});

describe("platforms", () => {
  for (const [platform, { title }] of Object.entries(PLATFORMS)) {
    const url = platformUrl(platform);
    if (url === undefined) continue;
    it(`${title} has a URL of its own`, async () => {
      const w = await world();
      const { outputs, declared } = await start(w, { platform });
      const made = await w.program().create({ definition, declared });
      expect(made.props.url).toBe(url);
      expect(made.inputs.__defaults).toStrictEqual({ url });
      expect(await listed(w, outputs)).toStrictEqual([
        { uid: made.id, url, streamKey: KEY, enabled: true },
      ]);
    });
  }

  it("keep the URL that was theirs when a target was made", async () => {
    const w = await world();
    const { declared } = await start(w, { platform: "youtube" });
    const made = await w.program().create({ definition, declared });
    const url = "rtmps://older.example.com/live2";
    const then = { url, __defaults: { url } };
    const older = {
      ...made,
      inputs: { ...made.inputs, ...then },
      props: { ...made.props, ...then },
    };
    const plan = await w.program().plan(older, { definition, declared });
    expect(plan).toStrictEqual({ changes: false, replaces: [] });
  });
});

describe("reading targets", () => {
  it("takes one list for many of one live input", async () => {
    const w = await world();
    const { declared, logged } = await start(w);
    const program = w.program();
    const made = [];
    for (let each = 0; each < 10; each++) {
      const streamKey = `${KEY}-${each}`;
      made.push(
        await program.create({
          definition,
          declared: { ...declared, streamKey },
          by: `p/s/${each}`,
        }),
      );
    }
    await w.requests();
    const next = w.program();
    const read = await Promise.all(made.map(({ id, props }) => next.read(definition, id, props)));
    expect(read.map(({ props }) => props)).toStrictEqual(made.map(({ props }) => props));
    expect(await w.requests()).toStrictEqual([`GET ${logged} 200`]);
  });

  it("finds one that has come since the list was read", async () => {
    const w = await world();
    const { declared } = await start(w);
    const program = w.program();
    const made = await program.create({ definition, declared });
    const { id } = await program.read(definition, made.id, made.props);
    expect(id).toBe(made.id);
  });

  it("tells what is gone by an empty id: the target, or its live input", async () => {
    const w = await world();
    const { outputs, declared } = await start(w);
    const made = await w.program().create({ definition, declared });
    await w.api("DELETE", `${outputs}/${made.id}`);
    expect(await w.program().read(definition, made.id, made.props)).toStrictEqual({ id: "" });
    await w.api("DELETE", `${STREAM}/${String(declared.liveInputId)}`);
    expect(await w.program().read(definition, made.id, made.props)).toStrictEqual({ id: "" });
  });

  it("fails where it is the account that is not there", async () => {
    const w = await world();
    const { declared } = await start(w);
    const made = await w.program().create({ definition, declared });
    const props = { ...made.props, accountId: "elsewhere" };
    expect(await failure(w.program().read(definition, made.id, props))).toBe(
      "GET /accounts/elsewhere/stream/live_inputs responded with 404: Unknown account elsewhere (code 7003). " +
        "The API did not find it: check realtimekit:accountId and realtimekit:appId.",
    );
  });
});

describe("what the API refuses", () => {
  it("is told in its words: the 51st output", async () => {
    const w = await world();
    const { outputs, declared, logged } = await start(w);
    for (let each = 0; each < 50; each++)
      await w.api("POST", outputs, { url: URL, streamKey: `theirs-${each}` });
    expect(await failure(w.program().create({ definition, declared }))).toBe(
      `POST /accounts/${ACCOUNT}${logged} responded with 400: A live input can have at most 50 outputs (code 10005)`,
    );
    expect(await listed(w, outputs)).toHaveLength(50);
  });

  it("is told in its words: a live input that is not there", async () => {
    const w = await world();
    const declared = { liveInputId: "no-such", url: URL, streamKey: KEY };
    expect(await failure(w.program().create({ definition, declared }))).toBe(
      `GET /accounts/${ACCOUNT}/stream/live_inputs/no-such/outputs responded with 404: Live input no-such not found (code 10003). ` +
        "The API did not find it: check realtimekit:accountId and realtimekit:appId.",
    );
  });
});
