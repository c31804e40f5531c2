/** What the tests of meetings share: the API read back, and a meeting that says all it can. */
import { KIT, type Plain, type World } from "./host.ts";
import { listed } from "./kinds.ts";

export const MEETINGS = `${KIT}/meetings`;
const RTMP = "rtmps://live.example.com/live/key-of-the-hub";

/** The meeting at the API. */
export async function held(w: World, id: string): Promise<Plain> {
  return (await w.api("GET", `${MEETINGS}/${id}`)) as Plain;
}

/** The ids of all meetings, oldest first. */
export async function ids(w: World): Promise<unknown[]> {
  return (await listed(w, `${MEETINGS}?per_page=100`)).map(({ id }) => id);
}

/** `held` has all of `wanted`, at the top. */
export function assertHas(held: Plain | undefined, wanted: Plain): void {
  expect({ ...held, ...wanted }).toStrictEqual(held);
}

const watermark = {
  url: "https://example.com/logo.png",
  position: "right top",
  size: { width: 120, height: 40 },
};

/** Everything that can be declared of a meeting, but where it is. */
export const whole = {
  title: "Panel",
  liveStreamOnStart: true,
  recordOnStart: true,
  persistChat: true,
  transcribeOnEnd: true,
  summarizeOnEnd: true,
  sessionKeepAliveTimeInSecs: 120,
  preferredRegion: "ap-south-1",
  recordingConfig: {
    liveStreamingConfig: { rtmpUrl: RTMP },
    fileNamePrefix: "panel",
    maxSeconds: 3600,
    realtimekitBucketConfig: { enabled: true },
    audioConfig: { channel: "stereo", codec: "AAC", exportFile: true },
    videoConfig: { codec: "H264", width: 1280, height: 720, exportFile: true, watermark },
  },
  aiConfig: {
    transcription: { keywords: ["Pulumi"], language: "en-US", profanityFilter: true },
    summarization: { wordLimit: 300, textFormat: "markdown", summaryType: "lecture" },
  },
};

/** The same in the words of the API. */
export const wholeAtApi = {
  title: "Panel",
  status: "ACTIVE",
  live_stream_on_start: true,
  record_on_start: true,
  persist_chat: true,
  transcribe_on_end: true,
  summarize_on_end: true,
  session_keep_alive_time_in_secs: 120,
  preferred_region: "ap-south-1",
  recording_config: {
    live_streaming_config: { rtmp_url: RTMP },
    file_name_prefix: "panel",
    max_seconds: 3600,
    realtimekit_bucket_config: { enabled: true },
    audio_config: { channel: "stereo", codec: "AAC", export_file: true },
    video_config: { codec: "H264", width: 1280, height: 720, export_file: true, watermark },
  },
  ai_config: {
    transcription: { keywords: ["Pulumi"], language: "en-US", profanity_filter: true },
    summarization: { word_limit: 300, text_format: "markdown", summary_type: "lecture" },
  },
};
