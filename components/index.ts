/** Everything that a program imports. */
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
export { PLATFORMS, type Platform, type PlatformName } from "../provider/platforms.ts";
export { host, type PresetFields, viewer } from "../provider/preset-templates.ts";
