import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { getLivestream } from "../../components/index.ts";
import { kit } from "../contract/harness.ts";
import { AT, messageOf, start } from "./harness.ts";

/** A livestream that has been on air for an hour and is on air again. */
async function onAir(t: TestContext) {
  const started = await start(t);
  const { data: made } = await started.create("keynote");
  const status = started.control.setLivestreamStatus;
  await status(made.id, { status: "LIVE", at: AT.begin });
  await status(made.id, { status: "IDLE", at: AT.end, ingestSeconds: 3600, viewerSeconds: 7200 });
  await status(made.id, { status: "LIVE", at: AT.nextDay, ingestSeconds: 30, viewerSeconds: 45 });
  return { ...started, made, id: made.id };
}

describe("getLivestream", () => {
  it("finds one that was never on air, with what it was made with", async (t) => {
    const { create, requests, control } = await start(t);
    const { data: made } = await create("quiet");
    await control.clearRequests();
    assert.deepEqual(await getLivestream({ id: made.id }), {
      id: made.id,
      name: "quiet",
      status: "OFFLINE",
      meetingId: undefined,
      disabled: undefined,
      ingestServer: made.ingest_server,
      streamKey: made.stream_key,
      ingestUrl: `${made.ingest_server}${made.stream_key}`,
      playbackUrl: made.playback_url,
      createdAt: undefined,
      updatedAt: undefined,
      ingestSeconds: 0,
      viewerSeconds: 0,
      sessions: [],
      sessionCount: undefined,
      activeSession: undefined,
    });
    assert.deepEqual(await requests(), [`GET /livestreams/${made.id}?page_no=1&per_page=100`]);
  });

  it("tells status, seconds and the active session in the flat form", async (t) => {
    const { id } = await onAir(t);
    const found = await getLivestream({ id });
    assert.equal(found.status, "LIVE");
    assert.deepEqual([found.ingestSeconds, found.viewerSeconds], [3630, 7245]);
    const { activeSession } = found;
    assert.ok(activeSession);
    assert.deepEqual(activeSession, {
      id: activeSession.id,
      livestreamId: id,
      invokedTime: AT.nextDay,
      startedTime: AT.nextDay,
      stoppedTime: undefined,
      // The one answer in which the API has them as text.
      ingestSeconds: 30,
      viewerSeconds: 45,
      errMessage: undefined,
      createdAt: AT.nextDay,
      updatedAt: AT.nextDay,
    });
    assert.deepEqual(found.sessions, [activeSession]);
  });

  it("tells the same in the nested form, with the seconds of the session that it shows", async (t) => {
    const { id, made, control } = await onAir(t);
    await control.quirks({ livestreamDetails: "sdk", disabled: "string", offlineStatus: "IDLE" });
    const found = await getLivestream({ id });
    assert.equal(found.status, "LIVE");
    assert.equal(found.streamKey, made.stream_key);
    assert.equal(found.disabled, false);
    assert.match(found.createdAt ?? "", /^\d{4}-\d\d-\d\dT/);
    assert.equal(found.sessionCount, 2);
    assert.deepEqual([found.ingestSeconds, found.viewerSeconds], [30, 45]);
    assert.equal(found.sessions.length, 1);
    assert.deepEqual(found.activeSession, found.sessions[0]);

    await control.setLivestreamStatus(id, { status: "IDLE", at: AT.nextDay, ingestSeconds: 31 });
    const after = await getLivestream({ id });
    assert.deepEqual([after.status, after.activeSession], ["IDLE", undefined]);
    assert.equal(after.sessions[0]?.stoppedTime, AT.nextDay);
    assert.equal(after.ingestSeconds, 31);
  });

  it("tells what went wrong", async (t) => {
    const { id, control } = await onAir(t);
    await control.quirks({ livestreamDetails: "sdk" });
    await control.setLivestreamStatus(id, { status: "ERRORED", errorMessage: "no keyframes" });
    const found = await getLivestream({ id });
    assert.deepEqual([found.status, found.activeSession], ["ERRORED", undefined]);
    assert.equal(found.sessions[0]?.errMessage, "no keyframes");
  });

  it("reads sessions to the end where the API pages them", async (t) => {
    const { id, made, control, requests } = await onAir(t);
    const path = `livestreams/${id}$`;
    const session = (n: number) => ({ id: `s${n}`, ingest_seconds: n, viewer_seconds: 10 * n });
    for (const list of [[1, 2], [3, 4], [5]]) {
      const data = {
        livestream: { ...made, status: "OFFLINE" },
        session: list.map(session),
        paging: { total_count: 5 },
      };
      await control.fault({ path, status: 200, body: { success: true, data } });
    }
    await control.clearRequests();
    const found = await getLivestream({ id });
    assert.deepEqual(
      found.sessions.map((each) => each.id),
      ["s1", "s2", "s3", "s4", "s5"],
    );
    assert.deepEqual([found.ingestSeconds, found.viewerSeconds, found.sessionCount], [15, 150, 5]);
    assert.deepEqual(
      await requests(),
      [1, 2, 3].map((page) => `GET /livestreams/${id}?page_no=${page}&per_page=100`),
    );
  });

  it("passes a status on that it does not know, and takes true as text", async (t) => {
    const { id, made, control } = await onAir(t);
    const data = { livestream: { ...made, status: "PAUSED", disabled: "true" } };
    await control.fault({ path: `livestreams/${id}$`, status: 200, body: { success: true, data } });
    const found = await getLivestream({ id });
    assert.deepEqual([found.status, found.disabled], ["PAUSED", true]);
  });

  it("refuses an answer that is not what the API promises", async (t) => {
    const { id, control } = await onAir(t);
    const body = { success: true, data: { livestream: { id } } };
    await control.fault({ path: `livestreams/${id}$`, status: 200, body });
    assert.match(
      await messageOf(getLivestream({ id })),
      /^getLivestream: GET livestream .*: the API's answer is not what it promises/,
    );
  });
});

