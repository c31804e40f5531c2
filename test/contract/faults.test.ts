import { APIConnectionError } from "cloudflare";
import {
  account_id,
  app_id,
  kit,
  kitRefusal,
  refusal,
  sdk,
  startPerTest,
  streamRefusal,
} from "./harness.ts";

const start = startPerTest();

const livestreams = "/livestreams$";

describe("faults", () => {
  const setUp = async () => {
    const started = await start();
    const count = async () => {
      const { data } = await started.client.get<{ data: unknown[] }>(`${kit}/livestreams`);
      return data.length;
    };
    return { ...started, count };
  };

  it("answers a status once, in the envelope of the family, and nothing is written", async () => {
    const { client, create, control, count } = await setUp();
    await control.fault({ status: 503 });
    await kitRefusal(create("a"), 503);
    await control.fault({ status: 500 });
    await streamRefusal(client.stream.liveInputs.create({ account_id }), 500, 500);
    expect(await count()).toBe(0);
    await create("a");
    expect(await count()).toBe(1);
  });

  it("answers a body of the test's own, JSON or a gateway's page", async () => {
    const { client, create, control } = await setUp();
    const body = { success: false, error: { code: 4711, message: "own" } };
    await control.fault({ status: 409, body });
    expect((await refusal(create("a"))).error).toStrictEqual(body);
    await control.fault({ status: 502, body: "<html>Bad gateway</html>" });
    const page = await refusal(create("a"));
    expect(page.status).toBe(502);
    expect(page.headers?.get("content-type") ?? "").toMatch(/^text\/html/);
    expect(page.message).toMatch(/Bad gateway/);
    // A success that is none: what the live service's gateway may do.
    await control.fault({ status: 200, body: { success: false, errors: [], result: null } });
    expect(await client.stream.liveInputs.get("any", { account_id })).toBe(null);
  });

  it("picks by method and path, lets some pass, and happens so many times", async () => {
    const { client, create, control } = await setUp();
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
    expect(
      (await control.faults()).map(({ id: left, times, skip }) => ({ left, times, skip })),
    ).toStrictEqual([{ left: id, times: 1, skip: 0 }]);
    await kitRefusal(create("fails"), 500);
    expect(await control.faults()).toStrictEqual([]);
    await create("passes");
  });

  it("is forgotten on request", async () => {
    const { create, control } = await setUp();
    await control.fault({ status: 500, times: 100 });
    await control.clearFaults();
    expect(await control.faults()).toStrictEqual([]);
    expect((await create("a")).success).toBe(true);
  });

  it("answers a status although the write happened", async () => {
    const { client, create, control } = await setUp();
    await control.fault({ status: 500, afterWrite: true });
    await kitRefusal(create("there"), 500);
    const { data } = await client.get<{ data: { name: string }[] }>(`${kit}/livestreams`);
    expect(data.map(({ name }) => name)).toStrictEqual(["there"]);
  });

  it("cuts the connection before the write: nothing is there", async () => {
    const { create, control, count } = await setUp();
    await control.fault({ cut: "before" });
    await expect(create("a")).rejects.toThrow(APIConnectionError);
    expect(await count()).toBe(0);
  });

  it("cuts the connection after the write: the thing is there", async () => {
    const { create, control, count } = await setUp();
    await control.fault({ cut: "after" });
    await expect(create("a")).rejects.toThrow(APIConnectionError);
    expect(await count()).toBe(1);
    const [cut] = await control.requests();
    expect([cut?.method, cut?.status]).toStrictEqual(["POST", null]);
  });

  it("waits as long as it is told: a client that does not gives up", async () => {
    const { emulator, control, count } = await setUp();
    const hasty = sdk(emulator.baseUrl, { timeout: 50 });
    await control.fault({ latencyMs: 5_000 });
    await expect(hasty.realtimeKit.apps.get({ account_id })).rejects.toThrow(/timed out/);
    // Latency alone changes no answer.
    await control.fault({ latencyMs: 1 });
    expect(await count()).toBe(0);
  });

  it("sends 429 with Retry-After", async () => {
    const { create, control } = await setUp();
    await control.fault({ retryAfter: 7 });
    const error = await refusal(create("a"));
    expect([error.status, error.headers?.get("retry-after")]).toStrictEqual([429, "7"]);
  });

  it("meets the SDK's retries like any other request", async () => {
    const { emulator, control } = await setUp();
    await control.fault({ retryAfter: 0.01, times: 2 });
    const patient = sdk(emulator.baseUrl, { maxRetries: 2 });
    await patient.realtimeKit.presets.get(app_id, { account_id });
    const statuses = (await control.requests()).map(({ status }) => status);
    expect(statuses).toStrictEqual([429, 429, 200]);
  });

  it("refuses a fault that makes no sense", async () => {
    const { control } = await setUp();
    await expect(control.fault({ path: "(" })).rejects.toThrow(
      /400 .*path: .*Invalid regular expression/,
    );
    await expect(control.fault({ status: 42 })).rejects.toThrow(/400 .*status: /);
    const wrong = { times: 1, cuts: "after" };
    await expect(control.fault(wrong)).rejects.toThrow(/400 .*cuts: unknown field/);
    expect(await control.faults()).toStrictEqual([]);
  });
});

