/** Which resources are ours, and what their schemas tell of their properties. */
import type { z } from "zod";
import { app } from "../provider/app.ts";
import type { Kind } from "../provider/mechanism/kind.ts";
import { liveInput } from "../provider/live-input.ts";
import { livestream } from "../provider/livestream.ts";
import { meeting } from "../provider/meeting.ts";
import { preset } from "../provider/preset.ts";
import { restreamTarget } from "../provider/restream-target.ts";
import { isSecret, keysOf, schemaAt } from "../provider/mechanism/schema.ts";
import { webhook } from "../provider/webhook.ts";

/** The kinds in the order in which a report has them: from what most people notice. */
const KINDS = {
  Livestream: livestream,
  LiveInput: liveInput,
  RestreamTarget: restreamTarget,
  Meeting: meeting,
  Preset: preset,
  App: app,
  Webhook: webhook,
} satisfies Record<string, Kind>;

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
  const reasons: Readonly<Record<string, string>> = KINDS[kind].replaceOn;
  return Object.hasOwn(reasons, property) ? reasons[property] : undefined;
}

/** Whether a property was declared: what the server or the mechanism adds is nobody's to review. */
export function isDeclared(kind: KindName, property: string): boolean {
  return keysOf(KINDS[kind].schema).includes(property);
}

/** Whether the schema calls the value at this path secret. */
export function isSecretAt(kind: KindName, path: readonly PropertyKey[]): boolean {
  let at: z.core.$ZodType | undefined = KINDS[kind].schema;
  for (const step of path) {
    at = at && schemaAt(at, step);
    if (at && isSecret(at)) return true;
  }
  return false;
}
