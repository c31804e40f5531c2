import type { PresetCreateParams } from "cloudflare/resources/realtime-kit/presets";
import type { IsEqual, Simplify } from "type-fest";
import { z } from "zod";

const flag = z.boolean();
const count = z.number().int().min(0);
const quality = z.enum(["hd", "vga", "qvga", "fhd", "uhd"]);
const access = z.enum(["ALLOWED", "NOT_ALLOWED", "CAN_REQUEST"]);
const color = z
  .string()
  .regex(/^#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i, "expected a hex colour such as #2160fd");

const config = z.strictObject({
  max_screenshare_count: count,
  max_video_streams: z.strictObject({ desktop: count, mobile: count }),
  media: z.strictObject({
    screenshare: z.strictObject({ frame_rate: count, quality }),
    video: z.strictObject({ frame_rate: count, quality, simulcast: flag.optional() }),
    audio: z
      .strictObject({ enable_high_bitrate: flag.optional(), enable_stereo: flag.optional() })
      .optional(),
  }),
  view_type: z.enum(["GROUP_CALL", "WEBINAR", "AUDIO_ROOM", "LIVESTREAM"]),
  livestream_viewer_qualities: z.array(z.number()).nullish(),
});

const permissions = z.strictObject({
  accept_waiting_requests: flag,
  can_accept_production_requests: flag,
  can_change_participant_permissions: flag,
  can_edit_display_name: flag,
  can_livestream: flag,
  can_record: flag,
  can_spotlight: flag,
  chat: z.strictObject({
    private: z.strictObject({ can_receive: flag, can_send: flag, files: flag, text: flag }),
    public: z.strictObject({ can_send: flag, files: flag, text: flag }),
  }),
  connected_meetings: z.strictObject({
    can_alter_connected_meetings: flag,
    can_switch_connected_meetings: flag,
    can_switch_to_parent_meeting: flag,
  }),
  disable_participant_audio: flag,
  disable_participant_screensharing: flag,
  disable_participant_video: flag,
  hidden_participant: flag,
  kick_participant: flag,
  media: z.strictObject({
    audio: z.strictObject({ can_produce: access }),
    screenshare: z.strictObject({ can_produce: access }),
    video: z.strictObject({ can_produce: access }),
  }),
  pin_participant: flag,
  plugins: z.strictObject({
    can_close: flag,
    can_edit_config: flag,
    can_start: flag,
    config: z.record(
      z.string(),
      z.looseObject({
        access_control: z.enum(["FULL_ACCESS", "VIEW_ONLY"]).optional(),
        handles_view_only: flag.optional(),
      }),
    ),
  }),
  polls: z.strictObject({ can_create: flag, can_view: flag, can_vote: flag }),
  recorder_type: z.enum(["RECORDER", "LIVESTREAMER", "NONE"]),
  show_participant_list: flag,
  waiting_room_type: z.enum(["SKIP", "ON_PRIVILEGED_USER_ENTRY", "SKIP_ON_ACCEPT"]),
  accept_stage_requests: flag.optional(),
  is_recorder: flag.optional(),
  stage_access: access.optional(),
  stage_enabled: flag.optional(),
  transcription_enabled: flag.optional(),
});

const designTokens = z.strictObject({
  border_radius: z.enum(["sharp", "rounded", "extra-rounded", "circular"]),
  border_width: z.enum(["none", "thin", "fat"]),
  colors: z.strictObject({
    background: z.strictObject({
      "600": color,
      "700": color,
      "800": color,
      "900": color,
      "1000": color,
    }),
    brand: z.strictObject({ "300": color, "400": color, "500": color, "600": color, "700": color }),
    danger: color,
    success: color,
    text: color,
    text_on_brand: color,
    video_bg: color,
    warning: color,
  }),
  spacing_base: z.number(),
  theme: z.enum(["darkest", "dark", "light"]),
  font_family: z.string().optional(),
  google_font: z.string().optional(),
  logo: z.string().optional(),
});

const sdkUi = z.strictObject({ design_tokens: designTokens });
const sdkBody = z.strictObject({
  name: z.string().min(1),
  config,
  permissions,
  ui: sdkUi,
});

// The SDK's type: a new version of the SDK that adds or removes a field fails the type check.
type SdkBody = Omit<PresetCreateParams, "account_id">;
true satisfies IsEqual<Simplify<z.infer<typeof sdkBody>>, Simplify<SdkBody>>;

const configDiff = z.looseObject({});

/** The complete body of POST and PUT: the SDK's type, and `ui.config_diff` (observed). */
export const presetBody = sdkBody.extend({
  ui: sdkUi.extend({ config_diff: configDiff.optional() }),
});

/** The same, with a required `ui.config_diff`. */
export const presetBodyWithConfigDiff = sdkBody.extend({
  ui: sdkUi.extend({ config_diff: configDiff }),
});

/** The complete body of a preset. */
export type PresetBody = z.infer<typeof presetBody>;
