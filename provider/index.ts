/**
 * What the loader in every resource's `__provider` requires: the dynamic provider of each kind. A new
 * kind is a line here, a file beside this one and a file in components/.
 */
import { DynamicProvider } from "./dynamic.ts";
import { livestream } from "./livestream.ts";
import { liveInput } from "./live-input.ts";
import { preset } from "./preset.ts";
import { leaveErrorsToTheEngine } from "./quiet.ts";
import { restreamTarget } from "./restream-target.ts";

leaveErrorsToTheEngine();

export const Livestream = new DynamicProvider(livestream);
export const Preset = new DynamicProvider(preset);
export const LiveInput = new DynamicProvider(liveInput);
export const RestreamTarget = new DynamicProvider(restreamTarget);
