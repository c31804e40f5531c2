/** What the API must have after an up of livestreaming-stack.ts, feature by feature. */
import assert from "node:assert/strict";
import { assertSucceeded } from "../support/outcome.ts";
import { ACCOUNT, type Operation, type Project } from "../support/project.ts";
import { at, call, get, list, type Plain, textAt } from "./api.ts";
import { targetsAtApi } from "./livestreaming-stack.ts";
import { KIT, LIVE_INPUTS } from "./stack-under-test.ts";

const APPS = `/accounts/${ACCOUNT}/realtime/kit/apps`;
/** The webhook as it is declared first. */
export const WEBHOOK = { url: "https://example.com/hook", events: ["livestreaming.statusUpdate"] };

interface Seen {
  project: Project;
  /** The stack's outputs, secrets shown. */
  outputs: Plain;
}

/** The features, each shown by what the API has after one up. */
export const FEATURES: [feature: string, show: (seen: Seen) => Promise<void>][] = [
  ["livestream, its details, and its forms for OBS and ffmpeg", assertLivestream],
  ["app", assertApp],
  ["webhook", ({ project }) => assertWebhook(project, { ...WEBHOOK, enabled: true })],
  ["host and viewer on a stage", assertStage],
  ["a meeting that livestreams on start", assertLivestreamsOnStart],
  ["restream from a live input", (seen) => assertRestreamed(seen, "fromLiveInput")],
  ["restream from a livestream", assertFromLivestream],
  ["restream from a meeting", assertFromMeeting],
  ["restream from a stage", assertFromStage],
];

