/** The program: what the stack's config declares is made, and its ways in and out are the outputs. */
import { declareFromConfig, sections } from "pulumi-realtimekit"; // itself, as built: one file loads sooner than its parts

export const {
  apps,
  livestreams,
  presets,
  liveInputs,
  restreamTargets,
  meetings,
  webhooks,
  stages,
  broadcasts,
} = declareFromConfig(sections);

/** Tells other stacks' programs how to read them: see readLivestreaming. */
export { outputsVersion } from "pulumi-realtimekit";
