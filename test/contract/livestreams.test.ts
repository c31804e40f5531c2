import {
  account_id,
  app_id,
  kit,
  kitRefusal,
  startPerTest,
  type MadeLivestream,
} from "./harness.ts";

const start = startPerTest();

const inApp = { account_id, app_id };

describe("livestreams", () => {
  it("creates one as the seed page shows it", async () => {
    const { create } = await start();
    const { success, data } = await create("launch-2026_a");
    expect(success).toBe(true);
    const { id, stream_key, playback_url, ...rest } = data;
    expect(rest).toStrictEqual({
      name: "launch-2026_a",
      status: "OFFLINE",
      meeting_id: null,
      ingest_server: "rtmps://live.cloudflare.com:443/live/",
    });
    expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(stream_key).toMatch(/^[0-9a-f]{32}k[0-9a-f]{32}$/);
    expect(playback_url).toMatch(
      /^https:\/\/customer-[0-9a-z]+\.cloudflarestream\.com\/[0-9a-f]{32}\/manifest\/video\.m3u8$/,
    );
  });

  it("gives a name where none is asked for, and credentials to each", async () => {
    const { create } = await start();
    const one = await create();
    const other = await create();
    expect(one.data.name).toMatch(/^[a-z]{6}-[a-z]{6}$/);
    expect(one.data.stream_key).not.toBe(other.data.stream_key);
    expect(one.data.playback_url).not.toBe(other.data.playback_url);
  });

  it("makes two of the same name", async () => {
    const { client, create } = await start();
    const one = await create("same");
    const other = await create("same");
    expect(one.data.id).not.toBe(other.data.id);
    expect((await list(client)).length).toBe(2);
  });

  it("refuses a name outside the pattern, a wrong type and an unknown field", async () => {
    const { client, create } = await start();
    expect(await kitRefusal(create("two words"), 422)).toMatch(/^name: /);
    const other = (body: unknown) => client.post(`${kit}/livestreams`, { body });
    expect(await kitRefusal(other({ name: 7 }), 422)).toMatch(/^name: .*expected string/);
    expect(await kitRefusal(other({ title: "x" }), 422)).toBe("title: unknown field");
    expect(await list(client)).toStrictEqual([]);
  });

  it("has no update and no delete", async () => {
    const { client, create } = await start();
    const { data } = await create("kept");
    const path = `${kit}/livestreams/${data.id}`;
    await kitRefusal(client.patch(path, { body: { name: "other" } }), 404);
    await kitRefusal(client.put(path, { body: { name: "other" } }), 404);
    await kitRefusal(client.delete(path), 404);
    expect((await list(client)).map(({ name }) => name)).toStrictEqual(["kept"]);
  });

  it("pages to the end, and never gives more than 100 at once", async () => {
    const { client, create } = await start();
    for (let n = 0; n < 103; n += 1) await create(`n${n}`);
    const page = (page_no: number) => list(client, { page_no, per_page: 1000, sort_order: "ASC" });
    const first = await page(1);
    const second = await page(2);
    expect(first.length).toBe(100);
    expect([...first, ...second].map(({ name }) => name)).toStrictEqual(
      Array.from({ length: 103 }, (_, n) => `n${n}`),
    );
    expect(await page(3)).toStrictEqual([]);
  });

  it("counts a page's place in the whole from 1", async () => {
    const { client, create } = await start();
    for (const name of ["a", "b", "c"]) await create(name);
    const paging = async (page_no: number) => {
      const query = { page_no, per_page: 2 };
      const answer = await client.get<{ paging: unknown }>(`${kit}/livestreams`, { query });
      return answer.paging;
    };
    expect(await paging(2)).toStrictEqual({ total_count: 3, start_offset: 3, end_offset: 3 });
    expect(await paging(3)).toStrictEqual({ total_count: 3, start_offset: 0, end_offset: 0 });
  });

  it("filters by status and time, and orders either way", async () => {
    const { client, create, control } = await start();
    const { data: live } = await create("live");
    await create("idle");
    await control.setLivestreamStatus(live.id, { status: "LIVE" });
    const names = async (query: Query) => (await list(client, query)).map(({ name }) => name);
    expect(await names({ status: "LIVE" })).toStrictEqual(["live"]);
    expect(await names({ status: "IDLE" })).toStrictEqual(["idle"]);
    expect(await names({ sort_order: "ASC" })).toStrictEqual(["live", "idle"]);
    expect(await names({ sort_order: "DSC" })).toStrictEqual(["idle", "live"]);
    expect(await names({ start_time: "2999-01-01T00:00:00Z" })).toStrictEqual([]);
    expect(await names({ end_time: "2000-01-01T00:00:00Z" })).toStrictEqual([]);
    const wrong = client.get(`${kit}/livestreams`, { query: { sort_order: "DESC", page_no: 0 } });
    expect(await kitRefusal(wrong, 422)).toMatch(/page_no: .*; sort_order: /);
  });

  it("answers 404 for one that is not there, an unknown app and an unknown account", async () => {
    const { client } = await start();
    const read = (params: typeof inApp) =>
      client.realtimeKit.livestreams.getLivestreamSessionForLivestreamID("no-such-id", params);
    expect(await kitRefusal(read(inApp), 404)).toBe("Livestream no-such-id not found");
    expect(await kitRefusal(read({ ...inApp, app_id: "other" }), 404)).toBe("Unknown app other");
    expect(await kitRefusal(read({ ...inApp, account_id: "other" }), 404)).toBe(
      "Unknown account other",
    );
  });
});

