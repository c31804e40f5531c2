/** Mistakes in declarations, one of each sort, with the message of each. */
import type { Path } from "../support/plain.ts";
import { PLUGIN } from "../support/whole-preset.ts";

const plugin = ["permissions", "plugins", "config", PLUGIN];
export const colour = "use a colour such as #2160fd or #fff";
export const letters = "use letters, digits, - and _ only, at least one";
const https = "use a URL that starts with https://";
export const rtmp = "use a URL that starts with rtmps://, rtmp:// or srt://";
export const views = '"GROUP_CALL", "WEBINAR", "AUDIO_ROOM", "LIVESTREAM"';

/** A value, where it stands in a sample, and what is said of it. */
export const BAD_DECLARATIONS: readonly [
  kind: string,
  path: Path,
  value: unknown,
  message: string,
][] = [
  ["Livestream", ["name"], "a b", `name: "a b" is not allowed; ${letters}`],
  ["Livestream", ["name"], "", `name: "" is not allowed; ${letters}`],
  ["Livestream", ["name"], "über", `name: "über" is not allowed; ${letters}`],
  ["Livestream", ["name"], 3, "name: 3 is not a string"],
  ["Livestream", ["name"], null, "name: null is not a string"],
  ["Livestream", ["keyVersion"], 1.5, "keyVersion: 1.5 is not a string"],
  ["Livestream", ["keyVersion"], "", 'keyVersion: "" is not allowed; give at least 1 character'],
  [
    "Livestream",
    ["appId"],
    "",
    'appId: "" is not allowed; give the id as in the API: one word, without / ? # % \\',
  ],
  [
    "Livestream",
    ["adopt"],
    false,
    "adopt: false is not allowed; use true, or the id of the resource to adopt",
  ],
  [
    "Livestream",
    ["adopt"],
    "",
    'adopt: "" is not allowed; give the id as in the API: one word, without / ? # % \\',
  ],
  [
    "Livestream",
    ["nmae"],
    "x",
    "nmae: unknown; did you mean name? Allowed here: name, keyVersion, accountId, appId, adopt",
  ],
  [
    "Preset",
    ["template"],
    "hots",
    'template: "hots" is not allowed; did you mean "host"? Use one of "host", "moderator", "speaker", "guest", "viewer"',
  ],
  [
    "Preset",
    ["config", "viewType"],
    "PARTY",
    `config.viewType: "PARTY" is not allowed; use one of ${views}`,
  ],
  [
    "Preset",
    ["config", "maxVideoStreams", "desktop"],
    -1,
    "config.maxVideoStreams.desktop: -1 is not allowed; give at least 0",
  ],
  [
    "Preset",
    ["config", "maxVideoStreams", "mobile"],
    1.5,
    "config.maxVideoStreams.mobile: 1.5 is not a whole number",
  ],
  [
    "Preset",
    ["config", "maxScreenshareCount"],
    "3",
    'config.maxScreenshareCount: "3" is not a number',
  ],
  [
    "Preset",
    ["config", "livestreamViewerQualities"],
    5,
    "config.livestreamViewerQualities: 5 is not an array",
  ],
  [
    "Preset",
    ["config", "livestreamViewerQualities", 1],
    "x",
    'config.livestreamViewerQualities[1]: "x" is not a number',
  ],
  ["Preset", ["permissions", "canRecord"], "yes", 'permissions.canRecord: "yes" is not a boolean'],
  [
    "Preset",
    [...plugin, "accessControl"],
    "ALL",
    `permissions.plugins.config.${PLUGIN}.accessControl: "ALL" is not allowed; use one of "FULL_ACCESS", "VIEW_ONLY"`,
  ],
  [
    "Preset",
    plugin,
    "ALL",
    `permissions.plugins.config.${PLUGIN}: "ALL" is not allowed; use "FULL_ACCESS" or "VIEW_ONLY", or an object with accessControl and handlesViewOnly`,
  ],
  [
    "Preset",
    ["permissions", "plugins", "config"],
    [],
    "permissions.plugins.config: [] is not an object",
  ],
  [
    "Preset",
    ["ui", "designTokens", "logo"],
    "logo.png",
    `ui.designTokens.logo: "logo.png" is not allowed; ${https}`,
  ],
  [
    "Preset",
    ["ui", "designTokens", "logo"],
    "ftp://example.com/a",
    `ui.designTokens.logo: "ftp://example.com/a" is not allowed; ${https}`,
  ],
  [
    "Preset",
    ["ui", "designTokens", "colors", "brand", "500"],
    "blue",
    `ui.designTokens.colors.brand["500"]: "blue" is not allowed; ${colour}`,
  ],
  [
    "Preset",
    ["ui", "designTokens", "colors", "text"],
    "#12345",
    `ui.designTokens.colors.text: "#12345" is not allowed; ${colour}`,
  ],
  [
    "Preset",
    ["ui", "designTokens", "colors", "brand", "550"],
    "#fff",
    'ui.designTokens.colors.brand["550"]: unknown; allowed here: 300, 400, 500, 600, 700',
  ],
  [
    "Preset",
    ["ui", "designTokens", "spacingBase"],
    -2,
    "ui.designTokens.spacingBase: -2 is not allowed; give at least 0",
  ],
  ["Preset", ["ui"], "dark", 'ui: "dark" is not an object'],
  [
    "LiveInput",
    ["recording", "mode"],
    "on",
    'recording.mode: "on" is not allowed; use one of "off", "automatic"',
  ],
  ["LiveInput", ["recording"], 3, "recording: 3 is not an object"],
  [
    "LiveInput",
    ["recording", "allowedOrigins", 1],
    "",
    'recording.allowedOrigins[1]: "" is not allowed; give at least 1 character',
  ],
  [
    "LiveInput",
    ["recording", "more"],
    1,
    "recording.more: unknown; did you mean mode? Allowed here: mode, timeoutSeconds, requireSignedUrls, allowedOrigins, hideLiveViewerCount",
  ],
  [
    "LiveInput",
    ["deleteRecordingAfterDays"],
    29,
    "deleteRecordingAfterDays: 29 is not allowed; give at least 30",
  ],
  ["LiveInput", ["enabled"], "true", 'enabled: "true" is not a boolean'],
  ["RestreamTarget", ["liveInputId"], undefined, "liveInputId: missing; give a string"],
  ["RestreamTarget", ["streamKey"], undefined, "streamKey: missing; give a string"],
  [
    "RestreamTarget",
    ["platform"],
    "vimeo",
    'platform: "vimeo" is not allowed; use one of "youtube", "twitch", "facebook", "linkedin", "custom"',
  ],
  [
    "RestreamTarget",
    ["url"],
    "https://example.com/live",
    `url: "https://example.com/live" is not allowed; ${rtmp}`,
  ],
  ["App", ["name"], "", 'name: "" is not allowed; give at least 1 character'],
  ["App", ["appId"], "an-id", "appId: unknown; allowed here: name, accountId, adopt"],
  ["Meeting", ["title"], 1, "title: 1 is not a string"],
  ["Meeting", ["status"], "OPEN", 'status: "OPEN" is not allowed; use one of "ACTIVE", "INACTIVE"'],
  [
    "Meeting",
    ["recordingConfig", "maxSeconds"],
    59,
    "recordingConfig.maxSeconds: 59 is not allowed; give at least 60",
  ],
  [
    "Meeting",
    ["recordingConfig", "videoConfig", "watermark", "url"],
    "logo.png",
    `recordingConfig.videoConfig.watermark.url: "logo.png" is not allowed; ${https}`,
  ],
  [
    "Meeting",
    ["aiConfig", "transcription", "keywords", 0],
    "",
    'aiConfig.transcription.keywords[0]: "" is not allowed; give at least 1 character',
  ],
  ["Webhook", ["url"], undefined, "url: missing; give a string"],
  ["Webhook", ["url"], "example.com", `url: "example.com" is not allowed; ${https}`],
  ["Webhook", ["events"], undefined, "events: missing; give an array"],
  ["Webhook", ["events"], [], "events: [] is not allowed; give at least 1 item"],
  ["Webhook", ["enabled"], "yes", 'enabled: "yes" is not a boolean'],
];
