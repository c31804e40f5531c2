/** The kinds of resources that the review knows, and their schemas. */
import type { z } from "zod";
import type { ResourceDefinition } from "../../provider/engine/definition.ts";
import { kindIn } from "../../provider/engine/types.ts";
import { registry } from "../../provider/resources/registry.ts";
import { isSecret, keysOf, schemaAt } from "../../provider/schema/schema.ts";

/** `@pulumi/cloudflare`'s live input, which the rules check too because it can be a hub. */
export const STREAM_LIVE_INPUT = "StreamLiveInput";

const definitions: ReadonlyMap<string, ResourceDefinition> = new Map(
  registry.map((each) => [each.name, each]),
);

/** The definition of a type of this package. */
export function definitionOf(type: string): ResourceDefinition | undefined {
  return definitions.get(kindIn(type) ?? "");
}

/** The kind for which rules apply to a type, if any. */
export function watchedOf(type: string): string | undefined {
  if (type === `cloudflare:index/streamLiveInput:${STREAM_LIVE_INPUT}`) return STREAM_LIVE_INPUT;
  return definitionOf(type)?.name;
}

/** The position of a kind in a report; other resources come last. */
export function place(kind: string | undefined): number {
  const at = registry.findIndex(({ name }) => name === kind);
  return at === -1 ? registry.length : at;
}

/** Whether a property is an input; values that the API or the provider adds are not reviewed. */
export function isDeclared(kind: string, property: string): boolean {
  const definition = definitions.get(kind);
  return definition !== undefined && keysOf(definition.inputs).includes(property);
}

/** Whether a property is an output, such as a playback URL. */
export function isOutput(kind: string, property: string): boolean {
  const definition = definitions.get(kind);
  return definition !== undefined && keysOf(definition.outputs).includes(property);
}

/** Whether the value at this path is secret in the schema. */
export function isSecretAt(kind: string, path: readonly PropertyKey[]): boolean {
  let at: z.core.$ZodType | undefined = definitions.get(kind)?.inputs;
  for (const step of path) {
    at = at && schemaAt(at, step);
    if (at && isSecret(at)) return true;
  }
  return false;
}
