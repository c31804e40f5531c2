/** Every call of the SDK that the emulator answers, made once with all fields. */
import type { MeetingCreateParams } from "cloudflare/resources/realtime-kit/meetings";
import { toWire } from "../../provider/client/wire.ts";
import { meetingSchema } from "../../provider/resources/meeting/inputs.ts";
import { preset as sentPreset, sdk } from "../contract/harness.ts";
import { ACCOUNT, APP, KIT } from "../support/account.ts";
import type { TestEmulator } from "../support/emulator.ts";
import { wholeMeeting } from "../support/whole-meeting.ts";
import type { SdkCall } from "./schemas.ts";

/** A call and the complete JSON of its response; undefined if it has none. */
export interface Made {
  readonly name: SdkCall["name"];
  readonly body: unknown;
}

/** Calls of the SDK that the emulator does not serve, because the package does not use them. */
export const NOT_SERVED: Readonly<Record<string, string>> = {
  "livestreams.getOrgAnalytics":
    "minutes of meetings and recordings, which no resource or lookup reads",
};

const account_id = ACCOUNT;
const inApp = { account_id, app_id: APP };

interface Asked {
  asResponse(): Promise<Response>;
}

/** Makes all calls, in the order in which each needs the one before. */
export async function makeCalls({ baseUrl, control }: TestEmulator): Promise<Made[]> {
  const client = sdk(baseUrl);
  const { apps, livestreams, meetings, presets, webhooks } = client.realtimeKit;
  const { liveInputs } = client.stream;
  const { outputs } = liveInputs;
  const made: Made[] = [];
  /** Answers the id of what the response is about. */
  const call = async (name: SdkCall["name"], asked: Asked): Promise<string> => {
    const text = await (await asked.asResponse()).text();
    const body: unknown = text === "" ? undefined : JSON.parse(text);
    made.push({ name, body });
    const { data, result } = (body ?? {}) as Record<string, Record<string, unknown> | undefined>;
    const { id, uid } = data ?? result ?? {};
    return String(id ?? uid);
  };

  await call("apps.post", apps.post({ account_id, name: "another" }));
  await call("apps.get", apps.get({ account_id }));

  const whole = wholePreset();
  const preset = await call("presets.create", presets.create(APP, { account_id, ...whole }));
  await call("presets.get", presets.get(APP, { account_id }));
  await call("presets.getPresetByID", presets.getPresetByID(preset, inApp));
  await call("presets.update", presets.update(preset, { ...inApp, name: "host" }));
  const replaced = { ...inApp, ...whole };
  await call("presets.replacePresetByID", presets.replacePresetByID(preset, replaced));

  const hook = { name: "status", url: "https://example.com/hook", enabled: true };
  const events: ["meeting.started"] = ["meeting.started"];
  const webhook = await call(
    "webhooks.createWebhook",
    webhooks.createWebhook(APP, { account_id, ...hook, events }),
  );
  await call("webhooks.getWebhooks", webhooks.getWebhooks(APP, { account_id }));
  await call("webhooks.getWebhookByID", webhooks.getWebhookByID(webhook, inApp));
  await call("webhooks.editWebhook", webhooks.editWebhook(webhook, { ...inApp, enabled: false }));
  const nextHook = { ...inApp, ...hook, events };
  await call("webhooks.replaceWebhook", webhooks.replaceWebhook(webhook, nextHook));
  await call("webhooks.deleteWebhook", webhooks.deleteWebhook(webhook, inApp));

  const body = meetingBody();
  const meeting = await call("meetings.create", meetings.create(APP, { account_id, ...body }));
  await call("meetings.get", meetings.get(APP, { account_id }));
  await call("meetings.getMeetingByID", meetings.getMeetingByID(meeting, inApp));
  await call("meetings.updateMeetingByID", meetings.updateMeetingByID(meeting, inApp));
  const nextMeeting = { ...inApp, ...body };
  await call("meetings.replaceMeetingByID", meetings.replaceMeetingByID(meeting, nextMeeting));

  const someone = {
    ...{ custom_participant_id: "someone", preset_name: whole.name, name: "Someone" },
    picture: "https://example.com/someone.png",
  };
  const participant = await call(
    "meetings.addParticipant",
    meetings.addParticipant(meeting, { ...inApp, ...someone }),
  );
  const inMeeting = { ...inApp, meeting_id: meeting };
  await call("meetings.getMeetingParticipants", meetings.getMeetingParticipants(meeting, inApp));
  await call(
    "meetings.getMeetingParticipant",
    meetings.getMeetingParticipant(participant, inMeeting),
  );
  await call("meetings.editParticipant", meetings.editParticipant(participant, inMeeting));
  await call(
    "meetings.refreshParticipantToken",
    meetings.refreshParticipantToken(participant, inMeeting),
  );
  await call(
    "meetings.deleteMeetingParticipant",
    meetings.deleteMeetingParticipant(participant, inMeeting),
  );

  const livestream = await call(
    "livestreams.startLivestreamingAMeeting",
    livestreams.startLivestreamingAMeeting(meeting, inApp),
  );
  await call(
    "livestreams.getMeetingActiveLivestreams",
    livestreams.getMeetingActiveLivestreams(meeting, inApp),
  );
  await call(
    "livestreams.getActiveLivestreamsForLivestreamID",
    livestreams.getActiveLivestreamsForLivestreamID(livestream, inApp),
  );
  const session = await activeSession(client, livestream);
  // An ended session has all fields.
  await control.setLivestreamStatus(livestream, { status: "ERRORED", errorMessage: "no video" });
  await call(
    "livestreams.getLivestreamSessionDetailsForSessionID",
    livestreams.getLivestreamSessionDetailsForSessionID(session, inApp),
  );
  await livestreams.startLivestreamingAMeeting(meeting, inApp);
  await call(
    "livestreams.stopLivestreamingAMeeting",
    livestreams.stopLivestreamingAMeeting(meeting, inApp),
  );
  await call(
    "livestreams.getLivestreamSessionForLivestreamID",
    livestreams.getLivestreamSessionForLivestreamID(livestream, inApp),
  );
  await call("livestreams.getAllLivestreams", livestreams.getAllLivestreams(APP, { account_id }));
  const range = { account_id };
  await call(
    "livestreams.getLivestreamAnalyticsComplete",
    livestreams.getLivestreamAnalyticsComplete(APP, range),
  );
  await call(
    "livestreams.getLivestreamAnalyticsDaywise",
    livestreams.getLivestreamAnalyticsDaywise(APP, range),
  );

  const settings = {
    ...{ account_id, enabled: true, preferLowLatency: true, defaultCreator: "somebody" },
    ...{ deleteRecordingAfterDays: 45, meta: { name: "hub" } },
    recording: {
      ...{ mode: "automatic" as const, timeoutSeconds: 10, requireSignedURLs: true },
      ...{ allowedOrigins: ["example.com"], hideLiveViewerCount: true },
    },
  };
  const input = await call("liveInputs.create", liveInputs.create(settings));
  await call("liveInputs.list", liveInputs.list({ account_id }));
  await call("liveInputs.get", liveInputs.get(input, { account_id }));
  await call("liveInputs.update", liveInputs.update(input, settings));
  const target = { account_id, url: "rtmps://live.example.com/app", streamKey: "a-stream-key" };
  const output = await call("outputs.create", outputs.create(input, target));
  await call("outputs.list", outputs.list(input, { account_id }));
  const inInput = { account_id, live_input_identifier: input };
  await call("outputs.update", outputs.update(output, { ...inInput, enabled: false }));
  await call("outputs.delete", outputs.delete(output, inInput));
  await call("liveInputs.delete", liveInputs.delete(input, { account_id }));
  await call("presets.delete", presets.delete(preset, inApp));
  return made;
}

