/** A stack that declares every feature of livestreaming, and what the API should have of it. */
import { Secret } from "../support/project.ts";

export const PLUGINS = {
  whiteboard: "5a8f1c9e-9c0d-4c57-8a8e-3f1f0a6f7d01",
  documents: "9b0e2d4c-1f3a-4e5b-8c7d-6a5b4c3d2e1f",
};

/** A field of every group that presets have, each other than its template's. */
const everything = {
  name: "everything",
  template: "host",
  config: {
    maxVideoStreams: { desktop: 7, mobile: 6 },
    maxScreenshareCount: 3,
    viewType: "WEBINAR",
    media: {
      video: { quality: "vga", frameRate: 24 },
      screenshare: { quality: "hd", frameRate: 10 },
      audio: { enableHighBitrate: true, enableStereo: true },
    },
  },
  permissions: {
    kickParticipant: false,
    disableParticipantAudio: false,
    canSpotlight: false,
    acceptWaitingRequests: false,
    canLivestream: false,
    stageAccess: "CAN_REQUEST",
    media: {
      audio: { canProduce: "CAN_REQUEST" },
      video: { canProduce: "CAN_REQUEST" },
      screenshare: { canProduce: "NOT_ALLOWED" },
    },
    waitingRoomType: "SKIP_ON_ACCEPT",
    chat: {
      public: { files: false },
      private: { canSend: false, files: false },
    },
    polls: { canCreate: false, canVote: false },
    plugins: {
      canClose: false,
      config: {
        [PLUGINS.whiteboard]: { accessControl: "FULL_ACCESS", handlesViewOnly: false },
        [PLUGINS.documents]: { accessControl: "VIEW_ONLY", handlesViewOnly: true },
      },
    },
  },
  ui: {
    designTokens: {
      logo: "https://example.com/logo.png",
      theme: "light",
      fontFamily: "Inter",
      borderRadius: "circular",
      borderWidth: "fat",
      spacingBase: 8,
      colors: {
        brand: { 300: "#0000a3", 400: "#0000a4", 500: "#0000A5", 600: "#0000a6", 700: "#00a" },
        background: "#ffffff",
        text: "#010101",
        textOnBrand: "#fefefe",
        videoBg: "#eeeeee",
      },
    },
  },
};

/** By what a person calls it: where in the preset at the API, and what is there. */
export const PRESET_GROUPS: readonly [group: string, path: string, value: unknown][] = [
  ["people on screen", "config.max_video_streams", { desktop: 7, mobile: 6 }],
  ["people screensharing", "config.max_screenshare_count", 3],
  ["view type", "config.view_type", "WEBINAR"],
  ["media qualities: video", "config.media.video.quality", "vga"],
  ["media qualities: video's frames", "config.media.video.frame_rate", 24],
  ["media qualities: screens", "config.media.screenshare", { quality: "hd", frame_rate: 10 }],
  [
    "media qualities: audio",
    "config.media.audio",
    { enable_high_bitrate: true, enable_stereo: true },
  ],
  ["host controls: kick", "permissions.kick_participant", false],
  ["host controls: mute", "permissions.disable_participant_audio", false],
  ["host controls: spotlight", "permissions.can_spotlight", false],
  ["host controls: waiting room", "permissions.accept_waiting_requests", false],
  ["host controls that are left to the template", "permissions.pin_participant", true],
  ["who may start the livestream", "permissions.can_livestream", false],
  ["who may join the stage", "permissions.stage_access", "CAN_REQUEST"],
  [
    "how they join the stage",
    "permissions.media",
    {
      audio: { can_produce: "CAN_REQUEST" },
      video: { can_produce: "CAN_REQUEST" },
      screenshare: { can_produce: "NOT_ALLOWED" },
    },
  ],
  ["how they come in", "permissions.waiting_room_type", "SKIP_ON_ACCEPT"],
  ["public chat", "permissions.chat.public", { can_send: true, text: true, files: false }],
  [
    "private chat",
    "permissions.chat.private",
    { can_send: false, can_receive: true, text: true, files: false },
  ],
  ["polls", "permissions.polls", { can_create: false, can_view: true, can_vote: false }],
  ["plugins in all", "permissions.plugins.can_close", false],
  [
    "plugins, each with full access or view only",
    "permissions.plugins.config",
    {
      [PLUGINS.whiteboard]: { access_control: "FULL_ACCESS", handles_view_only: false },
      [PLUGINS.documents]: { access_control: "VIEW_ONLY", handles_view_only: true },
    },
  ],
  [
    "colours: brand",
    "ui.design_tokens.colors.brand",
    { 300: "#0000a3", 400: "#0000a4", 500: "#0000a5", 600: "#0000a6", 700: "#0000aa" },
  ],
  ["colours: background", "ui.design_tokens.colors.background.1000", "#ffffff"],
  ["colours: text", "ui.design_tokens.colors.text", "#010101"],
  ["colours: text on brand", "ui.design_tokens.colors.text_on_brand", "#fefefe"],
  ["colours: video background", "ui.design_tokens.colors.video_bg", "#eeeeee"],
  ["logo", "ui.design_tokens.logo", "https://example.com/logo.png"],
  ["theme", "ui.design_tokens.theme", "light"],
  ["font", "ui.design_tokens.font_family", "Inter"],
  ["borders: radius", "ui.design_tokens.border_radius", "circular"],
  ["borders: width", "ui.design_tokens.border_width", "fat"],
  ["spacing", "ui.design_tokens.spacing_base", 8],
];

/** Where the picture goes, in the stage and in each broadcast. */
function targets(of: string, { twitchIsOn = true } = {}) {
  return {
    youtube: { platform: "youtube", streamKey: new Secret(`youtube-key-of-${of}`) },
    twitch: {
      platform: "twitch",
      streamKey: new Secret(`twitch-key-of-${of}`),
      enabled: twitchIsOn,
    },
    backup: {
      url: "srt://backup.example.com:9000",
      streamKey: new Secret(`backup-key-of-${of}`),
    },
  };
}

/** What the API has of such targets, by key. */
export function targetsAtApi(of: string, twitchIsOn = true) {
  return {
    [`youtube-key-of-${of}`]: { url: "rtmps://a.rtmps.youtube.com/live2", enabled: true },
    [`twitch-key-of-${of}`]: {
      url: "rtmps://ingest.global-contribute.live-video.net/app",
      enabled: twitchIsOn,
    },
    [`backup-key-of-${of}`]: { url: "srt://backup.example.com:9000", enabled: true },
  };
}

interface Options {
  twitchIsOn?: boolean;
  webhook?: object | undefined;
}

/** The stack's config; the webhook is there unless it is undefined. */
export function everyFeature({ twitchIsOn = true, webhook }: Options): Record<string, unknown> {
  const to = (of: string) => ({ targets: targets(of, { twitchIsOn }) });
  const sections = {
    apps: { events: { name: "events", adopt: true } },
    livestreams: { keynote: {} },
    presets: { everything },
    stages: {
      webinar: {
        meeting: { persistChat: true },
        guest: { permissions: { polls: { canVote: false } } },
        restream: to("stage"),
      },
    },
    broadcasts: {
      fromLiveInput: { hubArgs: { displayName: "Hub" }, ...to("fromLiveInput") },
      fromLivestream: { livestream: {}, ...to("fromLivestream") },
      fromMeeting: { meeting: {}, ...to("fromMeeting") },
    },
    webhooks: webhook === undefined ? {} : { status: webhook },
  };
  return Object.fromEntries(
    Object.entries(sections).map(([name, declared]) => [`livestreaming:${name}`, declared]),
  );
}
