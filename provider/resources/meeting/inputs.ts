/** The inputs of a meeting. */
import * as z from "zod";
import { adoptable, inApp } from "../../engine/definition.ts";
import { group, list, secret } from "../../schema/schema.ts";

/** How a meeting is recorded, and where its recording is streamed. */
const recordingConfig = group({
  /** Streams the recorded video to an RTMP server. */
  liveStreamingConfig: group({
    /**
     * The RTMP server and stream key as a single URL, such as `ingestUrl` of a live input. Secret. A
     * meeting can have only one; to reach several platforms, use a live input with restream targets.
     */
    rtmpUrl: secret(
      z.string().regex(/^rtmps?:\/\/[^\s/]+/, "use a URL that starts with rtmps:// or rtmp://"),
    ).optional(),
  }).optional(),
  /** A prefix for the file name of the recording. */
  fileNamePrefix: z.string().min(1).optional(),
  /** The maximum length of a recording in seconds, from 60 to 86400. */
  maxSeconds: z.int().min(60).max(86_400).optional(),
  /** Stores recordings in RealtimeKit's bucket, from which you can download them. */
  realtimekitBucketConfig: group({
    /** Whether recordings are stored in RealtimeKit's bucket. */
    enabled: z.boolean(),
  }).optional(),
  /** The audio of the recording. */
  audioConfig: group({
    /** One channel (`mono`) or two (`stereo`). */
    channel: z.enum(["mono", "stereo"]).optional(),
    /** The audio codec. */
    codec: z.enum(["MP3", "AAC"]).optional(),
    /** Whether to export the audio as a separate file. */
    exportFile: z.boolean().optional(),
  }).optional(),
  /** The video of the recording. */
  videoConfig: group({
    /** The video codec. */
    codec: z.enum(["H264", "VP8", "VP9"]).optional(),
    /** The width in pixels. */
    width: z.int().min(1).optional(),
    /** The height in pixels. */
    height: z.int().min(1).optional(),
    /** Whether to export the video as a separate file. */
    exportFile: z.boolean().optional(),
    /** An image shown over the video. */
    watermark: group({
      /** The URL of the image. */
      url: z.url({ protocol: /^https?$/, error: "use a URL that starts with https://" }).optional(),
      /** The corner of the video in which the image is shown. */
      position: z.enum(["left top", "right top", "left bottom", "right bottom"]).optional(),
      /** The size of the image. */
      size: group({
        /** The width in pixels. */
        width: z.int().min(1).optional(),
        /** The height in pixels. */
        height: z.int().min(1).optional(),
      }).optional(),
    }).optional(),
  }).optional(),
});

/** The settings of transcripts and summaries. */
const aiConfig = group({
  /** The settings of the transcript. */
  transcription: group({
    /** Words that the transcription should recognize, such as names. */
    keywords: list(z.string().min(1)).optional(),
    /** The language of the meeting. */
    language: z.enum(["en-US", "en-IN", "de", "hi", "sv", "ru", "pl", "el", "fr", "nl"]).optional(),
    /** Whether to filter offensive words. */
    profanityFilter: z.boolean().optional(),
  }).optional(),
  /** The settings of the summary. */
  summarization: group({
    /** The maximum number of words. */
    wordLimit: z.int().min(1).optional(),
    /** The format of the text. */
    textFormat: z.enum(["plain_text", "markdown"]).optional(),
    /** The type of the meeting, which determines the focus of the summary. */
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

/** The inputs of a meeting. */
export const meetingSchema = group({
  /**
   * The title of the meeting; several meetings can have the same one. Default: the logical name and a
   * random suffix. Can be changed in place.
   */
  title: z.string().min(1).optional(),
  /**
   * Whether participants can join: `ACTIVE` or `INACTIVE`. Default: `ACTIVE`. Can be changed in place.
   */
  status: z.enum(["ACTIVE", "INACTIVE"]).default("ACTIVE"),
  /** Whether the livestream starts with the meeting. Default: false. Can be changed in place. */
  liveStreamOnStart: z.boolean().default(false),
  /** Whether recording starts when someone joins. Default: false. Can be changed in place. */
  recordOnStart: z.boolean().default(false),
  /** Whether the chat is kept for a week. Default: false. Can be changed in place. */
  persistChat: z.boolean().default(false),
  /** Whether the meeting is transcribed when it ends. Default: false. Can be changed in place. */
  transcribeOnEnd: z.boolean().default(false),
  /**
   * Whether the transcript is summarized when the meeting ends. Default: false. Can be changed in
   * place.
   */
  summarizeOnEnd: z.boolean().default(false),
  /**
   * Seconds for which a session stays open after the last participant leaves. Default: set by the API.
   * Can be changed in place.
   */
  sessionKeepAliveTimeInSecs: z.int().min(0).optional(),
  /**
   * The region of the meeting, as the API names it, such as `ap-south-1`. Default: chosen by the API.
   * Can be changed in place.
   */
  preferredRegion: z.string().min(1).optional(),
  /**
   * How the meeting is recorded, and where its video is streamed. Default: set by the API. Can be
   * changed in place.
   */
  recordingConfig: recordingConfig.optional(),
  /** How transcripts and summaries are created. Default: set by the API. Can be changed in place. */
  aiConfig: aiConfig.optional(),
  ...inApp,
  ...adoptable,
});
