/** The public API of the package. */
import { rememberFrames } from "./startup/preloaded.ts";
export * from "./components/resources.ts";
export { Stage, type StageArgs, type StageRestreamArgs } from "./components/stage.ts";
export {
  Broadcast,
  type BroadcastArgs,
  type BroadcastBaseArgs,
  type BroadcastTarget,
  type BroadcastTargetBaseArgs,
} from "./components/broadcast.ts";
export type { BroadcastHub, ExistingHub, NewHub, StreamLiveInput } from "./components/hub.ts";
export type {
  Endpoint,
  KeyedEndpoint,
  SrtEndpoint,
} from "./provider/resources/live-input/outputs.ts";
export type { PresetFields } from "./provider/resources/preset/parts.ts";
export {
  PLATFORMS,
  type Platform,
  type PlatformName,
  type PlatformWithUrl,
} from "./provider/resources/restream-target/platforms.ts";
export { guest, host, moderator, speaker, viewer } from "./provider/resources/preset/templates.ts";
export type { Section } from "./components/section.ts";
export { type SectionName, sections } from "./config/sections.ts";
export { type Inputs, RealtimeKitResource } from "./components/resource.ts";
export * from "./components/constants.ts";
export { declareFromConfig } from "./config/declare.ts";
export * from "./lookups/index.ts";
export * from "./outputs/index.ts";

rememberFrames();