async function activeSession(
  client: { get: (path: string) => Promise<unknown> },
  livestream: string,
): Promise<string> {
  const path = `${KIT}/livestreams/${livestream}/active-livestream-session`;
  const { data } = (await client.get(path)) as { data: { session: { id: string } } };
  return data.session.id;
}

function wholePreset() {
  const body = sentPreset("host");
  const { media } = body.config;
  return {
    ...body,
    config: {
      ...body.config,
      media: {
        ...media,
        video: { ...media.video, simulcast: false },
        audio: { enable_high_bitrate: true, enable_stereo: true },
      },
      livestream_viewer_qualities: [360, 720],
    },
    permissions: {
      ...body.permissions,
      ...{ accept_stage_requests: true, is_recorder: false, stage_enabled: true },
      plugins: {
        ...body.permissions.plugins,
        config: { "a-plugin": { access_control: "VIEW_ONLY" as const, handles_view_only: true } },
      },
      ...{ stage_access: "ALLOWED" as const, transcription_enabled: true },
    },
    ui: {
      design_tokens: {
        ...body.ui.design_tokens,
        ...{ font_family: "Inter", google_font: "Inter", logo: "https://example.com/logo.png" },
      },
    },
  };
}

/** All fields that the SDK types; the region is not among them, and the status only in those of a change. */
function meetingBody(): Omit<MeetingCreateParams, "account_id"> {
  const body = toWire(meetingSchema, wholeMeeting) as MeetingCreateParams;
  const storage_config = {
    ...{ type: "aws" as const, bucket: "recordings", path: "/", region: "us-east-1" },
    ...{ access_key: "AKIAEXAMPLE", secret: "a-secret-of-the-bucket" },
  };
  const recording_config = { ...body.recording_config, storage_config };
  return Object.fromEntries(
    Object.entries({ ...body, recording_config }).filter(
      ([key]) => key !== "preferred_region" && key !== "status",
    ),
  );
}