describe("the control plane", () => {
  it("tells who is there", async () => {
    const { control, data } = await start();
    const health = await control.health();
    const expected = { emulator: "realtimekit", data, accountId: account_id, appId: app_id };
    expect(health).toStrictEqual({ ...expected, pid: process.pid });
  });

  it("logs requests without bodies and tokens, and not its own", async () => {
    const { client, emulator, control } = await start();
    const secret = sdk(emulator.baseUrl, { apiToken: "planted-token" });
    const { uid = "" } = await secret.stream.liveInputs.create({ account_id });
    const output = { account_id, url: "rtmp://example.com/live", streamKey: "planted-key" };
    await client.stream.liveInputs.outputs.create(uid, output);
    await client.realtimeKit.apps.get({ account_id, per_page: 3 });
    const requests = await control.requests();
    const stream = `/accounts/${account_id}/stream/live_inputs`;
    expect(
      requests.map(({ method, path, query, status }) => [method, path, query, status]),
    ).toStrictEqual([
      ["POST", stream, "", 200],
      ["POST", `${stream}/${uid}/outputs`, "", 200],
      ["GET", `/accounts/${account_id}/realtime/kit/apps`, "per_page=3", 200],
    ]);
    expect(JSON.stringify(requests).includes("planted")).toBe(false);
    await control.clearRequests();
    expect(await control.requests()).toStrictEqual([]);
  });

  it("resets to the one app, and keeps the quirks", async () => {
    const { client, create, control } = await start();
    await create("a");
    await client.realtimeKit.apps.post({ account_id, name: "second" });
    await control.quirks({ disabled: "string" });
    await control.fault({ status: 500 });
    await control.reset();
    expect(await control.requests()).toStrictEqual([]);
    expect(await control.faults()).toStrictEqual([]);
    expect((await control.quirks()).disabled).toBe("string");
    const { data } = await client.realtimeKit.apps.get({ account_id });
    expect(data?.map(({ id }) => id)).toStrictEqual([app_id]);
    expect((await client.get<{ data: unknown[] }>(`${kit}/livestreams`)).data).toStrictEqual([]);
  });

  it("refuses an unknown quirk, a status that is none, and what is not there", async () => {
    const { control } = await start();
    const before = await control.quirks();
    const wrong = { disabled: "string" as const, simulcast: true };
    await expect(control.quirks(wrong)).rejects.toThrow(/400 .*simulcast: unknown field/);
    expect(await control.quirks()).toStrictEqual(before);
    await expect(control.setLivestreamStatus("none", { status: "LIVE" })).rejects.toThrow(
      /404 .*none/,
    );
    await expect(control.startMeeting("none")).rejects.toThrow(/404 .*none/);
  });

  it("does not answer a web page", async () => {
    const { emulator, create, client } = await start();
    await create("a");
    const reset = (headers: Record<string, string>) =>
      fetch(`${emulator.origin}/__emulator/reset`, { method: "POST", headers });
    expect((await reset({ origin: "https://example.com" })).status).toBe(403);
    expect((await client.get<{ data: unknown[] }>(`${kit}/livestreams`)).data.length).toBe(1);
  });
});
