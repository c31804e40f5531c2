/** Where the picture of {@link wholeMeeting} goes. */
export const RTMP = "rtmps://live.example.com/live/key-of-the-hub";

export const watermark = {
  url: "https://example.com/logo.png",
  position: "right top",
  size: { width: 120, height: 40 },
};

/** Everything that can be declared of a meeting, but where it is. */
export const wholeMeeting = {
  title: "Panel",
  status: "ACTIVE",
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
