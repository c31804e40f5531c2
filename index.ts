/** The program: what the stack's config declares becomes resources, and their ways in and out become outputs. */
import { LiveInput, Livestream, Preset, RestreamTarget } from "./components/index.ts";
import { readStackConfig, restreamTargetArgs } from "./components/stack-config.ts";
import { each, summaries } from "./components/stack-outputs.ts";

const config = readStackConfig();

const ownLivestreams = each(config.livestreams, (args, name) => new Livestream(name, args));
const ownPresets = each(config.presets, (args, name) => new Preset(name, args));
const ownLiveInputs = each(config.liveInputs, (args, name) => new LiveInput(name, args));
const ownTargets = each(
  config.restreamTargets,
  (args, name) => new RestreamTarget(name, restreamTargetArgs(args, ownLiveInputs)),
);

export const livestreams = summaries.livestreams(ownLivestreams);
export const presets = summaries.presets(ownPresets);
export const liveInputs = summaries.liveInputs(ownLiveInputs);
export const restreamTargets = summaries.restreamTargets(ownTargets);
