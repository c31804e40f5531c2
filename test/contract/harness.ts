import assert from "node:assert/strict";
import { APIError } from "cloudflare";
import type { ClientOptions } from "cloudflare/client";
import { BaseApps } from "cloudflare/resources/realtime-kit/apps";
import { BaseLivestreams } from "cloudflare/resources/realtime-kit/livestreams";
import { BaseMeetings } from "cloudflare/resources/realtime-kit/meetings";
import { BasePresets, type PresetCreateParams } from "cloudflare/resources/realtime-kit/presets";
import { BaseWebhooks } from "cloudflare/resources/realtime-kit/webhooks";
import { BaseLiveInputs } from "cloudflare/resources/stream/live-inputs/live-inputs";
import { BaseOutputs } from "cloudflare/resources/stream/live-inputs/outputs";
import { createClient } from "cloudflare/tree-shakable";
import type { EmulatorOptions } from "../../emulator/server.ts";
import { emulatorPerTest, KIT } from "../support/emulator.ts";

/** As the SDK has its parameters. */
export { ACCOUNT as account_id, APP as app_id, KIT as kit } from "../support/emulator.ts";

/** What `POST …/livestreams` answers on the seed page; the SDK has no type for it. */
export interface MadeLivestream {
  success: boolean;
  data: {
    id: string;
    name: string;
    status: string;
    meeting_id: null;
    ingest_server: string;
    stream_key: string;
    playback_url: string;
  };
}

/** The official SDK against an emulator. It tries once: each test sees each answer. */
export function sdk(baseURL: string, options: ClientOptions = {}) {
  return createClient({
    baseURL,
    apiToken: "any-token",
    maxRetries: 0,
    ...options,
    resources: [
      BaseApps,
      BaseLivestreams,
      BaseMeetings,
      BasePresets,
      BaseWebhooks,
      BaseLiveInputs,
      BaseOutputs,
    ],
  });
}

/** Starts emulators that are closed after each test of the file, with the SDK as their client. */
export function startPerTest() {
  const open = emulatorPerTest();
  return async (options: Partial<EmulatorOptions> = {}) => {
    const emulator = await open(options);
    const client = sdk(emulator.baseUrl);
    const create = (name?: string) =>
      client.post<MadeLivestream>(`${KIT}/livestreams`, {
        body: name === undefined ? {} : { name },
      });
    return { data: emulator.data, emulator, client, create, control: emulator.control };
  };
}

/** The refusal that a call meets; fails where it succeeds or never gets an answer. */
export async function refusal(call: Promise<unknown>): Promise<APIError> {
  const error: unknown = await call.then(
    (answer) => assert.fail(`expected a refusal, got ${JSON.stringify(answer)}`),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof APIError, String(error));
  return error;
}

/** Checks for RealtimeKit's envelope of an error; answers its message. */
export async function kitRefusal(call: Promise<unknown>, status: number): Promise<string> {
  const error = await refusal(call);
  expect(error.status).toBe(status);
  const body: { error?: { message?: string } } = error.error ?? {};
  const message = body.error?.message ?? "";
  expect(error.error).toStrictEqual({ success: false, error: { code: status, message } });
  expect(message).not.toBe("");
  return message;
}

/** Checks for Stream's envelope of an error; answers its message. */
export async function streamRefusal(
  call: Promise<unknown>,
  status: number,
  code: number,
): Promise<string> {
  const error = await refusal(call);
  expect(error.status).toBe(status);
  const message = error.errors[0]?.message ?? "";
  expect(error.error).toStrictEqual({
    result: null,
    success: false,
    errors: [{ code, message }],
    messages: [],
  });
  expect(message).not.toBe("");
  return message;
}

/** A whole preset, as a host's. */
export function preset(name: string): Omit<PresetCreateParams, "account_id"> {
  const color = "#2160fd";
  return {
    name,
    config: {
      max_screenshare_count: 3,
      max_video_streams: { desktop: 9, mobile: 6 },
      media: {
        screenshare: { frame_rate: 5, quality: "hd" },
        video: { frame_rate: 30, quality: "vga" },
      },
      view_type: "LIVESTREAM",
    },
    permissions: {
      accept_waiting_requests: true,
      can_accept_production_requests: true,
      can_change_participant_permissions: true,
      can_edit_display_name: true,
      can_livestream: true,
      can_record: true,
      can_spotlight: true,
      chat: {
        private: { can_receive: true, can_send: true, files: true, text: true },
        public: { can_send: true, files: true, text: true },
      },
      connected_meetings: {
        can_alter_connected_meetings: false,
        can_switch_connected_meetings: false,
        can_switch_to_parent_meeting: false,
      },
      disable_participant_audio: true,
      disable_participant_screensharing: true,
      disable_participant_video: true,
      hidden_participant: false,
      kick_participant: true,
      media: {
        audio: { can_produce: "ALLOWED" },
        screenshare: { can_produce: "ALLOWED" },
        video: { can_produce: "ALLOWED" },
      },
      pin_participant: true,
      plugins: {
        can_close: true,
        can_edit_config: true,
        can_start: true,
        config: { "ff7e7fbd-1e5b-4e0a-a0e9-1f3f7a3c9f2b": { access_control: "VIEW_ONLY" } },
      },
      polls: { can_create: true, can_view: true, can_vote: true },
      recorder_type: "NONE",
      show_participant_list: true,
      waiting_room_type: "SKIP",
    },
    ui: {
      design_tokens: {
        border_radius: "rounded",
        border_width: "thin",
        colors: {
          background: { "600": color, "700": color, "800": color, "900": color, "1000": color },
          brand: { "300": color, "400": color, "500": color, "600": color, "700": color },
          danger: color,
          success: color,
          text: color,
          text_on_brand: color,
          video_bg: color,
          warning: color,
        },
        spacing_base: 4,
        theme: "dark",
      },
    },
  };
}
