import assert from "node:assert/strict";
import { getLivestream } from "../../module.ts";
import { kit } from "../contract/harness.ts";
import { AT, messageOf, startPerTest } from "./harness.ts";

const start = startPerTest();

/** A livestream that has been on air for an hour and is on air again. */
async function onAir() {
  const started = await start();
  const { data: made } = await started.create("keynote");
  const status = started.control.setLivestreamStatus;
  await status(made.id, { status: "LIVE", at: AT.begin });
  await status(made.id, { status: "IDLE", at: AT.end, ingestSeconds: 3600, viewerSeconds: 7200 });
  await status(made.id, { status: "LIVE", at: AT.nextDay, ingestSeconds: 30, viewerSeconds: 45 });
  return { ...started, made, id: made.id };
}

describe("getLivestream", () => {
  it("finds one that was never on air, with what it was made with", async () => {
    const { create, requests, control } = await start();
    const { data: made } = await create("quiet");
    await control.clearRequests();
    expect(await getLivestream({ id: made.id })).toStrictEqual({
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
    expect(await requests()).toStrictEqual([`GET /livestreams/${made.id}?page_no=1&per_page=100`]);
  });

  it("tells status, seconds and the active session in the flat form", async () => {
    const { id } = await onAir();
    const found = await getLivestream({ id });
    expect(found.status).toBe("LIVE");
    expect([found.ingestSeconds, found.viewerSeconds]).toStrictEqual([3630, 7245]);
    const { activeSession } = found;
    assert.ok(activeSession);
    expect(activeSession).toStrictEqual({
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
    expect(found.sessions).toStrictEqual([activeSession]);
  });

  it("tells the same in the nested form, with the seconds of the session that it shows", async () => {
    const { id, made, control } = await onAir();
    await control.quirks({ livestreamDetails: "sdk", disabled: "string", offlineStatus: "IDLE" });
    const found = await getLivestream({ id });
    expect(found.status).toBe("LIVE");
    expect(found.streamKey).toBe(made.stream_key);
    expect(found.disabled).toBe(false);
    expect(found.createdAt ?? "").toMatch(/^\d{4}-\d\d-\d\dT/);
    expect(found.sessionCount).toBe(2);
    expect([found.ingestSeconds, found.viewerSeconds]).toStrictEqual([30, 45]);
    expect(found.sessions.length).toBe(1);
    expect(found.activeSession).toStrictEqual(found.sessions[0]);

    await control.setLivestreamStatus(id, { status: "IDLE", at: AT.nextDay, ingestSeconds: 31 });
    const after = await getLivestream({ id });
    expect([after.status, after.activeSession]).toStrictEqual(["IDLE", undefined]);
    expect(after.sessions[0]?.stoppedTime).toBe(AT.nextDay);
    expect(after.ingestSeconds).toBe(31);
  });

  it("tells what went wrong", async () => {
    const { id, control } = await onAir();
    await control.quirks({ livestreamDetails: "sdk" });
    await control.setLivestreamStatus(id, { status: "ERRORED", errorMessage: "no keyframes" });
    const found = await getLivestream({ id });
    expect([found.status, found.activeSession]).toStrictEqual(["ERRORED", undefined]);
    expect(found.sessions[0]?.errMessage).toBe("no keyframes");
  });

  it("reads sessions to the end where the API pages them", async () => {
    const { id, made, control, requests } = await onAir();
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
    expect(found.sessions.map((each) => each.id)).toStrictEqual(["s1", "s2", "s3", "s4", "s5"]);
    expect([found.ingestSeconds, found.viewerSeconds, found.sessionCount]).toStrictEqual([
      15, 150, 5,
    ]);
    expect(await requests()).toStrictEqual(
      [1, 2, 3].map((page) => `GET /livestreams/${id}?page_no=${page}&per_page=100`),
    );
  });

  it("passes a status on that it does not know, and takes true as text", async () => {
    const { id, made, control } = await onAir();
    const data = { livestream: { ...made, status: "PAUSED", disabled: "true" } };
    await control.fault({ path: `livestreams/${id}$`, status: 200, body: { success: true, data } });
    const found = await getLivestream({ id });
    expect([found.status, found.disabled]).toStrictEqual(["PAUSED", true]);
  });

  it("refuses an answer that is not what the API promises", async () => {
    const { id, control } = await onAir();
    const body = { success: true, data: { livestream: { id } } };
    await control.fault({ path: `livestreams/${id}$`, status: 200, body });
    expect(await messageOf(getLivestream({ id }))).toMatch(
      /^getLivestream: GET livestream .*: the API returned an unexpected response/,
    );
  });
});

describe("getLivestream by name", () => {
  it("finds the one, on whatever page it is", async () => {
    const { create } = await start();
    const { data: first } = await create("the-first");
    for (let n = 0; n < 104; n += 1) await create(`other-${n}`);
    const found = await getLivestream({ name: "the-first" });
    expect([found.id, found.name]).toStrictEqual([first.id, "the-first"]);
    expect(await messageOf(getLivestream({ name: "The-First" }))).toMatch(
      /^getLivestream: name: there is no livestream with the name "The-First" in app [\w-]+; it has "other-\d+", .* and 95 more$/,
    );
  });

  it("lists the ids where several have the name", async () => {
    const { create } = await start();
    const ids = [await create("twin"), await create("twin")].map(({ data }) => data.id);
    const message = await messageOf(getLivestream({ name: "twin" }));
    expect(message).toMatch(/^getLivestream: name: 2 livestreams in app [\w-]+ are named "twin": /);
    for (const id of ids) expect(message).toContain(id);
    expect(message).toMatch(/; give the id of one of them$/);
  });

  it("finds the one whose automatic name was made of it, and lists those where it is not one", async () => {
    const { create } = await start();
    const { data: exact } = await create("opening");
    await create("opening-0a1b2c3");
    expect((await getLivestream({ name: "opening" })).id).toBe(exact.id);
    const { data: automatic } = await create("keynote-0a1b2c3");
    await create("keynote-of-another");
    expect((await getLivestream({ name: "keynote" })).id).toBe(automatic.id);
    await create("keynote-4d5e6f7");
    expect(await messageOf(getLivestream({ name: "keynote" }))).toMatch(
      /^getLivestream: name: 2 livestreams in app [\w-]+ have an automatic name with the logical name "keynote": (keynote-\w{7} \([\w-]+\)(, |; )){2}give the id of one of them$/,
    );
  });

  it("finds a meeting's", async () => {
    const { client } = await start();
    const meeting = await client.post<{ data: { id: string } }>(`${kit}/meetings`, {
      body: { title: "Town hall" },
    });
    await client.post(`${kit}/meetings/${meeting.data.id}/livestreams`, {
      body: { name: "town-hall" },
    });
    const found = await getLivestream({ name: "town-hall" });
    expect([found.status, found.meetingId]).toStrictEqual(["LIVE", meeting.data.id]);
  });

  it("says that there is none, and what there is", async () => {
    const { create } = await start();
    expect(await messageOf(getLivestream({ id: "no-such-id" }))).toMatch(
      /^getLivestream: id: there is no livestream with the id "no-such-id" in app [\w-]+; it has none$/,
    );
    const { data } = await create("only");
    const message = await messageOf(getLivestream({ id: "no-such-id" }));
    expect(message.endsWith(`; it has "${data.id}"`)).toBe(true);
  });
});
