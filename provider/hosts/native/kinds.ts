/** Finds the kind that a call is about. */
import type { ResourceDefinition } from "../../engine/definition.ts";
import { registry } from "../../resources/registry.ts";
import { UserError } from "../../user-error.ts";
import { typeFor } from "../../engine/types.ts";
import type { Plain } from "../../schema/compare.ts";
import { isSecret, schemaAt, UNKNOWN } from "../../schema/schema.ts";

/** The engine's type of a kind in this plugin. */
export function tokenOf(definition: Pick<ResourceDefinition, "name">): string {
  return typeFor(definition, "native");
}

const kinds = new Map(
  registry.map((definition: ResourceDefinition) => [tokenOf(definition), definition]),
);

export function kindOf(type: string): ResourceDefinition {
  const found = kinds.get(type);
  if (found) return found;
  throw new UserError(
    `${type} is no type of this package; there are ${[...kinds.keys()].join(", ")}`,
  );
}

/** Whether a property is secret according to its schema. */
export function isSecretProperty({ inputs }: ResourceDefinition, key: string): boolean {
  const schema = schemaAt(inputs, key);
  return schema !== undefined && isSecret(schema);
}

/** The derived outputs. The classes of the TypeScript package create them in the program, and say so. */
export function withDerived(
  { derived = {} }: ResourceDefinition,
  { __derives: isDerivedInProgram, ...props }: Plain,
): Plain {
  if (isDerivedInProgram === true) return props;
  const made = Object.entries(derived).map(([key, { from, make }]): [string, unknown] => {
    const source = props[from];
    return [key, typeof source === "string" && source !== UNKNOWN ? make(source) : source];
  });
  return { ...props, ...Object.fromEntries(made.filter(([, value]) => value !== undefined)) };
}

/**
 * The derived outputs that the state lacks, because a class of the TypeScript package created them, and that the
 * program now needs: it is in another language. An update adds them, and sends nothing.
 */
export function underived(
  { derived = {} }: ResourceDefinition,
  olds: Plain,
  news: Plain,
): string[] {
  if (news.__derives === true) return [];
  return Object.entries(derived)
    .filter(([key, { from }]) => olds[key] === undefined && typeof olds[from] === "string")
    .map(([key]) => key);
}
