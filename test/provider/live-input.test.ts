import assert from "node:assert/strict";
import { liveInput as definition } from "../../provider/resources/live-input/definition.ts";
import { ACCOUNT, failure, GOT, type Plain, STREAM, type World, worldPerTest } from "./host.ts";
import { listed } from "../support/caller.ts";
import { omit } from "../support/omit.ts";

const world = worldPerTest();

const RECORDING = {
  mode: "off",
  timeoutSeconds: 0,
  requireSignedUrls: false,
  allowedOrigins: [],
  hideLiveViewerCount: false,
};

const held = (w: World, { id }: { id: string }) =>
  w.api("GET", `${STREAM}/${id}`) as Promise<Plain>;

describe("a live input's life", () => {
  it("begins with one list and one POST, and holds what the API made", async () => {
    const w = await world();
    const made = await w.program().create({ definition, declared: { displayName: "hub" } });
    expect(await w.requests()).toStrictEqual([
      "GET /stream/live_inputs 200",
      "POST /stream/live_inputs 200",
    ]);
    const api = await held(w, made);
    expect(api.meta).toStrictEqual({
      name: "hub",
      pulumi: "project/stack/it",
      // What a create looks for whose answer is lost.
      pulumiCreate: expect.stringMatching(/^[0-9a-f]{7}$/) as unknown,
    });
    const rtmps = api.rtmps as { url: string; streamKey: string };
    expect(made.props).toStrictEqual({
      displayName: "hub",
      enabled: true,
      preferLowLatency: false,
      recording: RECORDING,
      accountId: ACCOUNT,
      __declaredBy: "project/stack/it",
      __provider: "the loader",
      ingestServer: rtmps.url,
      streamKey: rtmps.streamKey,
      playbackUrl: (api.playback as Plain).hls,
      playback: api.playback,
      rtmps,
      rtmpsPlayback: api.rtmpsPlayback,
      srt: api.srt,
      srtPlayback: api.srtPlayback,
      webRtc: api.webRTC,
      webRtcPlayback: api.webRTCPlayback,
    });
  });

  it("sends no key that was not declared", async () => {
    const w = await world();
    const made = await w.program().create({ definition });
    const api = await held(w, made);
    expect("deleteRecordingAfterDays" in api).toBe(false);
    expect(api.defaultCreator).toBeUndefined();
    expect("defaultCreator" in made.inputs).toBe(false);
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
    expect(await w.requests()).toStrictEqual([`GET /stream/live_inputs/${made.id} 200`]);
  });

  it("ends with a DELETE, and where it is gone already too", async () => {
    const w = await world();
    const made = await w.program().create({ definition });
    await w.program().remove(definition, made);
    expect(await listed(w, STREAM)).toStrictEqual([]);
    await w.requests();
    await w.program().remove(definition, made);
    expect(await w.requests()).toStrictEqual([
      `DELETE /stream/live_inputs/${made.id} 404`,
      // The list confirms that it is gone.
      "GET /stream/live_inputs 200",
    ]);
  });

  it("is gone where the API does not have it, and not where the account is not there", async () => {
    const w = await world();
    const made = await w.program().create({ definition });
    await w.api("DELETE", `${STREAM}/${made.id}`);
    expect(await w.program().read(definition, made.id, made.props)).toStrictEqual({ id: "" });
    const props = { ...made.props, accountId: "elsewhere" };
    expect(await failure(w.program().read(definition, made.id, props))).toBe(
      "GET /accounts/elsewhere/stream/live_inputs responded with 404: Unknown account elsewhere (code 7003). " +
        "The API did not find it: check realtimekit:accountId and realtimekit:appId.",
    );
  });

  it("is replaced for its account and for nothing else", async () => {
    const w = await world();
    const made = await w.program().create({ definition });
    const plan = (declared: Plain) => w.program().plan(made, { definition, declared });
    expect(await plan({ accountId: "other" })).toStrictEqual({
      changes: true,
      replaces: ["accountId"],
    });
    expect(await plan({ adopt: "other" })).toStrictEqual({ changes: true, replaces: ["adopt"] });
  });

  it("is looked up by its id alone", async () => {
    const w = await world();
    const made = await w.program().create({ definition, declared: { displayName: "hub" } });
    const { props } = await w.program().get(definition, made.id);
    expect(props).toStrictEqual({ ...made.props, ...GOT });
  });
});

/** Each thing that can change in place: what is declared, and what the API then has. */
const CHANGES: [what: string, declared: Plain, api: Plain][] = [
  ["enabled", { enabled: false }, { enabled: false }],
  ["preferLowLatency", { preferLowLatency: true }, { preferLowLatency: true }],
  ["deleteRecordingAfterDays", { deleteRecordingAfterDays: 30 }, { deleteRecordingAfterDays: 30 }],
  ["defaultCreator", { defaultCreator: "me" }, { defaultCreator: "me" }],
  ...Object.entries({
    mode: "automatic",
    timeoutSeconds: 7,
    requireSignedUrls: true,
    allowedOrigins: ["example.com"],
    hideLiveViewerCount: true,
  }).map(([key, value]): [string, Plain, Plain] => {
    const { requireSignedUrls, ...recording } = { ...RECORDING, [key]: value };
    return [
      `recording.${key}`,
      { recording: { [key]: value } },
      { recording: { ...recording, requireSignedURLs: requireSignedUrls } },
    ];
  }),
];

