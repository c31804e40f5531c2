// What others refer to stands before them.
import { apps } from "../components/app.ts";
import { broadcasts } from "../components/broadcast.ts";
import { liveInputs } from "../components/live-input.ts";
import { livestreams } from "../components/livestream.ts";
import { meetings } from "../components/meeting.ts";
import { presets } from "../components/preset.ts";
import { restreamTargets } from "../components/restream-target.ts";
import type { Section } from "./section.ts";
import { stages } from "../components/stage.ts";
import { webhooks } from "../components/webhook.ts";

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
