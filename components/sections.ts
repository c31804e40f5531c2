/** What a stack's config can declare; what others refer to stands before them. */
import { apps } from "./app.ts";
import { broadcasts } from "./broadcast.ts";
import { liveInputs } from "./live-input.ts";
import { livestreams } from "./livestream.ts";
import { meetings } from "./meeting.ts";
import { presets } from "./preset.ts";
import { restreamTargets } from "./restream-target.ts";
import { stages } from "./stage.ts";
import { webhooks } from "./webhook.ts";

export const sections = [
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
