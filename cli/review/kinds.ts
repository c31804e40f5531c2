/** Which resources are ours, and what their schemas tell of their properties. */
import type { z } from "zod";
import { app } from "../../provider/resources/app/definition.ts";
import type { ResourceDefinition } from "../../provider/engine/definition.ts";
import { liveInput } from "../../provider/resources/live-input/definition.ts";
import { livestream } from "../../provider/resources/livestream/definition.ts";
import { meeting } from "../../provider/resources/meeting/definition.ts";
import { preset } from "../../provider/resources/preset/definition.ts";
import { restreamTarget } from "../../provider/resources/restream-target/definition.ts";
import { isSecret, keysOf, schemaAt } from "../../provider/schema/schema.ts";
import { webhook } from "../../provider/resources/webhook/definition.ts";

/** The kinds in the order in which a report has them: from what most people notice. */
const KINDS = {
  Livestream: livestream,
  LiveInput: liveInput,
  RestreamTarget: restreamTarget,
  Meeting: meeting,
  Preset: preset,
  App: app,
  Webhook: webhook,
} satisfies Record<string, ResourceDefinition>;

export type KindName = keyof typeof KINDS;

/** What the rules look at: our kinds, and `@pulumi/cloudflare`'s live input, which may be a hub as well. */
export type Watched = KindName | "StreamLiveInput";

const TYPES: Readonly<Record<string, Watched>> = {
  ...Object.fromEntries(
    kindNames().map((name) => [`pulumi-nodejs:dynamic/realtimekit:${name}`, name]),
  ),
  "cloudflare:index/streamLiveInput:StreamLiveInput": "StreamLiveInput",
};

/** What a resource's type is to us, if anything. */
export function watchedOf(type: string): Watched | undefined {
  return Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
}

/** Our kind, told from one that is only watched. */
export function kindOf(type: string): KindName | undefined {
  const watched = watchedOf(type);
  return watched === "StreamLiveInput" ? undefined : watched;
}

/** The kinds' names in the order of a report. */
export function kindNames(): KindName[] {
  return Object.keys(KINDS) as KindName[];
}

/** Why a property replaces a resource of this kind. */
export function reasonOf(kind: KindName, property: string): string | undefined {
  const reasons: Readonly<Record<string, string>> = KINDS[kind].replaceOnChanges;
  return Object.hasOwn(reasons, property) ? reasons[property] : undefined;
}

/** Whether a property was declared: what the server or the provider adds is nobody's to review. */
export function isDeclared(kind: KindName, property: string): boolean {
  return keysOf(KINDS[kind].inputs).includes(property);
}

/** Whether the schema calls the value at this path secret. */
export function isSecretAt(kind: KindName, path: readonly PropertyKey[]): boolean {
  let at: z.core.$ZodType | undefined = KINDS[kind].inputs;
  for (const step of path) {
    at = at && schemaAt(at, step);
    if (at && isSecret(at)) return true;
  }
  return false;
}
