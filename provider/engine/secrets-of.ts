/** The secrets of a resource, which no message may contain. */
import { credentialsIn } from "../schema/addresses.ts";
import type { Plain } from "../schema/compare.ts";
import { isSecret, keysOf, keysWhere, secretsIn, strings } from "../schema/schema.ts";
import type { ResourceDefinition } from "./definition.ts";

/** All secret texts of a resource, except those that are also in its plain outputs, such as an id. */
export function secretsOf(
  { inputs: schema, outputs }: Pick<ResourceDefinition, "inputs" | "outputs">,
  props: Plain,
): string[] {
  const secret = keysWhere(outputs, isSecret);
  const plain = keysOf(outputs).filter((key) => !secret.includes(key));
  const known = JSON.stringify(plain.map((key) => props[key]));
  const made = secret.flatMap((key) => strings(props[key]));
  const inAddresses = strings(props).flatMap(credentialsIn);
  const named = Array.isArray(props.__secretInputs) ? props.__secretInputs : [];
  const hidden = named.flatMap((key) => strings(props[String(key)]));
  const all = [...secretsIn(schema, props), ...inAddresses, ...hidden];
  return [...all, ...made.filter((text) => !known.includes(text))];
}