async function assertLivestream({ project, outputs }: Seen): Promise<void> {
  const declared = at(outputs, "livestreams.keynote");
  const id = textAt(declared, "id");
  const { name, ingest_server, stream_key, playback_url } = await get(
    project,
    `${KIT}/livestreams/${id}`,
  );
  expect(declared).toStrictEqual({
    id,
    name,
    ingestServer: ingest_server,
    streamKey: stream_key,
    ingestUrl: `${String(ingest_server)}${String(stream_key)}`,
    ffmpegCommand: expect.stringMatching(/^ffmpeg .* -f flv "rtmps:/) as string,
    playbackUrl: playback_url,
  });
  await project.control.setLivestreamStatus(id, {
    status: "LIVE",
    ingestSeconds: 60,
    viewerSeconds: 90,
  });
  const live = await get(project, `${KIT}/livestreams/${id}`);
  expect(live).toMatchObject({ status: "LIVE", ingest_seconds: 60, viewer_seconds: 90 });
}

async function assertApp({ project, outputs }: Seen): Promise<void> {
  const named = (await list(project, APPS)).filter(({ name }) => name === "events");
  expect(named.map(({ id }) => id)).toStrictEqual([textAt(outputs, "apps.events.id")]);
}

export async function assertWebhook(project: Project, wanted: Plain): Promise<void> {
  const [webhook, ...more] = await list(project, `${KIT}/webhooks`);
  expect(more).toStrictEqual([]);
  expect(webhook).toMatchObject(wanted);
}

/** The preset of that name, whole. */
async function presetNamed(project: Project, name: string): Promise<Plain> {
  const found = (await list(project, `${KIT}/presets`)).find((preset) => preset.name === name);
  return get(project, `${KIT}/presets/${textAt(found, "id")}`);
}

/** As an application server adds them, with nothing but the stack's outputs. */
async function assertStage({ project, outputs }: Seen): Promise<void> {
  const stage = at(outputs, "stages.webinar");
  const participants = `${KIT}/meetings/${textAt(stage, "meetingId")}/participants`;
  const roles = { anna: textAt(stage, "hostPreset"), ben: textAt(stage, "guestPreset") };
  for (const [custom_participant_id, preset_name] of Object.entries(roles))
    await call(project, "POST", participants, { custom_participant_id, preset_name });
  expect(
    (await list(project, participants)).map((one) => [one.custom_participant_id, one.preset_name]),
  ).toStrictEqual(Object.entries(roles));

  const host = await presetNamed(project, roles.anna);
  const viewer = await presetNamed(project, roles.ben);
  const can = [
    ["permissions.stage_access", "ALLOWED", "CAN_REQUEST"],
    ["permissions.media.video.can_produce", "ALLOWED", "CAN_REQUEST"],
    ["permissions.media.audio.can_produce", "ALLOWED", "CAN_REQUEST"],
    ["permissions.accept_stage_requests", true, false],
    ["permissions.can_livestream", true, false],
    ["permissions.polls.can_vote", true, false],
    ["config.view_type", "LIVESTREAM", "LIVESTREAM"],
  ];
  const paths = can.map(([path]) => String(path));
  expect(paths.map((path) => [path, at(host, path), at(viewer, path)])).toStrictEqual(can);
}

async function assertLivestreamsOnStart({ project, outputs }: Seen): Promise<void> {
  const id = textAt(outputs, "stages.webinar.meetingId");
  const started = await project.control.startMeeting(id);
  assert.ok(started);
  const active = await get(project, `${KIT}/meetings/${id}/active-livestream`);
  expect(active).toMatchObject({ id: started, meeting_id: id, status: "LIVE" });
  await project.control.endMeeting(id);
}

/** A hub as the API has it. */
async function hubOf({ project, outputs }: Seen, broadcast: string) {
  const id = textAt(outputs, `broadcasts.${broadcast}.liveInputId`);
  const hub = await get(project, `${LIVE_INPUTS}/${id}`);
  const ingestUrl = textAt(hub, "rtmps.url") + textAt(hub, "rtmps.streamKey");
  return { id, hub, ingestUrl };
}

/** What goes out of a hub, by the platforms' keys. */
async function targetsOf(project: Project, hub: string): Promise<Plain> {
  const outputs = await list(project, `${LIVE_INPUTS}/${hub}/outputs`);
  return Object.fromEntries(
    outputs.map(({ url, streamKey, enabled }): [string, unknown] => [
      String(streamKey),
      { url, enabled },
    ]),
  );
}

async function assertRestreamed(seen: Seen, broadcast: string): Promise<void> {
  const { id, hub, ingestUrl } = await hubOf(seen, broadcast);
  const declared = at(seen.outputs, `broadcasts.${broadcast}`);
  expect(["ingestServer", "streamKey", "ingestUrl"].map((key) => at(declared, key))).toStrictEqual([
    at(hub, "rtmps.url"),
    at(hub, "rtmps.streamKey"),
    ingestUrl,
  ]);
  const command = textAt(declared, "ffmpegCommand");
  expect(command).toMatch(/^ffmpeg /);
  expect(command.split(" -f flv ").at(-1)).toBe(`"${ingestUrl}"`);
  expect(await targetsOf(seen.project, id)).toMatchObject(targetsAtApi(broadcast));
}

async function assertFromLivestream(seen: Seen): Promise<void> {
  await assertRestreamed(seen, "fromLivestream");
  const { project, outputs } = seen;
  const livestreams = await list(project, `${KIT}/livestreams`);
  const shown = livestreams.find(({ name }) => String(name).startsWith("fromLivestream-"));
  const { id } = await hubOf(seen, "fromLivestream");
  expect(await targetsOf(project, id)).toStrictEqual({
    ...targetsAtApi("fromLivestream"),
    [textAt(shown, "stream_key")]: { url: textAt(shown, "ingest_server"), enabled: true },
  });
  expect(at(outputs, "broadcasts.fromLivestream.playbackUrl")).toBe(shown?.playback_url);
}

async function assertFeeds(project: Project, meeting: string, ingestUrl: string): Promise<void> {
  const held = await get(project, `${KIT}/meetings/${meeting}`);
  expect(at(held, "recording_config.live_streaming_config.rtmp_url")).toBe(ingestUrl);
  expect(held.record_on_start).toBe(true);
}

async function assertFromMeeting(seen: Seen): Promise<void> {
  await assertRestreamed(seen, "fromMeeting");
  const { ingestUrl } = await hubOf(seen, "fromMeeting");
  const meeting = textAt(seen.outputs, "broadcasts.fromMeeting.meetingId");
  await assertFeeds(seen.project, meeting, ingestUrl);
}

/** The stage's hub, of which it says nothing: known by the platforms' keys. */
async function stageHub(project: Project): Promise<string> {
  for (const { uid } of await list(project, LIVE_INPUTS)) {
    const keys = Object.keys(await targetsOf(project, String(uid)));
    if (keys.includes("youtube-key-of-stage")) return String(uid);
  }
  return assert.fail("no hub of the stage's");
}

async function assertFromStage({ project, outputs }: Seen): Promise<void> {
  const hub = await stageHub(project);
  expect(await targetsOf(project, hub)).toStrictEqual(targetsAtApi("stage"));
  const { rtmps } = await get(project, `${LIVE_INPUTS}/${hub}`);
  const ingestUrl = textAt(rtmps, "url") + textAt(rtmps, "streamKey");
  await assertFeeds(project, textAt(outputs, "stages.webinar.meetingId"), ingestUrl);
}

export async function assertTargets(
  project: Project,
  outputs: Plain,
  { twitchIsOn }: { twitchIsOn: boolean },
): Promise<void> {
  const hubs: Record<string, string> = { stage: await stageHub(project) };
  for (const source of ["fromLiveInput", "fromMeeting", "fromLivestream"])
    hubs[source] = textAt(outputs, `broadcasts.${source}.liveInputId`);
  for (const [source, hub] of Object.entries(hubs)) {
    expect(await targetsOf(project, hub)).toMatchObject(targetsAtApi(source, twitchIsOn));
  }
}

/** The ids of all targets. */
export async function targetIds(project: Project): Promise<string[]> {
  const hubs = await list(project, LIVE_INPUTS);
  const outputs = hubs.map(({ uid }) => list(project, `${LIVE_INPUTS}/${String(uid)}/outputs`));
  return (await Promise.all(outputs))
    .flat()
    .map(({ uid }) => String(uid))
    .sort();
}

export function assertKept(destroy: Operation, outputs: Plain): void {
  assertSucceeded(destroy);
  const { diagnostics, text } = destroy;
  const said = diagnostics.map(({ message }) => message.trim()).sort();
  const { id, name } = at(outputs, "livestreams.keynote") as Plain;
  const stays =
    "is no longer managed, but it still exists, because the API cannot delete livestreams. Its stream key and playback URL keep working.";
  const inactive =
    "is now INACTIVE, and participants can no longer join it. The API cannot delete meetings.";
  const wanted = [
    `The app events (${textAt(outputs, "apps.events.id")}) is no longer managed, but it still exists with everything in it, because the API cannot delete apps.`,
    `The livestream ${String(name)} (${String(id)}) ${stays}`,
    `The livestream fromLivestream-… ${stays}`,
    `The meeting fromMeeting-… (${textAt(outputs, "broadcasts.fromMeeting.meetingId")}) ${inactive}`,
    `The meeting webinar-… (${textAt(outputs, "stages.webinar.meetingId")}) ${inactive}`,
  ];
  const cleared = said.map((line) =>
    line
      .replace(/(fromMeeting|webinar)-[0-9a-f]{7}/, "$1-…")
      .replace(/fromLivestream-[0-9a-f]{7} \([0-9a-f-]{36}\)/, "fromLivestream-…"),
  );
  expect(cleared.sort()).toStrictEqual(wanted.sort());
  for (const line of said) expect(text).toContain(line);
}
