import {
  account_id,
  app_id,
  kit,
  kitRefusal,
  sdk,
  startPerTest,
  streamRefusal,
} from "./harness.ts";

const start = startPerTest();

describe("access", () => {
  it("takes any bearer token unless one is named, and then only that", async () => {
    const open = await start();
    await sdk(open.emulator.baseUrl, { apiToken: "whatever" }).stream.liveInputs.list({
      account_id,
    });

    const { emulator } = await start({ token: "right" });
    const wrong = sdk(emulator.baseUrl, { apiToken: "wrong" });
    await streamRefusal(wrong.stream.liveInputs.list({ account_id }), 401, 10000);
    await kitRefusal(wrong.realtimeKit.presets.get(app_id, { account_id }), 401);
    await sdk(emulator.baseUrl, { apiToken: "right" }).stream.liveInputs.list({ account_id });
  });

  it("answers 401 for a missing or malformed header", async () => {
    const { client } = await start();
    for (const authorization of [null, "any-token", "Basic any-token", "Bearer "]) {
      const headers = { authorization };
      await kitRefusal(client.get(`${kit}/presets`, { headers }), 401);
    }
  });

  it("answers 403 for a write with the read-only token, and lets it read", async () => {
    const { emulator, client } = await start({ readOnlyToken: "reader", token: "writer" });
    const reader = sdk(emulator.baseUrl, { apiToken: "reader" });
    const { liveInputs } = reader.stream;
    await streamRefusal(liveInputs.create({ account_id }), 403, 9109);
    await kitRefusal(reader.realtimeKit.apps.post({ account_id, name: "x" }), 403);
    expect((await liveInputs.list({ account_id })).total).toBe(0);
    // The default token of these tests is neither of the two.
    await streamRefusal(client.stream.liveInputs.list({ account_id }), 401, 10000);
  });

  it("answers 404 in the envelope of the family for a route that is not there", async () => {
    const { client } = await start();
    expect(await kitRefusal(client.get(`${kit}/recipes`), 404)).toMatch(/^No route for GET \//);
    await streamRefusal(client.get(`/accounts/${account_id}/stream/nothing`), 404, 7003);
    await streamRefusal(client.get("/zones"), 404, 7003);
  });

  it("answers 400 for a body that is no JSON, and takes an empty one", async () => {
    const { emulator, client } = await start();
    const headers = { authorization: "Bearer x", "content-type": "application/json" };
    const post = (body: string) =>
      fetch(`${emulator.baseUrl}${kit}/livestreams`, { method: "POST", headers, body });
    const refused = await post("{name:");
    expect(refused.status).toBe(400);
    expect(((await refused.json()) as { success: boolean }).success).toBe(false);
    expect((await post("")).status).toBe(201);
    expect((await client.get<{ data: unknown[] }>(`${kit}/livestreams`)).data.length).toBe(1);
  });
});

describe("the rate limit", () => {
  it("answers 429 with Retry-After for one request too many, in both envelopes", async () => {
    const { emulator } = await start({ rateLimit: { limit: 1, windowSeconds: 300 } });
    const client = sdk(emulator.baseUrl, { apiToken: "busy" });
    await client.stream.liveInputs.list({ account_id });
    await streamRefusal(client.stream.liveInputs.list({ account_id }), 429, 971);
    await kitRefusal(client.realtimeKit.presets.get(app_id, { account_id }), 429);
    const { headers } = await fetch(`${emulator.baseUrl}${kit}/presets`, {
      headers: { authorization: "Bearer busy" },
    });
    const seconds = Number(headers.get("retry-after"));
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect(seconds).toBeLessThanOrEqual(300);
    // Each token has its own.
    await sdk(emulator.baseUrl, { apiToken: "idle" }).stream.liveInputs.list({ account_id });
  });

  it("is honoured by the SDK: its one retry comes when the window is over", async () => {
    // Without Retry-After the SDK would try again after half a second at most, and meet 429 again.
    const { emulator, control } = await start({ rateLimit: { limit: 1, windowSeconds: 2 } });
    const client = sdk(emulator.baseUrl, { maxRetries: 1 });
    await client.stream.liveInputs.list({ account_id });
    await client.stream.liveInputs.list({ account_id });
    const statuses = (await control.requests()).map(({ status }) => status);
    expect(statuses).toStrictEqual([200, 429, 200]);
  });
});
