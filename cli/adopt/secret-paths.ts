/** Which values of a declaration nobody may see. */
import { isPlain } from "../../provider/schema/compare.ts";
import type { ResourceDefinition } from "../../provider/engine/definition.ts";
import { isSecret, schemaAt, secretTest } from "../../provider/schema/schema.ts";
import type { Path } from "../../provider/schema/paths.ts";
import type * as z from "zod";

/** A value that nobody may see, and where in the declaration it belongs. */
export interface SecretValue {
  readonly path: Path;
  readonly value: string;
}

/** What the schema calls secret, and an address that opens a door by itself, as SRT's with its passphrase. */
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