describe("livestream quirks", () => {
  it("shows details flat as the seed page, or nested as the SDK types them", async () => {
    const { client, create, control } = await start();
    const { data: made } = await create("one");
    const read = async () =>
      (await client.get<{ data: unknown }>(`${kit}/livestreams/${made.id}`)).data;
    expect(await read()).toStrictEqual({ ...made, ingest_seconds: 0, viewer_seconds: 0 });

    await control.quirks({ livestreamDetails: "sdk", disabled: "string", offlineStatus: "IDLE" });
    const { livestreams } = client.realtimeKit;
    const { data } = await livestreams.getLivestreamSessionForLivestreamID(made.id, inApp);
    const { created_at, updated_at, ...livestream } = data?.livestream ?? {};
    expect(livestream).toStrictEqual({ ...made, status: "IDLE", disabled: "false" });
    expect(created_at).toBe(updated_at);
    expect(data?.session).toBeUndefined();
    expect(data?.paging).toStrictEqual({ total_count: 0, start_offset: 0, end_offset: 0 });
  });

  it("lists in each of the three forms", async () => {
    const { client, create, control } = await start();
    const { data: made } = await create("one");
    const read = () => client.get<Record<string, unknown>>(`${kit}/livestreams`);
    const paging = { total_count: 1, start_offset: 1, end_offset: 1 };
    const [item] = await list(client);
    expect(item?.id).toBe(made.id);
    expect(await read()).toStrictEqual({ success: true, data: [item], paging });
    await control.quirks({ livestreamList: "nested" });
    expect(await read()).toStrictEqual({ success: true, data: { livestreams: [item], paging } });
    await control.quirks({ livestreamList: "nested-top-paging" });
    expect(await read()).toStrictEqual({ success: true, data: { livestreams: [item] }, paging });
  });

  it("creates with 201 or 200", async () => {
    const { create, control } = await start();
    expect((await create().asResponse()).status).toBe(201);
    await control.quirks({ createLivestreamStatus: 200 });
    expect((await create().asResponse()).status).toBe(200);
  });

  for (const gone of [404, 405, 410] as const) {
    it(`has lost the call to create with ${gone}, and nothing else`, async () => {
      const { client, create } = await start({ quirks: { createLivestreamGone: gone } });
      await kitRefusal(create("never"), gone);
      expect(await list(client)).toStrictEqual([]);
    });
  }

  it("says disabled as a boolean or as text, and OFFLINE or IDLE", async () => {
    const { client, create, control } = await start();
    await create("one");
    const shown = async () =>
      (await list(client)).map(({ disabled, status }) => [disabled, status]);
    expect(await shown()).toStrictEqual([[false, "OFFLINE"]]);
    await control.quirks({ disabled: "string", offlineStatus: "IDLE" });
    expect(await shown()).toStrictEqual([["false", "IDLE"]]);
  });
});

