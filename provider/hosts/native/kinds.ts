/** Finds the kind that a call is about. */
import { derivedOf } from "../../engine/derived.ts";
import type { ResourceDefinition } from "../../engine/definition.ts";
import { kindNamed, kindNames } from "../../resources/find.ts";
import { UserError } from "../../user-error.ts";
import { nameInType, typeFor } from "../../engine/types.ts";
import type { Plain } from "../../schema/compare.ts";
import { isSecret, schemaAt } from "../../schema/schema.ts";

/** The engine's type of a kind in this plugin. */
export function tokenOf(definition: { readonly name: string }): string {
  return typeFor(definition, "native");
}

export function kindOf(type: string): ResourceDefinition {
  const name = nameInType(type);
  const found = tokenOf({ name }) === type ? kindNamed(name) : undefined;
  if (found) return found;
  const tokens = kindNames.map((each) => tokenOf({ name: each }));
  throw new UserError(`${type} is no type of this package; there are ${tokens.join(", ")}`);
}

/** Whether a property is secret according to its schema. */
export function isSecretProperty({ inputs }: ResourceDefinition, key: string): boolean {
  const schema = schemaAt(inputs, key);
  return schema !== undefined && isSecret(schema);
}

/** With the derived outputs. The classes of the TypeScript package create them in the program, and say so. */
export function withDerived(
  definition: ResourceDefinition,
  { __derives: isDerivedInProgram, ...props }: Plain,
): Plain {
  return isDerivedInProgram === true ? props : { ...props, ...derivedOf(definition, props) };
}

/**
 * The derived outputs that the state lacks, because a class of the TypeScript package created them, and that the
 * program now needs: it is in another language. An update adds them, and sends nothing.
 */
export function underived(definition: ResourceDefinition, olds: Plain, news: Plain): string[] {
  if (news.__derives === true) return [];
  return Object.keys(derivedOf(definition, olds)).filter((key) => olds[key] === undefined);
}
