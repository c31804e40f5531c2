/** What may be declared of a meeting. */
import * as z from "zod";
import { adoptable, inApp } from "../../engine/definition.ts";
import { group, list, secret } from "../../schema/schema.ts";

/** How a meeting is recorded, and where its picture goes as one RTMP stream. */
const recordingConfig = group({
  /** The picture as one RTMP stream. */
  liveStreamingConfig: group({
    /**
     * Where it goes: server and key as one URL, such as a live input's `ingestUrl`; secret. A meeting
     * has one; for more, a live input with restream targets is the hub.
     */
    rtmpUrl: secret(
      z
        .string()
        .regex(/^rtmps?:\/\/[^\s/]+/, "use an address that starts with rtmps:// or rtmp://"),
    ).optional(),
  }).optional(),
  /** A prefix of the recording's file name. */
  fileNamePrefix: z.string().min(1).optional(),
  /** Longest recording in seconds, 60 to 86400. */
  maxSeconds: z.int().min(60).max(86_400).optional(),
  /** Whether recordings go to RealtimeKit's own bucket, from which they can be downloaded. */
  realtimekitBucketConfig: group({
    /** Whether they do. */
    enabled: z.boolean(),
  }).optional(),
  /** The sound of the recording: channels, codec, whether as a file of its own. */
  audioConfig: group({
    /** One channel, or two. */
    channel: z.enum(["mono", "stereo"]).optional(),
    /** How it is encoded. */
    codec: z.enum(["MP3", "AAC"]).optional(),
    /** Whether it is a file of its own as well. */
    exportFile: z.boolean().optional(),
  }).optional(),
  /** The picture of the recording: codec, size in pixels, watermark, whether as a file of its own. */
  videoConfig: group({
    /** How it is encoded. */
    codec: z.enum(["H264", "VP8", "VP9"]).optional(),
    /** In pixels. */
    width: z.int().min(1).optional(),
    /** In pixels. */
    height: z.int().min(1).optional(),
    /** Whether it is a file of its own as well. */
    exportFile: z.boolean().optional(),
    /** An image over the picture: its address, corner and size in pixels. */
    watermark: group({
      /** The image's address. */
      url: z
        .url({ protocol: /^https?$/, error: "use an address that starts with https://" })
        .optional(),
      /** In which corner it stands. */
      position: z.enum(["left top", "right top", "left bottom", "right bottom"]).optional(),
      /** How large it is. */
      size: group({
        /** In pixels. */
        width: z.int().min(1).optional(),
        /** In pixels. */
        height: z.int().min(1).optional(),
      }).optional(),
    }).optional(),
  }).optional(),
});

/** What is written down of what is said. */
const aiConfig = group({
  /** The transcript. */
  transcription: group({
    /** Words that are to be heard right. */
    keywords: list(z.string().min(1)).optional(),
    /** The language that is spoken. */
    language: z.enum(["en-US", "en-IN", "de", "hi", "sv", "ru", "pl", "el", "fr", "nl"]).optional(),
    /** Whether offensive words are left out. */
    profanityFilter: z.boolean().optional(),
  }).optional(),
  /** The summary. */
  summarization: group({
    /** Most words of the summary. */
    wordLimit: z.int().min(1).optional(),
    /** How it is written. */
    textFormat: z.enum(["plain_text", "markdown"]).optional(),
    /** What the meeting is, which decides what matters in it. */
    summaryType: z
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
  }).optional(),
});

/** What may be declared of a meeting; all but `accountId` and `appId` changes in place. */
export const meetingSchema = group({
  /** Its title; many may have the same. Default: the logical name and a random suffix. */
  title: z.string().min(1).optional(),
  /** ACTIVE: may be joined; INACTIVE: may not. Default: ACTIVE. */
  status: z.enum(["ACTIVE", "INACTIVE"]).default("ACTIVE"),
  /** Whether it livestreams as soon as it starts. Default: false. */
  liveStreamOnStart: z.boolean().default(false),
  /** Whether it is recorded as soon as somebody joins. Default: false. */
  recordOnStart: z.boolean().default(false),
  /** Whether its chat is kept for a week. Default: false. */
  persistChat: z.boolean().default(false),
  /** Whether a transcript is made at its end. Default: false. */
  transcribeOnEnd: z.boolean().default(false),
  /** Whether a summary is made at its end, from the transcript. Default: false. */
  summarizeOnEnd: z.boolean().default(false),
  /** Seconds for which a session stays after the last one has left. Default: the API's. */
  sessionKeepAliveTimeInSecs: z.int().min(0).optional(),
  /** The region in which it is held, as the API names it, such as `ap-south-1`. Default: the API's choice. */
  preferredRegion: z.string().min(1).optional(),
  /** How it is recorded, and where its picture goes as one RTMP stream. Default: the API's. */
  recordingConfig: recordingConfig.optional(),
  /** How its transcript and its summary are made. Default: the API's. */
  aiConfig: aiConfig.optional(),
  ...inApp,
  ...adoptable,
});
