/** Which resources are ours, and what their schemas tell of their properties. */
import type { z } from "zod";
import type { ResourceDefinition } from "../../provider/engine/definition.ts";
import { kindIn } from "../../provider/engine/types.ts";
import { registry } from "../../provider/resources/registry.ts";
import { isSecret, keysOf, schemaAt } from "../../provider/schema/schema.ts";

/** The rules also look at `@pulumi/cloudflare`'s live input, which may be a hub as well. */
export const STREAM_LIVE_INPUT = "StreamLiveInput";

const definitions: ReadonlyMap<string, ResourceDefinition> = new Map(
  registry.map((each) => [each.name, each]),
);

/** The definition of a type of ours. */
export function definitionOf(type: string): ResourceDefinition | undefined {
  return definitions.get(kindIn(type) ?? "");
}

/** What a resource's type is to the rules, if anything. */
export function watchedOf(type: string): string | undefined {
  if (type === `cloudflare:index/streamLiveInput:${STREAM_LIVE_INPUT}`) return STREAM_LIVE_INPUT;
  return definitionOf(type)?.name;
}

/** Where a kind stands in a report; what is none of ours stands last. */
export function place(kind: string | undefined): number {
  const at = registry.findIndex(({ name }) => name === kind);
  return at === -1 ? registry.length : at;
}

/** Whether a property was declared: what the server or the provider adds is nobody's to review. */
export function isDeclared(kind: string, property: string): boolean {
  const definition = definitions.get(kind);
  return definition !== undefined && keysOf(definition.inputs).includes(property);
}

/** Whether the API makes this property, as a playback URL. */
export function isOutput(kind: string, property: string): boolean {
  const definition = definitions.get(kind);
  return definition !== undefined && keysOf(definition.outputs).includes(property);
}

/** Whether the schema calls the value at this path secret. */
export function isSecretAt(kind: string, path: readonly PropertyKey[]): boolean {
  let at: z.core.$ZodType | undefined = definitions.get(kind)?.inputs;
  for (const step of path) {
    at = at && schemaAt(at, step);
    if (at && isSecret(at)) return true;
  }
  return false;
}