describe("livestream sessions and analytics", () => {
  const onAir = async () => {
    const started = await start();
    const { data } = await started.create("show");
    const { setLivestreamStatus: status } = started.control;
    await status(data.id, { status: "LIVE", at: "2026-01-01T10:00:00Z" });
    return { ...started, id: data.id, status, kitStreams: started.client.realtimeKit.livestreams };
  };

  it("begins a session with LIVE and ends it with IDLE", async () => {
    const { id, status, kitStreams } = await onAir();
    await status(id, { status: "LIVE", ingestSeconds: 60, viewerSeconds: 600 });
    const active = await kitStreams.getActiveLivestreamsForLivestreamID(id, inApp);
    const { livestream, session } = active.data ?? {};
    expect(livestream?.status).toBe("LIVE");
    // Here, and nowhere else, the SDK types the seconds as text.
    expect(session).toMatchObject({ ingest_seconds: "60", viewer_seconds: "600" });
    expect(session?.stopped_time).toBeUndefined();

    await status(id, { status: "IDLE", at: "2026-01-01T10:02:00Z", ingestSeconds: 120 });
    const none = kitStreams.getActiveLivestreamsForLivestreamID(id, inApp);
    expect(await kitRefusal(none, 404)).toMatch(/no active session/);
    const sessionId = session?.id ?? "";
    const ended = await kitStreams.getLivestreamSessionDetailsForSessionID(sessionId, inApp);
    expect(ended.data).toMatchObject({
      ingest_seconds: 120,
      viewer_seconds: 600,
      livestream_id: id,
      stopped_time: "2026-01-01T10:02:00Z",
    });
  });

  it("sums the seconds of all sessions in the flat details", async () => {
    const { client, id, status } = await onAir();
    await status(id, { status: "OFFLINE", ingestSeconds: 5, viewerSeconds: 50 });
    await status(id, { status: "LIVE", ingestSeconds: 2, viewerSeconds: 20 });
    const { data } = await client.get<{ data: Record<string, unknown> }>(
      `${kit}/livestreams/${id}`,
    );
    expect([data.status, data.ingest_seconds, data.viewer_seconds]).toStrictEqual(["LIVE", 7, 70]);
  });

  it("shows the latest session in the nested details, and what went wrong", async () => {
    const { control, id, status, kitStreams } = await onAir();
    await status(id, { status: "ERRORED", ingestSeconds: 5, errorMessage: "encoder went away" });
    await control.quirks({ livestreamDetails: "sdk" });
    const { data } = await kitStreams.getLivestreamSessionForLivestreamID(id, inApp);
    expect(data).toMatchObject({
      livestream: { status: "ERRORED" },
      session: { ingest_seconds: 5, err_message: "encoder went away" },
      paging: { total_count: 1 },
    });
  });

  it("counts livestreams overall and sessions by day, within a range", async () => {
    const { id, status, kitStreams } = await onAir();
    await status(id, {
      status: "IDLE",
      at: "2026-01-01T11:00:00Z",
      ingestSeconds: 1,
      viewerSeconds: 10,
    });
    await status(id, {
      status: "LIVE",
      at: "2026-01-02T10:00:00Z",
      ingestSeconds: 2,
      viewerSeconds: 20,
    });
    const overall = await kitStreams.getLivestreamAnalyticsComplete(app_id, { account_id });
    expect(overall.data).toStrictEqual({
      count: 1,
      total_ingest_seconds: 3,
      total_viewer_seconds: 30,
    });
    const daywise = await kitStreams.getLivestreamAnalyticsDaywise(app_id, { account_id });
    expect(daywise.data).toStrictEqual([
      { date: "2026-01-01", count: 1, total_ingest_seconds: 1, total_viewer_seconds: 10 },
      { date: "2026-01-02", count: 1, total_ingest_seconds: 2, total_viewer_seconds: 20 },
    ]);
    const late = await kitStreams.getLivestreamAnalyticsComplete(app_id, {
      account_id,
      start_time: Date.parse("2026-01-02T00:00:00Z") / 1000,
    });
    expect(late.data?.total_ingest_seconds).toBe(2);
  });

  it("answers 404 for a session that is not there", async () => {
    const { kitStreams } = await onAir();
    const read = kitStreams.getLivestreamSessionDetailsForSessionID("no-such-id", inApp);
    expect(await kitRefusal(read, 404)).toBe("Session no-such-id not found");
  });
});

type Started = Awaited<ReturnType<typeof start>>;
type Client = Started["client"];
type Query = Omit<
  NonNullable<Parameters<Client["realtimeKit"]["livestreams"]["getAllLivestreams"]>[1]>,
  "account_id"
>;
type Item = MadeLivestream["data"] & { disabled: boolean | string };

/** One page in the emulator's first form, which the SDK has no type for. */
async function list(client: Client, query: Query = {}): Promise<Item[]> {
  return (await client.get<{ data: Item[] }>(`${kit}/livestreams`, { query })).data;
}
