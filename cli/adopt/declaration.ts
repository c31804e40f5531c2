/** Finds the shortest arguments that adopt a resource without changing it, and separates their secrets. */
import {
  type Change,
  leastDeclaration,
  type Undeclarable,
  withoutPath,
} from "../../provider/engine/declaration.ts";
import type { ResourceDefinition } from "../../provider/engine/definition.ts";
import type { Plain } from "../../provider/schema/compare.ts";
import { secretPaths, type SecretValue } from "./secret-paths.ts";

export type { Change, Undeclarable } from "../../provider/engine/declaration.ts";

export interface Declaration {
  /** Without the secrets. */
  readonly args: Plain;
  readonly secrets: SecretValue[];
  readonly changes: Change[];
}

/** @param all the resource as inputs of its kind, with `adopt` */
export function declarationOf(
  definition: ResourceDefinition,
  held: Plain,
  all: Plain,
): Declaration | Undeclarable {
  const least = leastDeclaration(definition, held, all);
  if ("reason" in least) return least;
  const secrets = secretPaths(definition, least.args);
  const shown = secrets.reduce((rest, { path }) => withoutPath(rest, path), least.args);
  return { args: shown, secrets, changes: least.changes };
}
