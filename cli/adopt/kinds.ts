/** The kinds that can be taken over, each with its section of config and its class. */
import type { ResourceDefinition } from "../../provider/engine/definition.ts";
import { livestream } from "../../provider/resources/livestream/definition.ts";
import { liveInput } from "../../provider/resources/live-input/definition.ts";
import { meeting } from "../../provider/resources/meeting/definition.ts";
import { preset } from "../../provider/resources/preset/definition.ts";
import { restreamTarget } from "../../provider/resources/restream-target/definition.ts";
import { webhook } from "../../provider/resources/webhook/definition.ts";

interface Adoptable {
  /** What it is, as the beginning of a logical name and in a table. */
  readonly word: string;
  /** A kind's type parameter is what its own check leaves; here all are alike. */
  readonly kind: ResourceDefinition;
}

/** In the order in which they are listed, and declared: what others refer to stands before them. */
export const ADOPTABLE = {
  livestreams: { word: "livestream", kind: livestream },
  presets: { word: "preset", kind: preset },
  liveInputs: { word: "live-input", kind: liveInput },
  restreamTargets: { word: "restream-target", kind: restreamTarget },
  webhooks: { word: "webhook", kind: webhook },
  meetings: { word: "meeting", kind: meeting },
} as const satisfies Record<string, Adoptable>;

export type SectionName = keyof typeof ADOPTABLE;

export const SECTIONS = Object.keys(ADOPTABLE) as SectionName[];

/** The kind of a section, without what tells its inputs from another's. */
export function kindOf(section: SectionName): ResourceDefinition {
  return ADOPTABLE[section].kind;
}
