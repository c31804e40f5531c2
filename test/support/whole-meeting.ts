/** The stream destination of {@link wholeMeeting}. */
export const RTMP = "rtmps://live.example.com/live/key-of-the-hub";

export const watermark = {
  url: "https://example.com/logo.png",
  position: "right top",
  size: { width: 120, height: 40 },
};

/** All inputs of a meeting, except the account and the app. */
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
