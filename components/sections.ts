// What others refer to stands before them.
import { apps } from "./app.ts";
import { broadcasts } from "./broadcast.ts";
import { liveInputs } from "./live-input.ts";
import { livestreams } from "./livestream.ts";
import { meetings } from "./meeting.ts";
import { presets } from "./preset.ts";
import { restreamTargets } from "./restream-target.ts";
import type { Section } from "./section.ts";
import { stages } from "./stage.ts";
import { webhooks } from "./webhook.ts";

/** The name of a section: its key in the stack's config, and its stack output. */
export type SectionName =
  | "apps"
  | "livestreams"
  | "presets"
  | "liveInputs"
  | "restreamTargets"
  | "meetings"
  | "webhooks"
  | "stages"
  | "broadcasts";

/** All sections, for {@link declareFromConfig}. */
export const sections: readonly (Section & { readonly name: SectionName })[] = [
  apps,
  livestreams,
  presets,
  liveInputs,
  restreamTargets,
  meetings,
  webhooks,
  stages,
  broadcasts,
];
