import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { APIConnectionError } from "cloudflare";
import {
  account_id,
  app_id,
  kit,
  kitRefusal,
  refusal,
  sdk,
  start,
  streamRefusal,
} from "./harness.ts";

const livestreams = "/livestreams$";

describe("faults", () => {
  const setUp = async (t: Parameters<typeof start>[0]) => {
    const started = await start(t);
    const count = async () => {
      const { data } = await started.client.get<{ data: unknown[] }>(`${kit}/livestreams`);
      return data.length;
    };
    return { ...started, count };
  };

  it("answers a status once, in the envelope of the family, and nothing is written", async (t) => {
    const { client, create, control, count } = await setUp(t);
    await control.fault({ status: 503 });
    await kitRefusal(create("a"), 503);
    await control.fault({ status: 500 });
    await streamRefusal(client.stream.liveInputs.create({ account_id }), 500, 500);
    assert.equal(await count(), 0);
    await create("a");
    assert.equal(await count(), 1);
  });

  it("answers a body of the test's own, JSON or a gateway's page", async (t) => {
    const { client, create, control } = await setUp(t);
    const body = { success: false, error: { code: 4711, message: "own" } };
    await control.fault({ status: 409, body });
    assert.deepEqual((await refusal(create("a"))).error, body);
    await control.fault({ status: 502, body: "<html>Bad gateway</html>" });
    const page = await refusal(create("a"));
    assert.equal(page.status, 502);
    assert.match(page.headers?.get("content-type") ?? "", /^text\/html/);
    assert.match(page.message, /Bad gateway/);
    // A success that is none: what the live service's gateway may do.
    await control.fault({ status: 200, body: { success: false, errors: [], result: null } });
    assert.equal(await client.stream.liveInputs.get("any", { account_id }), null);
  });

  it("picks by method and path, lets some pass, and happens so many times", async (t) => {
    const { client, create, control } = await setUp(t);
    const id = await control.fault({
      method: "post",
      path: livestreams,
      status: 500,
      skip: 1,
      times: 2,
    });
    await client.get(`${kit}/livestreams`);
    await client.realtimeKit.apps.post({ account_id, name: "other path" });
    await create("passes");
    await kitRefusal(create("fails"), 500);
    assert.deepEqual(
      (await control.faults()).map(({ id: left, times, skip }) => ({ left, times, skip })),
      [{ left: id, times: 1, skip: 0 }],
    );
    await kitRefusal(create("fails"), 500);
    assert.deepEqual(await control.faults(), []);
    await create("passes");
  });

  it("is forgotten on request", async (t) => {
    const { create, control } = await setUp(t);
    await control.fault({ status: 500, times: 100 });
    await control.clearFaults();
    await create("a");
  });

  it("answers a status although the write happened", async (t) => {
    const { client, create, control } = await setUp(t);
    await control.fault({ status: 500, afterWrite: true });
    await kitRefusal(create("there"), 500);
    const { data } = await client.get<{ data: { name: string }[] }>(`${kit}/livestreams`);
    assert.deepEqual(
      data.map(({ name }) => name),
      ["there"],
    );
  });

  it("cuts the connection before the write: nothing is there", async (t) => {
    const { create, control, count } = await setUp(t);
    await control.fault({ cut: "before" });
    await assert.rejects(create("a"), APIConnectionError);
    assert.equal(await count(), 0);
  });

  it("cuts the connection after the write: the thing is there", async (t) => {
    const { create, control, count } = await setUp(t);
    await control.fault({ cut: "after" });
    await assert.rejects(create("a"), APIConnectionError);
    assert.equal(await count(), 1);
    const [cut] = await control.requests();
    assert.deepEqual([cut?.method, cut?.status], ["POST", null]);
  });

  it("waits as long as it is told: a client that does not gives up", async (t) => {
    const { emulator, control, count } = await setUp(t);
    const hasty = sdk(emulator.baseUrl, { timeout: 50 });
    await control.fault({ latencyMs: 5_000 });
    await assert.rejects(hasty.realtimeKit.apps.get({ account_id }), /timed out/);
    // Latency alone changes no answer.
    await control.fault({ latencyMs: 1 });
    assert.equal(await count(), 0);
  });

  it("sends 429 with Retry-After", async (t) => {
    const { create, control } = await setUp(t);
    await control.fault({ retryAfter: 7 });
    const error = await refusal(create("a"));
    assert.deepEqual([error.status, error.headers?.get("retry-after")], [429, "7"]);
  });

  it("meets the SDK's retries like any other request", async (t) => {
    const { emulator, control } = await setUp(t);
    await control.fault({ retryAfter: 0.01, times: 2 });
    const patient = sdk(emulator.baseUrl, { maxRetries: 2 });
    await patient.realtimeKit.presets.get(app_id, { account_id });
    const statuses = (await control.requests()).map(({ status }) => status);
    assert.deepEqual(statuses, [429, 429, 200]);
  });

  it("refuses a fault that makes no sense", async (t) => {
    const { control } = await setUp(t);
    await assert.rejects(control.fault({ path: "(" }), /400 .*path: .*Invalid regular expression/);
    await assert.rejects(control.fault({ status: 42 }), /400 .*status: /);
    const wrong = { times: 1, cuts: "after" };
    await assert.rejects(control.fault(wrong), /400 .*cuts: unknown field/);
    assert.deepEqual(await control.faults(), []);
  });
});

