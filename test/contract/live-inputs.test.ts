import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Store } from "../../emulator/store.ts";
import { account_id, sdk, start, streamRefusal } from "./harness.ts";

const path = `/accounts/${account_id}/stream/live_inputs`;
const inAccount = { account_id };
const missing = "0123456789abcdef0123456789abcdef";

describe("live inputs", () => {
  it("creates one with all its credentials, in Stream's envelope", async (t) => {
    const { client } = await start(t);
    const envelope = await client.post<Record<string, unknown>>(path, { body: {} });
    assert.deepEqual(Object.keys(envelope).sort(), ["errors", "messages", "result", "success"]);
    assert.deepEqual([envelope.success, envelope.errors, envelope.messages], [true, [], []]);

    const input = await client.stream.liveInputs.create({ ...inAccount });
    const uid = input.uid ?? "";
    assert.match(uid, /^[0-9a-f]{32}$/);
    const key = new RegExp(`^[0-9a-f]{32}k${uid}$`);
    const keys = [
      input.rtmps?.streamKey,
      input.rtmpsPlayback?.streamKey,
      input.srt?.passphrase,
      input.srtPlayback?.passphrase,
    ];
    for (const secret of keys) assert.match(secret ?? "", key);
    assert.equal(new Set(keys).size, keys.length);
    assert.equal(input.rtmps?.url, "rtmps://live.cloudflare.com:443/live/");
    assert.equal(input.srt?.streamId, uid);
    assert.match(input.webRTC?.url ?? "", /^https:\/\/customer-.*\/webRTC\/publish$/);
    assert.match(
      input.playback?.hls ?? "",
      new RegExp(
        `^https://customer-[0-9a-z]+\\.cloudflarestream\\.com/${uid}/manifest/video\\.m3u8$`,
      ),
    );
    assert.equal(input.status, null);
    assert.equal(input.created, input.modified);
    assert.deepEqual(await client.stream.liveInputs.get(uid, inAccount), input);
  });

  it("keeps settings, echoes meta exactly, and leaves out what nobody set", async (t) => {
    const { client, control } = await start(t);
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
    assert.deepEqual([made.meta, made.recording], [meta, recording]);
    assert.deepEqual(
      [made.enabled, made.preferLowLatency, made.deleteRecordingAfterDays],
      [false, true, 45],
    );

    const bare = await liveInputs.create(inAccount);
    assert.equal("meta" in bare, false);
    assert.equal("deleteRecordingAfterDays" in bare, false);
    const off = {
      mode: "off",
      requireSignedURLs: false,
      hideLiveViewerCount: false,
      timeoutSeconds: 0,
    };
    assert.deepEqual(bare.recording, off);
    assert.deepEqual([bare.enabled, bare.preferLowLatency], [true, false]);

    await control.quirks({ liveInputUnset: "null" });
    const nulls = await liveInputs.get(bare.uid ?? "", inAccount);
    assert.equal(nulls.deleteRecordingAfterDays, null);
    assert.deepEqual(nulls.recording, { ...off, allowedOrigins: null });
  });

  it("lists all of them, and no credentials", async (t) => {
    const { client } = await start(t);
    const { liveInputs } = client.stream;
    const made = await liveInputs.create({ ...inAccount, meta: { name: "one" } });
    await liveInputs.create(inAccount);
    const text = await (await liveInputs.list(inAccount).asResponse()).text();
    for (const secret of [made.rtmps?.streamKey, made.srt?.passphrase, "rtmps", "webRTC"]) {
      assert.equal(text.includes(secret ?? "?"), false);
    }
    const list = await liveInputs.list(inAccount);
    assert.deepEqual([list.range, list.total], [2, 2]);
    assert.equal(list.liveInputs?.length, 2);
    assert.deepEqual(list.liveInputs[0], {
      uid: made.uid,
      created: made.created,
      modified: made.modified,
      enabled: true,
      preferLowLatency: false,
      meta: { name: "one" },
    });
  });

  it("PUT replaces the settings, but for a deletion that it does not mention", async (t) => {
    const { client } = await start(t);
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
    assert.deepEqual(put.meta, { other: 1 });
    assert.deepEqual(
      [put.enabled, put.preferLowLatency, put.recording?.mode],
      [true, false, "off"],
    );
    assert.equal(put.deleteRecordingAfterDays, 45);
    assert.deepEqual([put.rtmps, put.created], [made.rtmps, made.created]);
    assert.deepEqual(await liveInputs.get(uid, inAccount), put);
    await client.put(`${path}/${uid}`, { body: { deleteRecordingAfterDays: null } });
    const read = await liveInputs.get(uid, inAccount);
    assert.equal("deleteRecordingAfterDays" in read, false);
    assert.equal("meta" in read, false);
  });

  it("refuses wrong settings with their path, in Stream's envelope", async (t) => {
    const { client } = await start(t);
    const body = { recording: { mode: "on" }, deleteRecordingAfterDays: 29, name: "x" };
    const told = await streamRefusal(client.post(path, { body }), 400, 10005);
    const paths = told.split("; ").map((finding) => finding.split(":")[0]);
    assert.deepEqual(paths.sort(), ["deleteRecordingAfterDays", "name", "recording.mode"]);
    assert.equal((await client.stream.liveInputs.list(inAccount)).total, 0);
  });

  it("honours an Idempotency-Key, also after the input is gone", async (t) => {
    const { client } = await start(t);
    const { liveInputs } = client.stream;
    const create = (key: string) =>
      liveInputs.create({ ...inAccount, meta: { name: "x" }, "Idempotency-Key": key });
    const made = await create("one");
    assert.deepEqual(await create("one"), made);
    assert.notEqual((await create("two")).uid, made.uid);
    assert.equal((await liveInputs.list(inAccount)).total, 2);
    await liveInputs.delete(made.uid ?? "", inAccount);
    assert.match(await streamRefusal(create("one"), 409, 409), /was deleted/);
    assert.match(await streamRefusal(create("k".repeat(256)), 400, 10005), /255 bytes/);
    await create("k".repeat(255));
  });

  it("makes one, not two, where a cut answer lets the SDK repeat itself with its key", async (t) => {
    const { emulator, control } = await start(t);
    const { liveInputs } = sdk(emulator.baseUrl, { maxRetries: 1 }).stream;
    await control.fault({ method: "POST", cut: "after" });
    const made = await liveInputs.create({ ...inAccount, "Idempotency-Key": "one" });
    const posts = (await control.requests()).map(({ method, status }) => [method, status]);
    assert.deepEqual(posts, [
      ["POST", null],
      ["POST", 200],
    ]);
    const { liveInputs: all } = await liveInputs.list(inAccount);
    assert.deepEqual(
      all?.map(({ uid }) => uid),
      [made.uid],
    );
  });

  it("answers code 10003 for one that is not there, and 7003 for an unknown account", async (t) => {
    const { client } = await start(t);
    const { liveInputs } = client.stream;
    await streamRefusal(liveInputs.get(missing, inAccount), 404, 10003);
    await streamRefusal(liveInputs.update(missing, inAccount), 404, 10003);
    await streamRefusal(liveInputs.delete(missing, inAccount), 404, 10003);
    await streamRefusal(liveInputs.get(missing, { account_id: "other" }), 404, 7003);
  });
});

