/** What the tests of meetings share: the API read back. */
import { listed } from "../support/caller.ts";
import { RTMP, watermark } from "../support/whole-meeting.ts";
import { KIT, type Plain, type World } from "./host.ts";

export const MEETINGS = `${KIT}/meetings`;

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

/** {@link wholeMeeting} in the words of the API. */
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
