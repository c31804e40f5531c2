/** What a stack's config can declare; what others refer to stands before them. */
import { liveInputs } from "./live-input.ts";
import { livestreams } from "./livestream.ts";
import { presets } from "./preset.ts";
import { restreamTargets } from "./restream-target.ts";

export const sections = [livestreams, presets, liveInputs, restreamTargets];
