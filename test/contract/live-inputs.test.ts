import assert from "node:assert/strict";
import { Store } from "../../emulator/store.ts";
import { closeAfterEach, directoryPerTest } from "../support/after-each.ts";
import { account_id, sdk, startPerTest, streamRefusal } from "./harness.ts";

const start = startPerTest();
const later = closeAfterEach();
const newDirectory = directoryPerTest();

const path = `/accounts/${account_id}/stream/live_inputs`;
const inAccount = { account_id };
const missing = "0123456789abcdef0123456789abcdef";

describe("live inputs", () => {
  it("creates one with all its credentials, in Stream's envelope", async () => {
    const { client } = await start();
    const envelope = await client.post<Record<string, unknown>>(path, { body: {} });
    expect(Object.keys(envelope).sort()).toStrictEqual(["errors", "messages", "result", "success"]);
    expect([envelope.success, envelope.errors, envelope.messages]).toStrictEqual([true, [], []]);

    const input = await client.stream.liveInputs.create({ ...inAccount });
    const uid = input.uid ?? "";
    expect(uid).toMatch(/^[0-9a-f]{32}$/);
    const key = new RegExp(`^[0-9a-f]{32}k${uid}$`);
    const keys = [
      input.rtmps?.streamKey,
      input.rtmpsPlayback?.streamKey,
      input.srt?.passphrase,
      input.srtPlayback?.passphrase,
    ];
    for (const secret of keys) expect(secret ?? "").toMatch(key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(input.rtmps?.url).toBe("rtmps://live.cloudflare.com:443/live/");
    expect(input.srt?.streamId).toBe(uid);
    expect(input.webRTC?.url ?? "").toMatch(/^https:\/\/customer-.*\/webRTC\/publish$/);
    expect(input.playback?.hls ?? "").toMatch(
      new RegExp(
        `^https://customer-[0-9a-z]+\\.cloudflarestream\\.com/${uid}/manifest/video\\.m3u8$`,
      ),
    );
    expect(input.status).toBe(null);
    expect(input.created).toBe(input.modified);
    expect(await client.stream.liveInputs.get(uid, inAccount)).toStrictEqual(input);
  });

  it("keeps settings, echoes meta exactly, and leaves out what nobody set", async () => {
    const { client, control } = await start();
    const { liveInputs } = client.stream;
    const meta = { name: "hub", nested: { list: [1, "two", null] } };
    const recording = {
      mode: "automatic" as const,
      allowedOrigins: ["*.example.com"],
      hideLiveViewerCount: true,
      requireSignedURLs: true,
      timeoutSeconds: 10,
    };
    const settings = { enabled: false, preferLowLatency: true, deleteRecordingAfterDays: 45 };
    const made = await liveInputs.create({ ...inAccount, meta, recording, ...settings });
    expect([made.meta, made.recording]).toStrictEqual([meta, recording]);
    expect([made.enabled, made.preferLowLatency, made.deleteRecordingAfterDays]).toStrictEqual([
      false,
      true,
      45,
    ]);

    const bare = await liveInputs.create(inAccount);
    expect("meta" in bare).toBe(false);
    expect("deleteRecordingAfterDays" in bare).toBe(false);
    const off = {
      mode: "off",
      requireSignedURLs: false,
      hideLiveViewerCount: false,
      timeoutSeconds: 0,
    };
    expect(bare.recording).toStrictEqual(off);
    expect([bare.enabled, bare.preferLowLatency]).toStrictEqual([true, false]);

    await control.quirks({ liveInputUnset: "null" });
    const nulls = await liveInputs.get(bare.uid ?? "", inAccount);
    expect(nulls.deleteRecordingAfterDays).toBe(null);
    expect(nulls.recording).toStrictEqual({ ...off, allowedOrigins: null });
  });

  it("lists all of them, and no credentials", async () => {
    const { client } = await start();
    const { liveInputs } = client.stream;
    const made = await liveInputs.create({ ...inAccount, meta: { name: "one" } });
    await liveInputs.create(inAccount);
    const text = await (await liveInputs.list(inAccount).asResponse()).text();
    for (const secret of [made.rtmps?.streamKey, made.srt?.passphrase, "rtmps", "webRTC"]) {
      assert.ok(secret);
      expect(text).not.toContain(secret);
    }
    const { range, total, liveInputs: listed = [] } = await liveInputs.list(inAccount);
    expect([range, total]).toStrictEqual([2, 2]);
    expect(listed.length).toBe(2);
    expect(listed[0]).toStrictEqual({
      uid: made.uid,
      created: made.created,
      modified: made.modified,
      enabled: true,
      meta: { name: "one" },
    });
  });

  it("PUT replaces the settings, but for a deletion that it does not mention", async () => {
    const { client } = await start();
    const { liveInputs } = client.stream;
    const made = await liveInputs.create({
      ...inAccount,
      meta: { name: "before" },
      enabled: false,
      preferLowLatency: true,
      deleteRecordingAfterDays: 45,
      recording: { mode: "automatic" },
    });
    const uid = made.uid ?? "";
    const put = await liveInputs.update(uid, { ...inAccount, meta: { other: 1 } });
    expect(put.meta).toStrictEqual({ other: 1 });
    expect([put.enabled, put.preferLowLatency, put.recording?.mode]).toStrictEqual([
      true,
      false,
      "off",
    ]);
    expect(put.deleteRecordingAfterDays).toBe(45);
    expect([put.rtmps, put.created]).toStrictEqual([made.rtmps, made.created]);
    expect(await liveInputs.get(uid, inAccount)).toStrictEqual(put);
    await client.put(`${path}/${uid}`, { body: { deleteRecordingAfterDays: null } });
    const read = await liveInputs.get(uid, inAccount);
    expect("deleteRecordingAfterDays" in read).toBe(false);
    expect("meta" in read).toBe(false);
  });

  it("refuses wrong settings with their path, in Stream's envelope", async () => {
    const { client } = await start();
    const body = { recording: { mode: "on" }, deleteRecordingAfterDays: 29, name: "x" };
    const told = await streamRefusal(client.post(path, { body }), 400, 10005);
    const paths = told.split("; ").map((finding) => finding.split(":")[0]);
    expect(paths.sort()).toStrictEqual(["deleteRecordingAfterDays", "name", "recording.mode"]);
    expect((await client.stream.liveInputs.list(inAccount)).total).toBe(0);
  });

  it("honours an Idempotency-Key, also after the input is gone", async () => {
    const { client } = await start();
    const { liveInputs } = client.stream;
    const create = (key: string) =>
      liveInputs.create({ ...inAccount, meta: { name: "x" }, "Idempotency-Key": key });
    const made = await create("one");
    expect(await create("one")).toStrictEqual(made);
    expect((await create("two")).uid).not.toBe(made.uid);
    expect((await liveInputs.list(inAccount)).total).toBe(2);
    await liveInputs.delete(made.uid ?? "", inAccount);
    expect(await streamRefusal(create("one"), 409, 409)).toMatch(/was deleted/);
    expect(await streamRefusal(create("k".repeat(256)), 400, 10005)).toMatch(/255 bytes/);
    await create("k".repeat(255));
  });

  it("makes one, not two, where a cut answer lets the SDK repeat itself with its key", async () => {
    const { emulator, control } = await start();
    const { liveInputs } = sdk(emulator.baseUrl, { maxRetries: 1 }).stream;
    await control.fault({ method: "POST", cut: "after" });
    const made = await liveInputs.create({ ...inAccount, "Idempotency-Key": "one" });
    const posts = (await control.requests()).map(({ method, status }) => [method, status]);
    expect(posts).toStrictEqual([
      ["POST", null],
      ["POST", 200],
    ]);
    const { liveInputs: all } = await liveInputs.list(inAccount);
    expect(all?.map(({ uid }) => uid)).toStrictEqual([made.uid]);
  });

  it("answers code 10003 for one that is not there, and 7003 for an unknown account", async () => {
    const { client } = await start();
    const { liveInputs } = client.stream;
    await streamRefusal(liveInputs.get(missing, inAccount), 404, 10003);
    await streamRefusal(liveInputs.update(missing, inAccount), 404, 10003);
    await streamRefusal(liveInputs.delete(missing, inAccount), 404, 10003);
    await streamRefusal(liveInputs.get(missing, { account_id: "other" }), 404, 7003);
  });
});

describe("outputs", () => {
  const target = { url: "rtmps://a.rtmps.youtube.com:443/live2", streamKey: "uzya-f19y" };

  const withInput = async (data?: string) => {
    const started = await start(data === undefined ? {} : { data });
    const { uid = "" } = await started.client.stream.liveInputs.create(inAccount);
    const inInput = { account_id, live_input_identifier: uid };
    const { outputs } = started.client.stream.liveInputs;
    const all = async () => (await outputs.list(uid, inAccount)).result;
    return { ...started, outputs, uid, inInput, all };
  };

  it("creates, lists, switches and deletes", async () => {
    const { outputs, uid, inInput, all } = await withInput();
    const made = await outputs.create(uid, { ...inAccount, ...target });
    const output = made.uid ?? "";
    expect(made).toStrictEqual({ uid: output, ...target, enabled: true });
    const off = await outputs.create(uid, { ...inAccount, ...target, enabled: false });
    expect(await all()).toStrictEqual([made, off]);
    const switched = await outputs.update(output, { ...inInput, enabled: false });
    expect(switched).toStrictEqual({ ...made, enabled: false });
    await outputs.delete(output, inInput);
    expect(await all()).toStrictEqual([off]);
  });

  it("takes rtmp, rtmps and srt, and nothing else", async () => {
    const { outputs, uid, all } = await withInput();
    const create = (url: string) => outputs.create(uid, { ...inAccount, url, streamKey: "k" });
    for (const scheme of ["rtmp", "rtmps", "srt"]) await create(`${scheme}://example.com/live`);
    for (const url of ["https://example.com/live", "rtmp://", "example.com"]) {
      expect(await streamRefusal(create(url), 400, 10005)).toMatch(/^url: expected an rtmp/);
    }
    expect((await all()).length).toBe(3);
  });

  it("PUT refuses anything but enabled", async () => {
    const { client, outputs, uid, all } = await withInput();
    const made = await outputs.create(uid, { ...inAccount, ...target });
    const put = (body: unknown) => client.put(`${path}/${uid}/outputs/${made.uid ?? ""}`, { body });
    const told = await streamRefusal(put({ enabled: false, streamKey: "new" }), 400, 10005);
    expect(told).toBe("streamKey: unknown field");
    expect(await streamRefusal(put({}), 400, 10005)).toMatch(/^enabled: /);
    expect(await all()).toStrictEqual([made]);
  });

  it("allows 50", async () => {
    const { outputs, uid, all } = await withInput();
    const create = () => outputs.create(uid, { ...inAccount, ...target });
    for (let n = 0; n < 50; n += 1) await create();
    expect(await streamRefusal(create(), 400, 10005)).toMatch(/at most 50/);
    expect((await all()).length).toBe(50);
  });

  it("answers code 10003 for a missing output, and for a missing live input", async () => {
    const { outputs, uid, inInput } = await withInput();
    const nowhere = { account_id, live_input_identifier: missing };
    await streamRefusal(outputs.update(missing, { ...inInput, enabled: true }), 404, 10003);
    await streamRefusal(outputs.delete(missing, inInput), 404, 10003);
    await streamRefusal(outputs.create(missing, { ...inAccount, ...target }), 404, 10003);
    await streamRefusal(outputs.list(missing, inAccount), 404, 10003);
    const made = await outputs.create(uid, { ...inAccount, ...target });
    await streamRefusal(outputs.delete(made.uid ?? "", nowhere), 404, 10003);
  });

  it("goes with its live input, and no other does", async () => {
    // A directory of its own, which does not go with the emulator.
    const data = await newDirectory();
    const { client, outputs, uid, emulator } = await withInput(data);
    const { uid: other = "" } = await client.stream.liveInputs.create(inAccount);
    await outputs.create(uid, { ...inAccount, ...target });
    await outputs.create(other, { ...inAccount, ...target });
    await client.stream.liveInputs.delete(uid, inAccount);
    await streamRefusal(outputs.list(uid, inAccount), 404, 10003);
    expect((await outputs.list(other, inAccount)).result.length).toBe(1);
    // The API could not show an orphan; the data, with its stream key, must not keep one either.
    await emulator.close();
    const store = new Store(data);
    later(() => store.close());
    const kept = store.collection("output");
    expect(kept.list({ account: account_id, parent: uid })).toStrictEqual([]);
    expect(kept.list({ account: account_id, parent: other }).length).toBe(1);
  });
});