describe("the control plane", () => {
  it("tells who is there", async (t) => {
    const { control, data } = await start(t);
    const health = await control.health();
    const expected = { emulator: "realtimekit", data, accountId: account_id, appId: app_id };
    assert.deepEqual(health, { ...expected, pid: process.pid });
  });

  it("logs requests without bodies and tokens, and not its own", async (t) => {
    const { client, emulator, control } = await start(t);
    const secret = sdk(emulator.baseUrl, { apiToken: "planted-token" });
    const { uid = "" } = await secret.stream.liveInputs.create({ account_id });
    const output = { account_id, url: "rtmp://example.com/live", streamKey: "planted-key" };
    await client.stream.liveInputs.outputs.create(uid, output);
    await client.realtimeKit.apps.get({ account_id, per_page: 3 });
    const requests = await control.requests();
    const stream = `/accounts/${account_id}/stream/live_inputs`;
    assert.deepEqual(
      requests.map(({ method, path, query, status }) => [method, path, query, status]),
      [
        ["POST", stream, "", 200],
        ["POST", `${stream}/${uid}/outputs`, "", 200],
        ["GET", `/accounts/${account_id}/realtime/kit/apps`, "per_page=3", 200],
      ],
    );
    assert.equal(JSON.stringify(requests).includes("planted"), false);
    await control.clearRequests();
    assert.deepEqual(await control.requests(), []);
  });

  it("resets to the one app, and keeps the quirks", async (t) => {
    const { client, create, control } = await start(t);
    await create("a");
    await client.realtimeKit.apps.post({ account_id, name: "second" });
    await control.quirks({ disabled: "string" });
    await control.fault({ status: 500 });
    await control.reset();
    assert.deepEqual(await control.requests(), []);
    assert.deepEqual(await control.faults(), []);
    assert.equal((await control.quirks()).disabled, "string");
    const { data } = await client.realtimeKit.apps.get({ account_id });
    assert.deepEqual(
      data?.map(({ id }) => id),
      [app_id],
    );
    assert.deepEqual((await client.get<{ data: unknown[] }>(`${kit}/livestreams`)).data, []);
  });

  it("refuses an unknown quirk, a status that is none, and what is not there", async (t) => {
    const { control } = await start(t);
    const before = await control.quirks();
    const wrong = { disabled: "string" as const, simulcast: true };
    await assert.rejects(control.quirks(wrong), /400 .*simulcast: unknown field/);
    assert.deepEqual(await control.quirks(), before);
    await assert.rejects(control.setLivestreamStatus("none", { status: "LIVE" }), /404 .*none/);
    await assert.rejects(control.startMeeting("none"), /404 .*none/);
  });

  it("does not answer a web page", async (t) => {
    const { emulator, create, client } = await start(t);
    await create("a");
    const reset = (headers: Record<string, string>) =>
      fetch(`${emulator.origin}/__emulator/reset`, { method: "POST", headers });
    assert.equal((await reset({ origin: "https://example.com" })).status, 403);
    assert.equal((await client.get<{ data: unknown[] }>(`${kit}/livestreams`)).data.length, 1);
  });
});