describe("getLivestream by name", () => {
  it("finds the one, on whatever page it is", async (t) => {
    const { create } = await start(t);
    const { data: first } = await create("the-first");
    for (let n = 0; n < 104; n += 1) await create(`other-${n}`);
    const found = await getLivestream({ name: "the-first" });
    assert.deepEqual([found.id, found.name], [first.id, "the-first"]);
    assert.match(
      await messageOf(getLivestream({ name: "The-First" })),
      /^getLivestream: name: there is no livestream with the name "The-First" in app [\w-]+; it has "other-\d+", .* and 95 more$/,
    );
  });

  it("lists the ids where several have the name", async (t) => {
    const { create } = await start(t);
    const ids = [await create("twin"), await create("twin")].map(({ data }) => data.id);
    const message = await messageOf(getLivestream({ name: "twin" }));
    assert.match(message, /^getLivestream: name: 2 livestreams in app [\w-]+ are named "twin": /);
    for (const id of ids) assert.ok(message.includes(id), `${id} is missing in: ${message}`);
    assert.match(message, /; give the id of one of them$/);
  });

  it("finds a meeting's", async (t) => {
    const { client } = await start(t);
    const meeting = await client.post<{ data: { id: string } }>(`${kit}/meetings`, {
      body: { title: "Town hall" },
    });
    await client.post(`${kit}/meetings/${meeting.data.id}/livestreams`, {
      body: { name: "town-hall" },
    });
    const found = await getLivestream({ name: "town-hall" });
    assert.deepEqual([found.status, found.meetingId], ["LIVE", meeting.data.id]);
  });

  it("says that there is none, and what there is", async (t) => {
    const { create } = await start(t);
    assert.match(
      await messageOf(getLivestream({ id: "no-such-id" })),
      /^getLivestream: id: there is no livestream with the id "no-such-id" in app [\w-]+; it has none$/,
    );
    const { data } = await create("only");
    assert.ok(
      (await messageOf(getLivestream({ id: "no-such-id" }))).endsWith(`; it has "${data.id}"`),
    );
  });
});
