import assert from "node:assert/strict";
import { account_id, app_id, kit, kitRefusal, preset, startPerTest } from "./harness.ts";

const start = startPerTest();

const inApp = { account_id, app_id };

describe("meetings", () => {
  it("creates one, with the API's defaults for what is not said", async () => {
    const { client } = await start();
    const { meetings } = client.realtimeKit;
    const { data } = await meetings.create(app_id, { account_id });
    const { id = "", created_at, updated_at, ...rest } = data ?? {};
    expect(created_at).toBe(updated_at);
    expect(rest).toStrictEqual({
      status: "ACTIVE",
      live_stream_on_start: false,
      record_on_start: false,
      persist_chat: false,
      summarize_on_end: false,
      transcribe_on_end: false,
      session_keep_alive_time_in_secs: 60,
    });
    expect((await meetings.getMeetingByID(id, inApp)).data).toStrictEqual(data);
  });

  it("keeps the RTMP target and the region, and never shows storage credentials", async () => {
    const { client } = await start();
    const body = {
      title: "Stage",
      preferred_region: "eu-central-1",
      recording_config: {
        live_streaming_config: { rtmp_url: "rtmps://live.example.com/live/key" },
        storage_config: {
          type: "aws",
          access_key: "AKIA-planted",
          secret: "planted",
          region: "eu",
        },
      },
    };
    const made = await client.post<{ data: { id: string } }>(`${kit}/meetings`, { body });
    const text = await client.get(`${kit}/meetings/${made.data.id}`).asResponse();
    const { data } = (await text.json()) as { data: Record<string, unknown> };
    expect([data.title, data.preferred_region]).toStrictEqual(["Stage", "eu-central-1"]);
    expect(data.recording_config).toStrictEqual({
      live_streaming_config: body.recording_config.live_streaming_config,
      storage_config: { type: "aws", region: "eu" },
    });
    expect(JSON.stringify([made, data]).includes("planted")).toBe(false);
  });

  it("PATCH changes what is sent and the status; PUT replaces all but the status", async () => {
    const { client } = await start();
    const { meetings } = client.realtimeKit;
    const made = await meetings.create(app_id, {
      account_id,
      title: "before",
      persist_chat: true,
      recording_config: { max_seconds: 600, file_name_prefix: "a" },
    });
    const id = made.data?.id ?? "";
    const patched = await meetings.updateMeetingByID(id, {
      ...inApp,
      status: "INACTIVE",
      recording_config: { max_seconds: 60 },
    });
    expect(patched.data).toStrictEqual({
      ...made.data,
      status: "INACTIVE",
      recording_config: { max_seconds: 60, file_name_prefix: "a" },
      updated_at: patched.data?.updated_at,
    });
    const replaced = await meetings.replaceMeetingByID(id, { ...inApp, title: "after" });
    const { title, status, persist_chat } = replaced.data ?? {};
    expect([title, status, persist_chat]).toStrictEqual(["after", "INACTIVE", false]);
    expect("recording_config" in (replaced.data ?? {})).toBe(false);
    const body = { status: "ACTIVE" };
    const told = await kitRefusal(client.put(`${kit}/meetings/${id}`, { body }), 422);
    expect(told).toBe("status: unknown field");
  });

  it("has no delete, and refuses what is wrong with its path", async () => {
    const { client } = await start();
    const { data } = await client.realtimeKit.meetings.create(app_id, { account_id });
    await kitRefusal(client.delete(`${kit}/meetings/${data?.id ?? ""}`), 404);
    const body = {
      titel: "x",
      recording_config: { live_streaming_config: { rtmp_url: "https://example.com" } },
    };
    const told = await kitRefusal(client.post(`${kit}/meetings`, { body }), 422);
    const paths = told.split("; ").map((finding) => finding.split(":")[0]);
    expect(paths.sort()).toStrictEqual([
      "recording_config.live_streaming_config.rtmp_url",
      "titel",
    ]);
    await kitRefusal(client.realtimeKit.meetings.getMeetingByID("no-such-id", inApp), 404);
  });

  it("pages, searches and filters the list", async () => {
    const { client } = await start();
    const { meetings } = client.realtimeKit;
    for (const title of ["one", "two", "three"])
      await meetings.create(app_id, { account_id, title });
    const second = await meetings.get(app_id, { account_id, per_page: 2, page_no: 2 });
    expect(second.paging).toStrictEqual({ total_count: 3, start_offset: 3, end_offset: 3 });
    expect(second.data[0]?.title).toBe("three");
    const [found] = (await meetings.get(app_id, { account_id, search: "TWO" })).data;
    expect(found?.title).toBe("two");
    await meetings.updateMeetingByID(found?.id ?? "", { ...inApp, status: "INACTIVE" });
    const inactive = await meetings.get(app_id, { account_id, status: "INACTIVE" });
    expect(inactive.data.map(({ title }) => title)).toStrictEqual(["two"]);
  });
});

