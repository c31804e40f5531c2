import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  getApp,
  getLivestreamAnalytics,
  getLivestreams,
  getPreset,
} from "../../components/index.ts";
import { account_id, app_id, kit, preset, start as startPlain } from "../contract/harness.ts";
import { AT, messageOf, start } from "./harness.ts";

type Started = Awaited<ReturnType<typeof startPlain>>;

async function makeMany({ create }: Started, count: number): Promise<string[]> {
  const names = Array.from({ length: count }, (_, n) => `n${n}`);
  for (const name of names) await create(name);
  return names;
}

describe("getLivestreams", () => {
  it("reads to the end in each form of the list", async (t) => {
    const started = await start(t);
    const names = await makeMany(started, 203);
    for (const livestreamList of ["array", "nested", "nested-top-paging"] as const) {
      await started.control.quirks({ livestreamList });
      const { livestreams } = await getLivestreams({ sortOrder: "ASC" });
      assert.deepEqual(
        livestreams.map(({ name }) => name),
        names,
        livestreamList,
      );
    }
  });

  it("gives each as the API has it, in camelCase", async (t) => {
    const { create, client, control } = await start(t, {
      quirks: { disabled: "string", offlineStatus: "IDLE" },
    });
    const { data: made } = await create("one");
    const [listed] = (
      await client.get<{ data: { created_at: string; updated_at: string }[] }>(`${kit}/livestreams`)
    ).data;
    const expected = {
      id: made.id,
      name: "one",
      status: "IDLE",
      meetingId: undefined,
      disabled: false,
      ingestServer: made.ingest_server,
      streamKey: made.stream_key,
      ingestUrl: `${made.ingest_server}${made.stream_key}`,
      playbackUrl: made.playback_url,
      createdAt: listed?.created_at,
      updatedAt: listed?.updated_at,
    };
    assert.deepEqual(await getLivestreams(), { livestreams: [expected] });
    await control.quirks({ disabled: "boolean" });
    assert.deepEqual(await getLivestreams(), { livestreams: [expected] });
  });

  it("asks the API for what was asked for", async (t) => {
    const { requests } = await start(t);
    await getLivestreams({
      status: "LIVE",
      excludeMeetings: false,
      startTime: "2026-01-01",
      endTime: "2026-01-02T10:00:00+02:00",
      sortOrder: "DSC",
    });
    const query = new URLSearchParams((await requests())[0]?.split("?")[1]);
    assert.deepEqual(Object.fromEntries(query), {
      status: "LIVE",
      exclude_meetings: "false",
      start_time: "2026-01-01T00:00:00.000Z",
      end_time: "2026-01-02T08:00:00.000Z",
      sort_order: "DSC",
      page_no: "1",
      per_page: "100",
    });
  });

  it("has what is filtered out of the whole, and in the order", async (t) => {
    const { create, client, control } = await start(t);
    const { data: live } = await create("live");
    await create("quiet");
    await control.setLivestreamStatus(live.id, { status: "LIVE" });
    const meeting = await client.post<{ data: { id: string } }>(`${kit}/meetings`, {
      body: { title: "Town hall" },
    });
    await client.post(`${kit}/meetings/${meeting.data.id}/livestreams`, { body: { name: "hall" } });
    const names = async (args: Parameters<typeof getLivestreams>[0]) =>
      (await getLivestreams(args)).livestreams.map(({ name }) => name);
    assert.deepEqual(await names({ sortOrder: "DSC" }), ["hall", "quiet", "live"]);
    assert.deepEqual(await names({ sortOrder: "ASC" }), ["live", "quiet", "hall"]);
    assert.deepEqual(await names({ status: "LIVE", excludeMeetings: true }), ["live"]);
    assert.deepEqual(await names({ status: "OFFLINE" }), ["quiet"]);
    assert.deepEqual(await names({ startTime: "2999-01-01" }), []);
  });

  it("looks anew each time", async (t) => {
    const { create } = await start(t);
    assert.equal((await getLivestreams()).livestreams.length, 0);
    await create("new");
    assert.equal((await getLivestreams()).livestreams.length, 1);
  });
});

describe("getApp", () => {
  it("finds an app by id and by name, beyond the first page", async (t) => {
    const { client } = await start(t, { appName: "the first" });
    for (let n = 0; n < 101; n += 1)
      await client.realtimeKit.apps.post({ account_id, name: `a${n}` });
    const last = await getApp({ name: "a100" });
    assert.match(last.createdAt ?? "", /^\d{4}-/);
    assert.deepEqual(await getApp({ id: last.id }), last);
    const { data } = await client.realtimeKit.apps.get({ account_id, search: "a100" });
    assert.deepEqual([last.id, last.createdAt], [data?.[0]?.id, data?.[0]?.created_at]);
  });

  it("takes a name whole, not as the API's search does", async (t) => {
    const { client } = await start(t, { appName: "Show" });
    await client.realtimeKit.apps.post({ account_id, name: "Show two" });
    assert.deepEqual((await getApp({ name: "Show" })).id, app_id);
    assert.equal(
      await messageOf(getApp({ name: "show" })),
      `getApp: name: there is no app with the name "show" in account ${account_id}; it has "Show", "Show two"`,
    );
    assert.match(
      await messageOf(getApp({ id: "x" })),
      /^getApp: id: there is no app with the id "x"/,
    );
  });

  it("lists the ids where several have the name", async (t) => {
    const { client } = await start(t, { appName: "twin" });
    const { data } = await client.realtimeKit.apps.post({ account_id, name: "twin" });
    assert.equal(
      await messageOf(getApp({ name: "twin" })),
      `getApp: name: 2 apps in account ${account_id} are named "twin": ${app_id}, ${data?.app?.id ?? ""}; give the id of one of them`,
    );
  });
});

