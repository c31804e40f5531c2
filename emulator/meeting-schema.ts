import type {
  MeetingCreateParams,
  MeetingUpdateMeetingByIDParams,
} from "cloudflare/resources/realtime-kit/meetings";
import type { IsEqual } from "type-fest";
import { z } from "zod";

const size = z.number().int().min(1).optional();

const aiConfig = z.strictObject({
  summarization: z
    .strictObject({
      summary_type: z
        .enum([
          "general",
          "team_meeting",
          "sales_call",
          "client_check_in",
          "interview",
          "daily_standup",
          "one_on_one_meeting",
          "lecture",
          "code_review",
        ])
        .optional(),
      text_format: z.enum(["plain_text", "markdown"]).optional(),
      word_limit: z.number().optional(),
    })
    .optional(),
  transcription: z
    .strictObject({
      keywords: z.array(z.string()).optional(),
      language: z
        .enum(["en-US", "en-IN", "de", "hi", "sv", "ru", "pl", "el", "fr", "nl"])
        .optional(),
      profanity_filter: z.boolean().optional(),
    })
    .optional(),
});

/** Fields that a client can write but not read (SDK). */
export const writeOnlyStorageFields: readonly string[] = [
  "access_key",
  "secret",
  "password",
  "private_key",
];

// The SDK's type has four overlapping forms and omits two of their fields.
const storageConfig = z.strictObject({
  type: z.enum(["aws", "azure", "digitalocean", "gcs", "sftp"]).optional(),
  auth_method: z.enum(["KEY", "PASSWORD"]).optional(),
  access_key: z.unknown().optional(),
  secret: z.string().optional(),
  password: z.string().optional(),
  private_key: z.string().optional(),
  bucket: z.string().optional(),
  host: z.string().optional(),
  path: z.string().optional(),
  port: z.number().optional(),
  region: z.unknown().optional(),
  username: z.string().optional(),
});

const recordingConfig = z.strictObject({
  audio_config: z
    .strictObject({
      channel: z.enum(["mono", "stereo"]).optional(),
      codec: z.enum(["MP3", "AAC"]).optional(),
      export_file: z.boolean().optional(),
    })
    .optional(),
  file_name_prefix: z.string().optional(),
  live_streaming_config: z
    .strictObject({
      rtmp_url: z
        .string()
        .regex(/^rtmps?:\/\/[^/\s]/, "expected an rtmp:// or rtmps:// URL")
        .optional(),
    })
    .optional(),
  max_seconds: z.number().min(60).max(86_400).optional(),
  realtimekit_bucket_config: z.strictObject({ enabled: z.boolean() }).optional(),
  storage_config: storageConfig.nullish(),
  video_config: z
    .strictObject({
      codec: z.enum(["H264", "VP8", "VP9"]).optional(),
      export_file: z.boolean().optional(),
      height: size,
      width: size,
      watermark: z
        .strictObject({
          position: z.enum(["left top", "right top", "left bottom", "right bottom"]).optional(),
          size: z.strictObject({ height: size, width: size }).optional(),
          url: z.string().optional(),
        })
        .optional(),
    })
    .optional(),
});

const sdkBody = z.strictObject({
  ai_config: aiConfig.optional(),
  live_stream_on_start: z.boolean().nullish(),
  persist_chat: z.boolean().optional(),
  record_on_start: z.boolean().nullish(),
  recording_config: recordingConfig.optional(),
  session_keep_alive_time_in_secs: z.number().optional(),
  summarize_on_end: z.boolean().optional(),
  title: z.string().nullish(),
  transcribe_on_end: z.boolean().optional(),
});

/** The body of POST and PUT: the SDK's type, and the region (contract). */
export const meetingBody = sdkBody.extend({ preferred_region: z.string().nullish() });

/** The body of PATCH, the only one with the status (SDK). */
export const meetingChange = meetingBody.extend({
  status: z.enum(["ACTIVE", "INACTIVE"]).optional(),
});

/** The complete body of a meeting. */
export type MeetingBody = z.infer<typeof meetingBody>;

// The fields are those of the SDK's type, and each accepts at least the SDK's values.
type SdkBody = Omit<MeetingCreateParams, "account_id">;
type SdkChange = Omit<MeetingUpdateMeetingByIDParams, "account_id" | "app_id">;
true satisfies IsEqual<keyof z.infer<typeof sdkBody>, keyof SdkBody>;
true satisfies IsEqual<
  keyof z.infer<typeof recordingConfig>,
  keyof MeetingCreateParams.RecordingConfig
>;
true satisfies SdkBody extends z.infer<typeof sdkBody> ? true : false;
true satisfies SdkChange extends z.infer<typeof meetingChange> ? true : false;
