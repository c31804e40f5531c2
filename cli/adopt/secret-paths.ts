/** Finds the secret values in arguments. */
import { isPlain } from "../../provider/schema/compare.ts";
import type { ResourceDefinition } from "../../provider/engine/definition.ts";
import { isSecret, schemaAt, secretTest } from "../../provider/schema/schema.ts";
import type { Path } from "../../provider/schema/paths.ts";
import type * as z from "zod";

/** A secret value and its path in the arguments. */
export interface SecretValue {
  readonly path: Path;
  readonly value: string;
}

/** The secrets of the schema, and URLs with credentials, such as an SRT URL with a passphrase. */
export function secretPaths(
  definition: ResourceDefinition,
  args: Record<string, unknown>,
): SecretValue[] {
  return below(definition.inputs, args, []);
}

function below(schema: z.core.$ZodType | undefined, value: unknown, path: Path): SecretValue[] {
  if (!schema) return [];
  if (typeof value === "string" && (isSecret(schema) || secretTest(schema)?.(value)))
    return [{ path, value }];
  if (!isPlain(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    below(schemaAt(schema, key), inner, [...path, key]),
  );
}
