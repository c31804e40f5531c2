/** Everything that a program imports. */
export { App, type AppArgs } from "./components/app.ts";
export { Meeting, type MeetingArgs } from "./components/meeting.ts";
export { Webhook, type WebhookArgs } from "./components/webhook.ts";
export { Stage, type StageArgs } from "./components/stage.ts";
export {
  Broadcast,
  type BroadcastArgs,
  type BroadcastTarget,
  type StreamLiveInput,
} from "./components/broadcast.ts";
export { Livestream, type LivestreamArgs } from "./components/livestream.ts";
export { Preset, type PresetArgs } from "./components/preset.ts";
export {
  type Endpoint,
  type KeyedEndpoint,
  LiveInput,
  type LiveInputArgs,
  type SrtEndpoint,
} from "./components/live-input.ts";
export { RestreamTarget, type RestreamTargetArgs } from "./components/restream-target.ts";
export type { PresetFields } from "./provider/resources/preset/parts.ts";
export {
  PLATFORMS,
  type Platform,
  type PlatformName,
} from "./provider/resources/restream-target/platforms.ts";
export { guest, host, moderator, speaker, viewer } from "./provider/resources/preset/templates.ts";
export type { Section } from "./config/section.ts";
export { type SectionName, sections } from "./config/sections.ts";
export { type Inputs, RealtimeKitResource } from "./components/resource.ts";
export { declareFromConfig } from "./config/declare.ts";
export * from "./lookups/index.ts";
export * from "./outputs/index.ts";