describe("participants", () => {
  it("takes only a preset that exists, and gives a token to join with", async () => {
    const { client } = await start();
    const { meetings, presets } = client.realtimeKit;
    const meeting_id = (await meetings.create(app_id, { account_id })).data?.id ?? "";
    const add = (preset_name: string) =>
      meetings.addParticipant(meeting_id, { ...inApp, custom_participant_id: "u1", preset_name });
    expect(await kitRefusal(add("host"), 422)).toMatch(/^preset_name: .*"host"/);
    const { data: host } = await presets.create(app_id, { account_id, ...preset("host") });
    const { data: added } = await add("host");
    expect(added?.token ?? "").toMatch(/^\S{20,}$/);

    const inMeeting = { ...inApp, meeting_id };
    const id = added?.id ?? "";
    const list = await meetings.getMeetingParticipants(meeting_id, inApp);
    expect(list.paging).toStrictEqual({ total_count: 1, start_offset: 1, end_offset: 1 });
    expect({ ...list.data[0], token: added?.token }).toStrictEqual(added);
    const edited = await meetings.editParticipant(id, { ...inMeeting, name: "Ada" });
    expect(edited.data?.name).toBe("Ada");
    const other = meetings.editParticipant(id, { ...inMeeting, preset_name: "none" });
    await kitRefusal(other, 422);
    const { data } = await meetings.refreshParticipantToken(id, inMeeting);
    expect(data.token).not.toBe(added?.token);
    const removed = await meetings.deleteMeetingParticipant(id, inMeeting);
    expect(removed.data?.preset_id).toBe(host.id);
    await kitRefusal(meetings.getMeetingParticipant(id, inMeeting), 404);
  });
});

describe("a meeting's livestream", () => {
  it("starts, is read, stands in the list of livestreams, and stops", async () => {
    const { client, create } = await start();
    const { meetings, livestreams } = client.realtimeKit;
    const meeting = (await meetings.create(app_id, { account_id })).data?.id ?? "";
    const active = () => livestreams.getMeetingActiveLivestreams(meeting, inApp);
    await kitRefusal(active(), 404);
    await kitRefusal(livestreams.stopLivestreamingAMeeting(meeting, inApp), 404);

    const { data } = await livestreams.startLivestreamingAMeeting(meeting, { ...inApp, name: "x" });
    expect(data?.status).toBe("LIVE");
    const { id } = data ?? assert.fail();
    const read = await active();
    expect([read.data?.id, read.data?.meeting_id]).toStrictEqual([id, meeting]);
    const again = livestreams.startLivestreamingAMeeting(meeting, inApp);
    expect(await kitRefusal(again, 409)).toMatch(/livestreamed already/);

    const { data: independent } = await create("independent");
    const listed = async (exclude_meetings: boolean) => {
      const query = { exclude_meetings };
      const page = await client.get<{ data: { id: string }[] }>(`${kit}/livestreams`, { query });
      return page.data.map(({ id }) => id);
    };
    expect(await listed(false)).toStrictEqual([independent.id, id]);
    expect(await listed(true)).toStrictEqual([independent.id]);

    const stopped = await livestreams.stopLivestreamingAMeeting(meeting, inApp);
    expect(typeof stopped.data?.message).toBe("string");
    await kitRefusal(active(), 404);
    const next = await livestreams.startLivestreamingAMeeting(meeting, inApp);
    expect(next.data?.id).not.toBe(id);
  });

  it("starts when somebody joins a meeting with live_stream_on_start", async () => {
    const { client, control } = await start();
    const { meetings, livestreams } = client.realtimeKit;
    const meeting = async (live_stream_on_start: boolean) =>
      (await meetings.create(app_id, { account_id, live_stream_on_start })).data?.id ?? "";
    expect(await control.startMeeting(await meeting(false))).toBe(null);
    const id = await meeting(true);
    const livestream = await control.startMeeting(id);
    const active = await livestreams.getMeetingActiveLivestreams(id, inApp);
    expect(active.data?.id).toBe(livestream);
    await control.endMeeting(id);
    await kitRefusal(livestreams.getMeetingActiveLivestreams(id, inApp), 404);
  });

  it("does not start in an INACTIVE meeting", async () => {
    const { client } = await start();
    const { meetings, livestreams } = client.realtimeKit;
    const id = (await meetings.create(app_id, { account_id })).data?.id ?? "";
    await meetings.updateMeetingByID(id, { ...inApp, status: "INACTIVE" });
    const call = livestreams.startLivestreamingAMeeting(id, inApp);
    expect(await kitRefusal(call, 409)).toMatch(/INACTIVE/);
  });
});
