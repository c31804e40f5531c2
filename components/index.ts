/** Everything that a program imports. */
export { App, type AppArgs } from "./app.ts";
export { Meeting, type MeetingArgs } from "./meeting.ts";
export { Webhook, type WebhookArgs } from "./webhook.ts";
export { Stage, type StageArgs } from "./stage.ts";
export {
  Broadcast,
  type BroadcastArgs,
  type BroadcastTarget,
  type StreamLiveInput,
} from "./broadcast.ts";
export { Livestream, type LivestreamArgs } from "./livestream.ts";
export { Preset, type PresetArgs } from "./preset.ts";
export {
  type Endpoint,
  type KeyedEndpoint,
  LiveInput,
  type LiveInputArgs,
  type SrtEndpoint,
} from "./live-input.ts";
export { RestreamTarget, type RestreamTargetArgs } from "./restream-target.ts";
export type { PresetFields } from "../provider/preset/parts.ts";
export { PLATFORMS, type Platform, type PlatformName } from "../provider/platforms.ts";
export { guest, host, moderator, speaker, viewer } from "../provider/preset/templates.ts";
export type { Section } from "./section.ts";
export { type SectionName, sections } from "./sections.ts";
export { type Inputs, RealtimeKitResource } from "./resource.ts";
export { declareFromConfig } from "./stack.ts";
export * from "../lookups/index.ts";
export * from "../reader/index.ts";
