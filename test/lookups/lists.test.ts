import { getApp, getLivestreamAnalytics, getLivestreams, getPreset } from "../../module.ts";
import { account_id, app_id, kit, preset } from "../contract/harness.ts";
import { AT, messageOf, type Started, startPerTest } from "./harness.ts";

const start = startPerTest();

async function makeMany({ create }: Started, count: number): Promise<string[]> {
  const names = Array.from({ length: count }, (_, n) => `n${n}`);
  for (const name of names) await create(name);
  return names;
}

describe("getLivestreams", () => {
  it("reads to the end in each form of the list", async () => {
    const started = await start();
    const names = await makeMany(started, 203);
    for (const livestreamList of ["array", "nested", "nested-top-paging"] as const) {
      await started.control.quirks({ livestreamList });
      const { livestreams } = await getLivestreams({ sortOrder: "ASC" });
      const found = livestreams.map(({ name }) => name);
      expect({ livestreamList, found }).toStrictEqual({ livestreamList, found: names });
    }
  });

  it("gives each as the API has it, in camelCase", async () => {
    const { create, client, control } = await start({
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
    expect(await getLivestreams()).toStrictEqual({ livestreams: [expected] });
    await control.quirks({ disabled: "boolean" });
    expect(await getLivestreams()).toStrictEqual({ livestreams: [expected] });
  });

  it("asks the API for what was asked for", async () => {
    const { requests } = await start();
    await getLivestreams({
      status: "LIVE",
      excludeMeetings: false,
      startTime: "2026-01-01",
      endTime: "2026-01-02T10:00:00+02:00",
      sortOrder: "DSC",
    });
    const query = new URLSearchParams((await requests())[0]?.split("?")[1]);
    expect(Object.fromEntries(query)).toStrictEqual({
      status: "LIVE",
      exclude_meetings: "false",
      start_time: "2026-01-01T00:00:00.000Z",
      end_time: "2026-01-02T08:00:00.000Z",
      sort_order: "DSC",
      page_no: "1",
      per_page: "100",
    });
  });

  it("has what is filtered out of the whole, and in the order", async () => {
    const { create, client, control } = await start();
    const { data: live } = await create("live");
    await create("quiet");
    await control.setLivestreamStatus(live.id, { status: "LIVE" });
    const meeting = await client.post<{ data: { id: string } }>(`${kit}/meetings`, {
      body: { title: "Town hall" },
    });
    await client.post(`${kit}/meetings/${meeting.data.id}/livestreams`, { body: { name: "hall" } });
    const names = async (args: Parameters<typeof getLivestreams>[0]) =>
      (await getLivestreams(args)).livestreams.map(({ name }) => name);
    expect(await names({ sortOrder: "DSC" })).toStrictEqual(["hall", "quiet", "live"]);
    expect(await names({ sortOrder: "ASC" })).toStrictEqual(["live", "quiet", "hall"]);
    expect(await names({ status: "LIVE", excludeMeetings: true })).toStrictEqual(["live"]);
    expect(await names({ status: "OFFLINE" })).toStrictEqual(["quiet"]);
    expect(await names({ startTime: "2999-01-01" })).toStrictEqual([]);
  });

  it("looks anew each time", async () => {
    const { create } = await start();
    expect((await getLivestreams()).livestreams.length).toBe(0);
    await create("new");
    expect((await getLivestreams()).livestreams.length).toBe(1);
  });
});

describe("getApp", () => {
  it("finds an app by id and by name, beyond the first page", async () => {
    const { client } = await start({ appName: "the first" });
    for (let n = 0; n < 101; n += 1)
      await client.realtimeKit.apps.post({ account_id, name: `a${n}` });
    const last = await getApp({ name: "a100" });
    expect(last.createdAt ?? "").toMatch(/^\d{4}-/);
    expect(await getApp({ id: last.id })).toStrictEqual(last);
    const { data } = await client.realtimeKit.apps.get({ account_id, search: "a100" });
    expect([last.id, last.createdAt]).toStrictEqual([data?.[0]?.id, data?.[0]?.created_at]);
  });

  it("takes a name whole, not as the API's search does", async () => {
    const { client } = await start({ appName: "Show" });
    await client.realtimeKit.apps.post({ account_id, name: "Show two" });
    expect((await getApp({ name: "Show" })).id).toStrictEqual(app_id);
    expect(await messageOf(getApp({ name: "show" }))).toBe(
      `getApp: name: there is no app with the name "show" in account ${account_id}; it has "Show", "Show two"`,
    );
    expect(await messageOf(getApp({ id: "x" }))).toMatch(
      /^getApp: id: there is no app with the id "x"/,
    );
  });

  it("lists the ids where several have the name", async () => {
    const { client } = await start({ appName: "twin" });
    const { data } = await client.realtimeKit.apps.post({ account_id, name: "twin" });
    expect(await messageOf(getApp({ name: "twin" }))).toBe(
      `getApp: name: 2 apps in account ${account_id} are named "twin": ${app_id}, ${data?.app?.id ?? ""}; give the id of one of them`,
    );
  });
});

describe("getPreset", () => {
  it("finds a preset whole, by id and by name", async () => {
    const { client } = await start();
    const { data } = await client.realtimeKit.presets.create(app_id, {
      account_id,
      ...preset("presenter"),
    });
    const found = await getPreset({ name: "presenter" });
    expect(await getPreset({ id: data.id })).toStrictEqual(found);
    expect([found.id, found.name]).toStrictEqual([data.id, "presenter"]);
    expect(found.config.maxVideoStreams).toStrictEqual({ desktop: 9, mobile: 6 });
    expect(found.config.viewType).toBe("LIVESTREAM");
    expect(found.permissions.canLivestream).toBe(true);
    expect(found.permissions.plugins.config).toStrictEqual({
      "ff7e7fbd-1e5b-4e0a-a0e9-1f3f7a3c9f2b": { accessControl: "VIEW_ONLY" },
    });
    expect(found.ui.designTokens.colors.brand["500"]).toBe("#2160fd");
    expect(found.ui.designTokens.spacingBase).toBe(4);
  });

  it("finds it on whatever page, and says what there is where there is none", async () => {
    const { client } = await start();
    for (let n = 0; n < 102; n += 1)
      await client.realtimeKit.presets.create(app_id, { account_id, ...preset(`p${n}`) });
    expect((await getPreset({ name: "p101" })).name).toBe("p101");
    expect(await messageOf(getPreset({ name: "p102" }))).toMatch(
      /^getPreset: name: there is no preset with the name "p102" in app [\w-]+; it has "p0", .*"p9" and 92 more$/,
    );
    expect(await messageOf(getPreset({ id: "x" }))).toMatch(
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

  it("gives the whole, and by day only where it is asked for", async () => {
    const started = await start();
    await twoDays(started);
    const whole = { count: 1, totalIngestSeconds: 3, totalViewerSeconds: 30 };
    await started.control.clearRequests();
    expect(await getLivestreamAnalytics()).toStrictEqual(whole);
    expect(await started.requests()).toStrictEqual(["GET /analytics/livestreams/overall"]);
    expect(await getLivestreamAnalytics({ daywise: true })).toStrictEqual({
      ...whole,
      daywise: [
        { date: "2026-01-01", count: 1, totalIngestSeconds: 1, totalViewerSeconds: 10 },
        { date: "2026-01-02", count: 1, totalIngestSeconds: 2, totalViewerSeconds: 20 },
      ],
    });
  });

  it("looks within a range, which the API wants in seconds", async () => {
    const started = await start();
    await twoDays(started);
    const range = { startTime: "2026-01-02", endTime: "2026-01-02T23:59:59.900+00:00" };
    const found = await getLivestreamAnalytics({ ...range, daywise: true });
    expect([found.totalIngestSeconds, found.daywise?.length]).toStrictEqual([2, 1]);
    const queries = (await started.requests()).filter((line) => line.includes("analytics"));
    const query = "start_time=1767312000&end_time=1767398399";
    expect(queries.sort()).toStrictEqual([
      `GET /analytics/livestreams/daywise?${query}`,
      `GET /analytics/livestreams/overall?${query}`,
    ]);
  });

  it("counts nothing as nought", async () => {
    const { control } = await start();
    const data = { count: 0, total_ingest_seconds: null };
    await control.fault({ path: "overall", status: 200, body: { success: true, data } });
    const none = { count: 0, totalIngestSeconds: 0, totalViewerSeconds: 0 };
    expect(await getLivestreamAnalytics()).toStrictEqual(none);
  });
});
