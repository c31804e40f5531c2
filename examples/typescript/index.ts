/** An event restreamed to three platforms and a webinar with a stage, in TypeScript. */
import * as pulumi from "@pulumi/pulumi";
import { App, Broadcast, exportLivestreaming, Stage, Webhook } from "pulumi-realtimekit";

const config = new pulumi.Config();

const app = new App("webinars", { name: "webinars", adopt: true });

const summit = new Broadcast("summit", {
  appId: app.id,
  hubArgs: { displayName: "Summit", recording: { mode: "automatic" } },
  livestream: { name: "summit", adopt: true },
  targets: {
    youtube: { platform: "youtube", streamKey: config.requireSecret("youtubeKey") },
    twitch: { platform: "twitch", streamKey: config.requireSecret("twitchKey") },
    linkedin: {
      platform: "linkedin",
      url: "rtmps://ingest.example.com/live",
      streamKey: config.requireSecret("linkedinKey"),
      enabled: false,
    },
  },
});

const onboarding = new Stage("onboarding", {
  appId: app.id,
  meeting: { title: "Onboarding", persistChat: true },
  host: { ui: { designTokens: { logo: "https://example.com/logo.png" } } },
});

new Webhook("status", {
  appId: app.id,
  url: "https://example.com/livestreaming-status",
  events: ["livestreaming.statusUpdate"],
});

/** The server and stream key for OBS, and the playback URL for players. */
export const ingestServer = summit.ingestServer;
export const streamKey = summit.streamKey;
export const playbackUrl = summit.playbackUrl;

/** The outputs for the application server that adds participants. */
export const { meetingId, hostPreset, guestPreset } = onboarding;

/** The outputs that readLivestreaming reads in other stacks. */
export const { broadcasts, stages, outputsVersion } = exportLivestreaming({
  broadcasts: { summit },
  stages: { onboarding },
});
