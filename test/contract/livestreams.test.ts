import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { account_id, app_id, kit, kitRefusal, start, type MadeLivestream } from "./harness.ts";

const inApp = { account_id, app_id };

describe("livestreams", () => {
  it("creates one as the seed page shows it", async (t) => {
    const { create } = await start(t);
    const { success, data } = await create("launch-2026_a");
    assert.equal(success, true);
    const { id, stream_key, playback_url, ...rest } = data;
    assert.deepEqual(rest, {
      name: "launch-2026_a",
      status: "OFFLINE",
      meeting_id: null,
      ingest_server: "rtmps://live.cloudflare.com:443/live/",
    });
    assert.match(id, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    assert.match(stream_key, /^[0-9a-f]{32}k[0-9a-f]{32}$/);
    assert.match(
      playback_url,
      /^https:\/\/customer-[0-9a-z]+\.cloudflarestream\.com\/[0-9a-f]{32}\/manifest\/video\.m3u8$/,
    );
  });

  it("gives a name where none is asked for, and credentials to each", async (t) => {
    const { create } = await start(t);
    const one = await create();
    const other = await create();
    assert.match(one.data.name, /^[a-z]{6}-[a-z]{6}$/);
    assert.notEqual(one.data.stream_key, other.data.stream_key);
    assert.notEqual(one.data.playback_url, other.data.playback_url);
  });

  it("makes two of the same name", async (t) => {
    const { client, create } = await start(t);
    const one = await create("same");
    const other = await create("same");
    assert.notEqual(one.data.id, other.data.id);
    assert.equal((await list(client)).length, 2);
  });

  it("refuses a name outside the pattern, a wrong type and an unknown field", async (t) => {
    const { client, create } = await start(t);
    assert.match(await kitRefusal(create("two words"), 422), /^name: /);
    const other = (body: unknown) => client.post(`${kit}/livestreams`, { body });
    assert.match(await kitRefusal(other({ name: 7 }), 422), /^name: .*expected string/);
    assert.equal(await kitRefusal(other({ title: "x" }), 422), "title: unknown field");
    assert.deepEqual(await list(client), []);
  });

  it("has no update and no delete", async (t) => {
    const { client, create } = await start(t);
    const { data } = await create("kept");
    const path = `${kit}/livestreams/${data.id}`;
    await kitRefusal(client.patch(path, { body: { name: "other" } }), 404);
    await kitRefusal(client.put(path, { body: { name: "other" } }), 404);
    await kitRefusal(client.delete(path), 404);
    assert.deepEqual(
      (await list(client)).map(({ name }) => name),
      ["kept"],
    );
  });

  it("pages to the end, and never gives more than 100 at once", async (t) => {
    const { client, create } = await start(t);
    for (let n = 0; n < 103; n += 1) await create(`n${n}`);
    const page = (page_no: number) => list(client, { page_no, per_page: 1000, sort_order: "ASC" });
    const first = await page(1);
    const second = await page(2);
    assert.equal(first.length, 100);
    assert.deepEqual(
      [...first, ...second].map(({ name }) => name),
      Array.from({ length: 103 }, (_, n) => `n${n}`),
    );
    assert.deepEqual(await page(3), []);
  });

  it("counts a page's place in the whole from 1", async (t) => {
    const { client, create } = await start(t);
    for (const name of ["a", "b", "c"]) await create(name);
    const paging = async (page_no: number) => {
      const query = { page_no, per_page: 2 };
      const answer = await client.get<{ paging: unknown }>(`${kit}/livestreams`, { query });
      return answer.paging;
    };
    assert.deepEqual(await paging(2), { total_count: 3, start_offset: 3, end_offset: 3 });
    assert.deepEqual(await paging(3), { total_count: 3, start_offset: 0, end_offset: 0 });
  });

  it("filters by status and time, and orders either way", async (t) => {
    const { client, create, control } = await start(t);
    const { data: live } = await create("live");
    await create("idle");
    await control.setLivestreamStatus(live.id, { status: "LIVE" });
    const names = async (query: Query) => (await list(client, query)).map(({ name }) => name);
    assert.deepEqual(await names({ status: "LIVE" }), ["live"]);
    assert.deepEqual(await names({ status: "IDLE" }), ["idle"]);
    assert.deepEqual(await names({ sort_order: "ASC" }), ["live", "idle"]);
    assert.deepEqual(await names({ sort_order: "DSC" }), ["idle", "live"]);
    assert.deepEqual(await names({ start_time: "2999-01-01T00:00:00Z" }), []);
    assert.deepEqual(await names({ end_time: "2000-01-01T00:00:00Z" }), []);
    const wrong = client.get(`${kit}/livestreams`, { query: { sort_order: "DESC", page_no: 0 } });
    assert.match(await kitRefusal(wrong, 422), /page_no: .*; sort_order: /);
  });

  it("answers 404 for one that is not there, an unknown app and an unknown account", async (t) => {
    const { client } = await start(t);
    const read = (params: typeof inApp) =>
      client.realtimeKit.livestreams.getLivestreamSessionForLivestreamID("no-such-id", params);
    assert.equal(await kitRefusal(read(inApp), 404), "Livestream no-such-id not found");
    assert.equal(await kitRefusal(read({ ...inApp, app_id: "other" }), 404), "Unknown app other");
    assert.equal(
      await kitRefusal(read({ ...inApp, account_id: "other" }), 404),
      "Unknown account other",
    );
  });
});

describe("livestream quirks", () => {
  it("shows details flat as the seed page, or nested as the SDK types them", async (t) => {
    const { client, create, control } = await start(t);
    const { data: made } = await create("one");
    const read = async () =>
      (await client.get<{ data: unknown }>(`${kit}/livestreams/${made.id}`)).data;
    assert.deepEqual(await read(), { ...made, ingest_seconds: 0, viewer_seconds: 0 });

    await control.quirks({ livestreamDetails: "sdk", disabled: "string", offlineStatus: "IDLE" });
    const { livestreams } = client.realtimeKit;
    const { data } = await livestreams.getLivestreamSessionForLivestreamID(made.id, inApp);
    const { created_at, updated_at, ...livestream } = data?.livestream ?? {};
    assert.deepEqual(livestream, { ...made, status: "IDLE", disabled: "false" });
    assert.equal(created_at, updated_at);
    assert.equal(data?.session, undefined);
    assert.deepEqual(data?.paging, { total_count: 0, start_offset: 0, end_offset: 0 });
  });

  it("lists in each of the three forms", async (t) => {
    const { client, create, control } = await start(t);
    const { data: made } = await create("one");
    const read = () => client.get<Record<string, unknown>>(`${kit}/livestreams`);
    const paging = { total_count: 1, start_offset: 1, end_offset: 1 };
    const [item] = await list(client);
    assert.equal(item?.id, made.id);
    assert.deepEqual(await read(), { success: true, data: [item], paging });
    await control.quirks({ livestreamList: "nested" });
    assert.deepEqual(await read(), { success: true, data: { livestreams: [item], paging } });
    await control.quirks({ livestreamList: "nested-top-paging" });
    assert.deepEqual(await read(), { success: true, data: { livestreams: [item] }, paging });
  });

  it("creates with 201 or 200", async (t) => {
    const { create, control } = await start(t);
    assert.equal((await create().asResponse()).status, 201);
    await control.quirks({ createLivestreamStatus: 200 });
    assert.equal((await create().asResponse()).status, 200);
  });

  for (const gone of [404, 405, 410] as const) {
    it(`has lost the call to create with ${gone}, and nothing else`, async (t) => {
      const { client, create } = await start(t, { quirks: { createLivestreamGone: gone } });
      await kitRefusal(create("never"), gone);
      assert.deepEqual(await list(client), []);
    });
  }

  it("says disabled as a boolean or as text, and OFFLINE or IDLE", async (t) => {
    const { client, create, control } = await start(t);
    await create("one");
    const shown = async () =>
      (await list(client)).map(({ disabled, status }) => [disabled, status]);
    assert.deepEqual(await shown(), [[false, "OFFLINE"]]);
    await control.quirks({ disabled: "string", offlineStatus: "IDLE" });
    assert.deepEqual(await shown(), [["false", "IDLE"]]);
  });
});

describe("livestream sessions and analytics", () => {
  const onAir = async (t: TestContext) => {
    const started = await start(t);
    const { data } = await started.create("show");
    const { setLivestreamStatus: status } = started.control;
    await status(data.id, { status: "LIVE", at: "2026-01-01T10:00:00Z" });
    return { ...started, id: data.id, status, kitStreams: started.client.realtimeKit.livestreams };
  };

  it("begins a session with LIVE and ends it with IDLE", async (t) => {
    const { id, status, kitStreams } = await onAir(t);
    await status(id, { status: "LIVE", ingestSeconds: 60, viewerSeconds: 600 });
    const active = await kitStreams.getActiveLivestreamsForLivestreamID(id, inApp);
    assert.equal(active.data?.livestream?.status, "LIVE");
    // Here, and nowhere else, the SDK types the seconds as text.
    assert.equal(active.data.session?.ingest_seconds, "60");
    assert.equal(active.data.session.viewer_seconds, "600");
    assert.equal(active.data.session.stopped_time, undefined);

    await status(id, { status: "IDLE", at: "2026-01-01T10:02:00Z", ingestSeconds: 120 });
    const none = kitStreams.getActiveLivestreamsForLivestreamID(id, inApp);
    assert.match(await kitRefusal(none, 404), /no active session/);
    const sessionId = active.data.session.id ?? "";
    const ended = await kitStreams.getLivestreamSessionDetailsForSessionID(sessionId, inApp);
    assert.equal(ended.data?.ingest_seconds, 120);
    assert.equal(ended.data.viewer_seconds, 600);
    assert.equal(ended.data.livestream_id, id);
    assert.equal(ended.data.stopped_time, "2026-01-01T10:02:00Z");
  });

  it("sums the seconds of all sessions in the flat details", async (t) => {
    const { client, id, status } = await onAir(t);
    await status(id, { status: "OFFLINE", ingestSeconds: 5, viewerSeconds: 50 });
    await status(id, { status: "LIVE", ingestSeconds: 2, viewerSeconds: 20 });
    const { data } = await client.get<{ data: Record<string, unknown> }>(
      `${kit}/livestreams/${id}`,
    );
    assert.deepEqual([data.status, data.ingest_seconds, data.viewer_seconds], ["LIVE", 7, 70]);
  });

  it("shows the latest session in the nested details, and what went wrong", async (t) => {
    const { control, id, status, kitStreams } = await onAir(t);
    await status(id, { status: "ERRORED", ingestSeconds: 5, errorMessage: "encoder went away" });
    await control.quirks({ livestreamDetails: "sdk" });
    const { data } = await kitStreams.getLivestreamSessionForLivestreamID(id, inApp);
    assert.equal(data?.livestream?.status, "ERRORED");
    assert.equal(data.session?.ingest_seconds, 5);
    assert.equal(data.session.err_message, "encoder went away");
    assert.equal(data.paging?.total_count, 1);
  });

  it("counts livestreams overall and sessions by day, within a range", async (t) => {
    const { id, status, kitStreams } = await onAir(t);
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
    assert.deepEqual(overall.data, { count: 1, total_ingest_seconds: 3, total_viewer_seconds: 30 });
    const daywise = await kitStreams.getLivestreamAnalyticsDaywise(app_id, { account_id });
    assert.deepEqual(daywise.data, [
      { date: "2026-01-01", count: 1, total_ingest_seconds: 1, total_viewer_seconds: 10 },
      { date: "2026-01-02", count: 1, total_ingest_seconds: 2, total_viewer_seconds: 20 },
    ]);
    const late = await kitStreams.getLivestreamAnalyticsComplete(app_id, {
      account_id,
      start_time: Date.parse("2026-01-02T00:00:00Z") / 1000,
    });
    assert.equal(late.data?.total_ingest_seconds, 2);
  });

  it("answers 404 for a session that is not there", async (t) => {
    const { kitStreams } = await onAir(t);
    const read = kitStreams.getLivestreamSessionDetailsForSessionID("no-such-id", inApp);
    assert.equal(await kitRefusal(read, 404), "Session no-such-id not found");
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