describe("a live input changes in place:", () => {
  for (const [what, declared, api] of CHANGES) {
    it(`${what}, there and back again`, async () => {
      const w = await world();
      const made = await w.program().create({ definition });
      const before = await held(w, made);
      const changed = await w.program().update(made, { definition, declared });
      const now = await held(w, made);
      expect({ ...now, ...api }).toStrictEqual(now);
      for (const key of Object.keys(declared))
        expect(changed.props[key]).toStrictEqual(changed.inputs[key]);
      expect(changed.props.rtmps).toStrictEqual(made.props.rtmps);
      const back = await w.program().update(changed, { definition });
      expect({ ...(await held(w, made)), modified: "" }).toStrictEqual({ ...before, modified: "" });
      expect(back).toStrictEqual(made);
    });
  }

  it("its name, and other keys of meta stay", async () => {
    const w = await world();
    const made = await w.program().create({ definition });
    const { meta } = await held(w, made);
    await w.api("PUT", `${STREAM}/${made.id}`, { meta: { ...(meta as Plain), team: "media" } });
    await w.program().update(made, { definition, declared: { displayName: "hub" } });
    expect((await held(w, made)).meta).toStrictEqual({
      ...(meta as Plain),
      name: "hub",
      pulumi: "project/stack/it",
      team: "media",
    });
  });
});

describe("a live input's drift shows, and an update takes it back:", () => {
  const declared = { deleteRecordingAfterDays: 30, defaultCreator: "me" };
  const theirs = {
    displayName: "theirs",
    enabled: false,
    preferLowLatency: true,
    deleteRecordingAfterDays: 99,
    defaultCreator: "them",
    recording: {
      mode: "automatic",
      timeoutSeconds: 9,
      requireSignedUrls: true,
      allowedOrigins: ["theirs.example.com"],
      hideLiveViewerCount: true,
    },
  };
  const { requireSignedUrls, ...recording } = theirs.recording;

  it("every field at once", async () => {
    const w = await world();
    const made = await w.program().create({ definition, declared });
    const { displayName, ...settings } = theirs;
    const meta = { name: displayName, pulumi: "project/stack/it" };
    const wire = {
      ...settings,
      meta,
      recording: { ...recording, requireSignedURLs: requireSignedUrls },
    };
    await w.api("PUT", `${STREAM}/${made.id}`, wire);
    const drifted = await w.program().refresh(definition, made);
    assert.ok(drifted);
    expect(drifted.props).toStrictEqual({ ...made.props, ...theirs });
    // What is compared with the program's next words: all but the automatic name, which is no input.
    expect(drifted.inputs).toStrictEqual({ ...made.inputs, ...omit(theirs, "displayName") });
    const again = await w.program().update(drifted, { definition, declared });
    expect(again).toStrictEqual(made);
    expect(((await held(w, made)).meta as Plain).name).toBe(made.props.displayName);
  });

  it("what somebody took away", async () => {
    const w = await world();
    const made = await w.program().create({ definition, declared });
    const { meta } = await held(w, made);
    await w.api("PUT", `${STREAM}/${made.id}`, { meta, deleteRecordingAfterDays: null });
    const drifted = await w.program().refresh(definition, made);
    assert.ok(drifted);
    expect("deleteRecordingAfterDays" in drifted.props).toBe(false);
    expect("defaultCreator" in drifted.props).toBe(false);
    expect(await w.program().update(drifted, { definition, declared })).toStrictEqual(made);
  });

  it("an automatic name", async () => {
    const w = await world();
    const made = await w.program().create({ definition });
    const { meta } = await held(w, made);
    await w.api("PUT", `${STREAM}/${made.id}`, { meta: { ...(meta as Plain), name: "theirs" } });
    const drifted = await w.program().refresh(definition, made);
    assert.ok(drifted);
    expect(drifted.props.displayName).toBe("theirs");
    expect(await w.program().update(drifted, { definition })).toStrictEqual(made);
  });
});

describe("an answer of an older API", () => {
  it("has no playback of its own, which is made of the WebRTC playback's host", async () => {
    const w = await world();
    const made = await w.program().create({ definition });
    const { playback, ...rest } = await held(w, made);
    const old = omit(rest, "srt", "rtmpsPlayback");
    const body = { success: true, result: old, errors: [], messages: [] };
    await w.control.fault({ method: "GET", path: `${made.id}$`, status: 200, body });
    const { props } = await w.program().get(definition, made.id);
    assert.ok(props);
    expect(props.playback).toStrictEqual(playback);
    expect(props.playbackUrl).toBe(made.props.playbackUrl);
    expect("srt" in props).toBe(false);
  });

  it("is taken from a create as well", async () => {
    const w = await world();
    const other = await held(w, await w.program().create({ definition, by: "p/s/other" }));
    const old = omit(other, "playback", "webRTCPlayback");
    const body = { success: true, result: { ...old, uid: "made" }, errors: [], messages: [] };
    await w.control.fault({ method: "POST", status: 200, body });
    const { id, props } = await w.program().create({ definition });
    expect(id).toBe("made");
    expect("playbackUrl" in props).toBe(false);
  });
});