describe("outputs", () => {
  const target = { url: "rtmps://a.rtmps.youtube.com:443/live2", streamKey: "uzya-f19y" };

  const withInput = async (t: Parameters<typeof start>[0]) => {
    const started = await start(t);
    const { uid = "" } = await started.client.stream.liveInputs.create(inAccount);
    const inInput = { account_id, live_input_identifier: uid };
    const { outputs } = started.client.stream.liveInputs;
    const all = async () => (await outputs.list(uid, inAccount)).result;
    return { ...started, outputs, uid, inInput, all };
  };

  it("creates, lists, switches and deletes", async (t) => {
    const { outputs, uid, inInput, all } = await withInput(t);
    const made = await outputs.create(uid, { ...inAccount, ...target });
    const output = made.uid ?? "";
    assert.deepEqual(made, { uid: output, ...target, enabled: true });
    const off = await outputs.create(uid, { ...inAccount, ...target, enabled: false });
    assert.deepEqual(await all(), [made, off]);
    const switched = await outputs.update(output, { ...inInput, enabled: false });
    assert.deepEqual(switched, { ...made, enabled: false });
    await outputs.delete(output, inInput);
    assert.deepEqual(await all(), [off]);
  });

  it("takes rtmp, rtmps and srt, and nothing else", async (t) => {
    const { outputs, uid, all } = await withInput(t);
    const create = (url: string) => outputs.create(uid, { ...inAccount, url, streamKey: "k" });
    for (const scheme of ["rtmp", "rtmps", "srt"]) await create(`${scheme}://example.com/live`);
    for (const url of ["https://example.com/live", "rtmp://", "example.com"]) {
      assert.match(await streamRefusal(create(url), 400, 10005), /^url: expected an rtmp/);
    }
    assert.equal((await all()).length, 3);
  });

  it("PUT refuses anything but enabled", async (t) => {
    const { client, outputs, uid, all } = await withInput(t);
    const made = await outputs.create(uid, { ...inAccount, ...target });
    const put = (body: unknown) => client.put(`${path}/${uid}/outputs/${made.uid ?? ""}`, { body });
    const told = await streamRefusal(put({ enabled: false, streamKey: "new" }), 400, 10005);
    assert.equal(told, "streamKey: unknown field");
    assert.match(await streamRefusal(put({}), 400, 10005), /^enabled: /);
    assert.deepEqual(await all(), [made]);
  });

  it("allows 50", async (t) => {
    const { outputs, uid, all } = await withInput(t);
    const create = () => outputs.create(uid, { ...inAccount, ...target });
    for (let n = 0; n < 50; n += 1) await create();
    assert.match(await streamRefusal(create(), 400, 10005), /at most 50/);
    assert.equal((await all()).length, 50);
  });

  it("answers code 10003 for a missing output, and for a missing live input", async (t) => {
    const { outputs, uid, inInput } = await withInput(t);
    const nowhere = { account_id, live_input_identifier: missing };
    await streamRefusal(outputs.update(missing, { ...inInput, enabled: true }), 404, 10003);
    await streamRefusal(outputs.delete(missing, inInput), 404, 10003);
    await streamRefusal(outputs.create(missing, { ...inAccount, ...target }), 404, 10003);
    await streamRefusal(outputs.list(missing, inAccount), 404, 10003);
    const made = await outputs.create(uid, { ...inAccount, ...target });
    await streamRefusal(outputs.delete(made.uid ?? "", nowhere), 404, 10003);
  });

  it("goes with its live input, and no other does", async (t) => {
    const { client, outputs, uid, emulator, data } = await withInput(t);
    const { uid: other = "" } = await client.stream.liveInputs.create(inAccount);
    await outputs.create(uid, { ...inAccount, ...target });
    await outputs.create(other, { ...inAccount, ...target });
    await client.stream.liveInputs.delete(uid, inAccount);
    await streamRefusal(outputs.list(uid, inAccount), 404, 10003);
    assert.equal((await outputs.list(other, inAccount)).result.length, 1);
    // The API could not show an orphan; the data, with its stream key, must not keep one either.
    await emulator.close();
    const store = new Store(data);
    t.after(() => store.close());
    const kept = store.collection("output");
    assert.deepEqual(kept.list({ account: account_id, parent: uid }), []);
    assert.equal(kept.list({ account: account_id, parent: other }).length, 1);
  });
});
