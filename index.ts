/** The program: what the stack's config declares is made, and its ways in and out are the outputs. */
import { sections } from "./components/sections.ts";
import { declareFromConfig } from "./components/stack.ts";

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
