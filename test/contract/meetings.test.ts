import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { account_id, app_id, kit, kitRefusal, preset, start } from "./harness.ts";

const inApp = { account_id, app_id };

describe("meetings", () => {
  it("creates one, with the API's defaults for what is not said", async (t) => {
    const { client } = await start(t);
    const { meetings } = client.realtimeKit;
    const { data } = await meetings.create(app_id, { account_id });
    const { id = "", created_at, updated_at, ...rest } = data ?? {};
    assert.equal(created_at, updated_at);
    assert.deepEqual(rest, {
      status: "ACTIVE",
      live_stream_on_start: false,
      record_on_start: false,
      persist_chat: false,
      summarize_on_end: false,
      transcribe_on_end: false,
      session_keep_alive_time_in_secs: 60,
    });
    assert.deepEqual((await meetings.getMeetingByID(id, inApp)).data, data);
  });

  it("keeps the RTMP target and the region, and never shows storage credentials", async (t) => {
    const { client } = await start(t);
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
    assert.deepEqual([data.title, data.preferred_region], ["Stage", "eu-central-1"]);
    assert.deepEqual(data.recording_config, {
      live_streaming_config: body.recording_config.live_streaming_config,
      storage_config: { type: "aws", region: "eu" },
    });
    assert.equal(JSON.stringify([made, data]).includes("planted"), false);
  });

  it("PATCH changes what is sent and the status; PUT replaces all but the status", async (t) => {
    const { client } = await start(t);
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
    assert.deepEqual(patched.data, {
      ...made.data,
      status: "INACTIVE",
      recording_config: { max_seconds: 60, file_name_prefix: "a" },
      updated_at: patched.data?.updated_at,
    });
    const replaced = await meetings.replaceMeetingByID(id, { ...inApp, title: "after" });
    const { title, status, persist_chat } = replaced.data ?? {};
    assert.deepEqual([title, status, persist_chat], ["after", "INACTIVE", false]);
    assert.equal("recording_config" in (replaced.data ?? {}), false);
    const body = { status: "ACTIVE" };
    const told = await kitRefusal(client.put(`${kit}/meetings/${id}`, { body }), 422);
    assert.equal(told, "status: unknown field");
  });

  it("has no delete, and refuses what is wrong with its path", async (t) => {
    const { client } = await start(t);
    const { data } = await client.realtimeKit.meetings.create(app_id, { account_id });
    await kitRefusal(client.delete(`${kit}/meetings/${data?.id ?? ""}`), 404);
    const body = {
      titel: "x",
      recording_config: { live_streaming_config: { rtmp_url: "https://example.com" } },
    };
    const told = await kitRefusal(client.post(`${kit}/meetings`, { body }), 422);
    const paths = told.split("; ").map((finding) => finding.split(":")[0]);
    assert.deepEqual(paths.sort(), ["recording_config.live_streaming_config.rtmp_url", "titel"]);
    await kitRefusal(client.realtimeKit.meetings.getMeetingByID("no-such-id", inApp), 404);
  });

  it("pages, searches and filters the list", async (t) => {
    const { client } = await start(t);
    const { meetings } = client.realtimeKit;
    for (const title of ["one", "two", "three"])
      await meetings.create(app_id, { account_id, title });
    const second = await meetings.get(app_id, { account_id, per_page: 2, page_no: 2 });
    assert.deepEqual(second.paging, { total_count: 3, start_offset: 3, end_offset: 3 });
    assert.equal(second.data[0]?.title, "three");
    const [found] = (await meetings.get(app_id, { account_id, search: "TWO" })).data;
    assert.equal(found?.title, "two");
    await meetings.updateMeetingByID(found.id, { ...inApp, status: "INACTIVE" });
    const inactive = await meetings.get(app_id, { account_id, status: "INACTIVE" });
    assert.deepEqual(
      inactive.data.map(({ title }) => title),
      ["two"],
    );
  });
});

