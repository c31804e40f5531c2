/**
 * The values of enumerated inputs as constants, such as `PresetTemplate.Host` for `"host"`. `npm run docs`
 * writes this file from the definitions. Code that `pulumi import` and `pulumi convert` write uses the
 * constants; in your own program, the plain values are as good.
 */
/** Constants for values, such as `GetLivestreamsSortOrder.Asc` for `"ASC"`. */
export const GetLivestreamsSortOrder = {
  Asc: "ASC",
  Dsc: "DSC",
} as const;
/** Constants for values, such as `GetLivestreamsStatus.Live` for `"LIVE"`. */
export const GetLivestreamsStatus = {
  Live: "LIVE",
  Idle: "IDLE",
  Offline: "OFFLINE",
  Errored: "ERRORED",
  Invoked: "INVOKED",
} as const;
/** Constants for values, such as `LiveInputRecordingMode.Off` for `"off"`. */
export const LiveInputRecordingMode = {
  Off: "off",
  Automatic: "automatic",
} as const;
/** Constants for values, such as `MeetingAiConfigSummarizationSummaryType.General` for `"general"`. */
export const MeetingAiConfigSummarizationSummaryType = {
  General: "general",
  TeamMeeting: "team_meeting",
  SalesCall: "sales_call",
  ClientCheckIn: "client_check_in",
  Interview: "interview",
  DailyStandup: "daily_standup",
  OneOnOneMeeting: "one_on_one_meeting",
  Lecture: "lecture",
  CodeReview: "code_review",
} as const;
/** Constants for values, such as `MeetingAiConfigSummarizationTextFormat.PlainText` for `"plain_text"`. */
export const MeetingAiConfigSummarizationTextFormat = {
  PlainText: "plain_text",
  Markdown: "markdown",
} as const;
/** Constants for values, such as `MeetingAiConfigTranscriptionLanguage.EnUS` for `"en-US"`. */
export const MeetingAiConfigTranscriptionLanguage = {
  EnUS: "en-US",
  EnIN: "en-IN",
  De: "de",
  Hi: "hi",
  Sv: "sv",
  Ru: "ru",
  Pl: "pl",
  El: "el",
  Fr: "fr",
  Nl: "nl",
} as const;
/** Constants for values, such as `MeetingRecordingConfigAudioConfigChannel.Mono` for `"mono"`. */
export const MeetingRecordingConfigAudioConfigChannel = {
  Mono: "mono",
  Stereo: "stereo",
} as const;
/** Constants for values, such as `MeetingRecordingConfigAudioConfigCodec.Mp3` for `"MP3"`. */
export const MeetingRecordingConfigAudioConfigCodec = {
  Mp3: "MP3",
  Aac: "AAC",
} as const;
/** Constants for values, such as `MeetingRecordingConfigVideoConfigCodec.H264` for `"H264"`. */
export const MeetingRecordingConfigVideoConfigCodec = {
  H264: "H264",
  Vp8: "VP8",
  Vp9: "VP9",
} as const;
/** Constants for values, such as `MeetingRecordingConfigVideoConfigWatermarkPosition.LeftTop` for `"left top"`. */
export const MeetingRecordingConfigVideoConfigWatermarkPosition = {
  LeftTop: "left top",
  RightTop: "right top",
  LeftBottom: "left bottom",
  RightBottom: "right bottom",
} as const;
/** Constants for values, such as `MeetingStatus.Active` for `"ACTIVE"`. */
export const MeetingStatus = {
  Active: "ACTIVE",
  Inactive: "INACTIVE",
} as const;
/** Constants for values, such as `PresetConfigMediaScreenshareQuality.Hd` for `"hd"`. */
export const PresetConfigMediaScreenshareQuality = {
  Hd: "hd",
  Vga: "vga",
  Qvga: "qvga",
  Fhd: "fhd",
  Uhd: "uhd",
} as const;
/** Constants for values, such as `PresetConfigMediaVideoQuality.Hd` for `"hd"`. */
export const PresetConfigMediaVideoQuality = {
  Hd: "hd",
  Vga: "vga",
  Qvga: "qvga",
  Fhd: "fhd",
  Uhd: "uhd",
} as const;
/** Constants for values, such as `PresetConfigViewType.GroupCall` for `"GROUP_CALL"`. */
export const PresetConfigViewType = {
  GroupCall: "GROUP_CALL",
  Webinar: "WEBINAR",
  AudioRoom: "AUDIO_ROOM",
  Livestream: "LIVESTREAM",
} as const;
/** Constants for values, such as `PresetPermissionsMediaAudioCanProduce.Allowed` for `"ALLOWED"`. */
export const PresetPermissionsMediaAudioCanProduce = {
  Allowed: "ALLOWED",
  NotAllowed: "NOT_ALLOWED",
  CanRequest: "CAN_REQUEST",
} as const;
/** Constants for values, such as `PresetPermissionsMediaScreenshareCanProduce.Allowed` for `"ALLOWED"`. */
export const PresetPermissionsMediaScreenshareCanProduce = {
  Allowed: "ALLOWED",
  NotAllowed: "NOT_ALLOWED",
  CanRequest: "CAN_REQUEST",
} as const;
/** Constants for values, such as `PresetPermissionsMediaVideoCanProduce.Allowed` for `"ALLOWED"`. */
export const PresetPermissionsMediaVideoCanProduce = {
  Allowed: "ALLOWED",
  NotAllowed: "NOT_ALLOWED",
  CanRequest: "CAN_REQUEST",
} as const;
/** Constants for values, such as `PresetPermissionsPluginsConfigAccessControl.FullAccess` for `"FULL_ACCESS"`. */
export const PresetPermissionsPluginsConfigAccessControl = {
  FullAccess: "FULL_ACCESS",
  ViewOnly: "VIEW_ONLY",
} as const;
/** Constants for values, such as `PresetPermissionsRecorderType.Recorder` for `"RECORDER"`. */
export const PresetPermissionsRecorderType = {
  Recorder: "RECORDER",
  Livestreamer: "LIVESTREAMER",
  None: "NONE",
} as const;
/** Constants for values, such as `PresetPermissionsStageAccess.Allowed` for `"ALLOWED"`. */
export const PresetPermissionsStageAccess = {
  Allowed: "ALLOWED",
  NotAllowed: "NOT_ALLOWED",
  CanRequest: "CAN_REQUEST",
} as const;
/** Constants for values, such as `PresetPermissionsWaitingRoomType.Skip` for `"SKIP"`. */
export const PresetPermissionsWaitingRoomType = {
  Skip: "SKIP",
  OnPrivilegedUserEntry: "ON_PRIVILEGED_USER_ENTRY",
  SkipOnAccept: "SKIP_ON_ACCEPT",
} as const;
/** Constants for values, such as `PresetTemplate.Host` for `"host"`. */
export const PresetTemplate = {
  Host: "host",
  Moderator: "moderator",
  Speaker: "speaker",
  Guest: "guest",
  Viewer: "viewer",
} as const;
/** Constants for values, such as `PresetUiDesignTokensBorderRadius.Sharp` for `"sharp"`. */
export const PresetUiDesignTokensBorderRadius = {
  Sharp: "sharp",
  Rounded: "rounded",
  ExtraRounded: "extra-rounded",
  Circular: "circular",
} as const;
/** Constants for values, such as `PresetUiDesignTokensBorderWidth.None` for `"none"`. */
export const PresetUiDesignTokensBorderWidth = {
  None: "none",
  Thin: "thin",
  Fat: "fat",
} as const;
/** Constants for values, such as `PresetUiDesignTokensTheme.Darkest` for `"darkest"`. */
export const PresetUiDesignTokensTheme = {
  Darkest: "darkest",
  Dark: "dark",
  Light: "light",
} as const;
/** Constants for values, such as `RestreamTargetPlatform.Custom` for `"custom"`. */
export const RestreamTargetPlatform = {
  Custom: "custom",
  Youtube: "youtube",
  Twitch: "twitch",
  Facebook: "facebook",
  Linkedin: "linkedin",
} as const;
/** Constants for values, such as `WebhookEvents.MeetingStarted` for `"meeting.started"`. */
export const WebhookEvents = {
  MeetingStarted: "meeting.started",
  MeetingEnded: "meeting.ended",
  MeetingParticipantJoined: "meeting.participantJoined",
  MeetingParticipantLeft: "meeting.participantLeft",
  MeetingChatSynced: "meeting.chatSynced",
  MeetingTranscript: "meeting.transcript",
  MeetingSummary: "meeting.summary",
  RecordingStatusUpdate: "recording.statusUpdate",
  LivestreamingStatusUpdate: "livestreaming.statusUpdate",
} as const;