describe("getPreset", () => {
  it("finds a preset whole, by id and by name", async (t) => {
    const { client } = await start(t);
    const { data } = await client.realtimeKit.presets.create(app_id, {
      account_id,
      ...preset("presenter"),
    });
    const found = await getPreset({ name: "presenter" });
    assert.deepEqual(await getPreset({ id: data.id }), found);
    assert.deepEqual([found.id, found.name], [data.id, "presenter"]);
    assert.deepEqual(found.config.maxVideoStreams, { desktop: 9, mobile: 6 });
    assert.equal(found.config.viewType, "LIVESTREAM");
    assert.equal(found.permissions.canLivestream, true);
    assert.deepEqual(found.permissions.plugins.config, {
      "ff7e7fbd-1e5b-4e0a-a0e9-1f3f7a3c9f2b": { accessControl: "VIEW_ONLY" },
    });
    assert.equal(found.ui.designTokens.colors.brand["500"], "#2160fd");
    assert.equal(found.ui.designTokens.spacingBase, 4);
  });

  it("finds it on whatever page, and says what there is where there is none", async (t) => {
    const { client } = await start(t);
    for (let n = 0; n < 102; n += 1)
      await client.realtimeKit.presets.create(app_id, { account_id, ...preset(`p${n}`) });
    assert.equal((await getPreset({ name: "p101" })).name, "p101");
    assert.match(
      await messageOf(getPreset({ name: "p102" })),
      /^getPreset: name: there is no preset with the name "p102" in app [\w-]+; it has "p0", .*"p9" and 92 more$/,
    );
    assert.match(
      await messageOf(getPreset({ id: "x" })),
      /^getPreset: id: there is no preset with the id "x" in app [\w-]+; it has /,
    );
  });
});

describe("getLivestreamAnalytics", () => {
  async function twoDays(started: Started): Promise<void> {
    const { data } = await started.create("show");
    const status = started.control.setLivestreamStatus;
    await status(data.id, { status: "LIVE", at: AT.begin });
    await status(data.id, { status: "IDLE", at: AT.end, ingestSeconds: 1, viewerSeconds: 10 });
    await status(data.id, { status: "LIVE", at: AT.nextDay, ingestSeconds: 2, viewerSeconds: 20 });
  }

  it("gives the whole, and by day only where it is asked for", async (t) => {
    const started = await start(t);
    await twoDays(started);
    const whole = { count: 1, totalIngestSeconds: 3, totalViewerSeconds: 30 };
    await started.control.clearRequests();
    assert.deepEqual(await getLivestreamAnalytics(), whole);
    assert.deepEqual(await started.requests(), ["GET /analytics/livestreams/overall"]);
    assert.deepEqual(await getLivestreamAnalytics({ daywise: true }), {
      ...whole,
      daywise: [
        { date: "2026-01-01", count: 1, totalIngestSeconds: 1, totalViewerSeconds: 10 },
        { date: "2026-01-02", count: 1, totalIngestSeconds: 2, totalViewerSeconds: 20 },
      ],
    });
  });

  it("looks within a range, which the API wants in seconds", async (t) => {
    const started = await start(t);
    await twoDays(started);
    const range = { startTime: "2026-01-02", endTime: "2026-01-02T23:59:59.900+00:00" };
    const found = await getLivestreamAnalytics({ ...range, daywise: true });
    assert.deepEqual([found.totalIngestSeconds, found.daywise?.length], [2, 1]);
    const queries = (await started.requests()).filter((line) => line.includes("analytics"));
    const query = "start_time=1767312000&end_time=1767398399";
    assert.deepEqual(queries.sort(), [
      `GET /analytics/livestreams/daywise?${query}`,
      `GET /analytics/livestreams/overall?${query}`,
    ]);
  });

  it("counts nothing as nought", async (t) => {
    const { control } = await start(t);
    const data = { count: 0, total_ingest_seconds: null };
    await control.fault({ path: "overall", status: 200, body: { success: true, data } });
    const none = { count: 0, totalIngestSeconds: 0, totalViewerSeconds: 0 };
    assert.deepEqual(await getLivestreamAnalytics(), none);
  });
});