describe("participants", () => {
  it("takes only a preset that exists, and gives a token to join with", async (t) => {
    const { client } = await start(t);
    const { meetings, presets } = client.realtimeKit;
    const meeting_id = (await meetings.create(app_id, { account_id })).data?.id ?? "";
    const add = (preset_name: string) =>
      meetings.addParticipant(meeting_id, { ...inApp, custom_participant_id: "u1", preset_name });
    assert.match(await kitRefusal(add("host"), 422), /^preset_name: .*"host"/);
    const { data: host } = await presets.create(app_id, { account_id, ...preset("host") });
    const { data: added } = await add("host");
    assert.match(added?.token ?? "", /^\S{20,}$/);

    const inMeeting = { ...inApp, meeting_id };
    const id = added?.id ?? "";
    const list = await meetings.getMeetingParticipants(meeting_id, inApp);
    assert.deepEqual(list.paging, { total_count: 1, start_offset: 1, end_offset: 1 });
    assert.deepEqual({ ...list.data[0], token: added?.token }, added);
    const edited = await meetings.editParticipant(id, { ...inMeeting, name: "Ada" });
    assert.equal(edited.data?.name, "Ada");
    const other = meetings.editParticipant(id, { ...inMeeting, preset_name: "none" });
    await kitRefusal(other, 422);
    const { data } = await meetings.refreshParticipantToken(id, inMeeting);
    assert.notEqual(data.token, added?.token);
    const removed = await meetings.deleteMeetingParticipant(id, inMeeting);
    assert.equal(removed.data?.preset_id, host.id);
    await kitRefusal(meetings.getMeetingParticipant(id, inMeeting), 404);
  });
});

describe("a meeting's livestream", () => {
  it("starts, is read, stands in the list of livestreams, and stops", async (t) => {
    const { client, create } = await start(t);
    const { meetings, livestreams } = client.realtimeKit;
    const meeting = (await meetings.create(app_id, { account_id })).data?.id ?? "";
    const active = () => livestreams.getMeetingActiveLivestreams(meeting, inApp);
    await kitRefusal(active(), 404);
    await kitRefusal(livestreams.stopLivestreamingAMeeting(meeting, inApp), 404);

    const { data } = await livestreams.startLivestreamingAMeeting(meeting, { ...inApp, name: "x" });
    assert.equal(data?.status, "LIVE");
    const read = await active();
    assert.deepEqual([read.data?.id, read.data?.meeting_id], [data.id, meeting]);
    const again = livestreams.startLivestreamingAMeeting(meeting, inApp);
    assert.match(await kitRefusal(again, 409), /livestreamed already/);

    const { data: independent } = await create("independent");
    const listed = async (exclude_meetings: boolean) => {
      const query = { exclude_meetings };
      const page = await client.get<{ data: { id: string }[] }>(`${kit}/livestreams`, { query });
      return page.data.map(({ id }) => id);
    };
    assert.deepEqual(await listed(false), [independent.id, data.id]);
    assert.deepEqual(await listed(true), [independent.id]);

    const stopped = await livestreams.stopLivestreamingAMeeting(meeting, inApp);
    assert.equal(typeof stopped.data?.message, "string");
    await kitRefusal(active(), 404);
    const next = await livestreams.startLivestreamingAMeeting(meeting, inApp);
    assert.notEqual(next.data?.id, data.id);
  });

  it("starts when somebody joins a meeting with live_stream_on_start", async (t) => {
    const { client, control } = await start(t);
    const { meetings, livestreams } = client.realtimeKit;
    const meeting = async (live_stream_on_start: boolean) =>
      (await meetings.create(app_id, { account_id, live_stream_on_start })).data?.id ?? "";
    assert.equal(await control.startMeeting(await meeting(false)), null);
    const id = await meeting(true);
    const livestream = await control.startMeeting(id);
    const active = await livestreams.getMeetingActiveLivestreams(id, inApp);
    assert.equal(active.data?.id, livestream);
    await control.endMeeting(id);
    await kitRefusal(livestreams.getMeetingActiveLivestreams(id, inApp), 404);
  });

  it("does not start in an INACTIVE meeting", async (t) => {
    const { client } = await start(t);
    const { meetings, livestreams } = client.realtimeKit;
    const id = (await meetings.create(app_id, { account_id })).data?.id ?? "";
    await meetings.updateMeetingByID(id, { ...inApp, status: "INACTIVE" });
    const call = livestreams.startLivestreamingAMeeting(id, inApp);
    assert.match(await kitRefusal(call, 409), /INACTIVE/);
  });
});
