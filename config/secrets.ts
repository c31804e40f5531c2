/** Keeps values secret that are secret in config, even if the schema does not mark them. */
import * as pulumi from "@pulumi/pulumi";
import type * as z from "zod";
import { type Path, valueAt } from "../provider/schema/paths.ts";
import { isObject, isText, schemaAt, strings } from "../provider/schema/schema.ts";
import { isConfigSecret, type SecretPaths, secretPathsInFile } from "./stack-file.ts";

/** The secrets below a config key. */
export interface ConfigSecrets {
  /** The secret texts, which must not occur in a message. */
  readonly texts: readonly string[];
  /** Texts that may be secret, which are not shown when they are invalid. */
  readonly suspects: readonly string[];
  /** Marks the secret texts at this path as secret. */
  readonly hide: (value: unknown, path: Path) => unknown;
}

/**
 * Finds the secrets below a config key. If it is only known that the key contains a secret, every text is
 * treated as secret, except the values of enums.
 *
 * @param schema the schema of the value
 * @param own whether the text at a path is a logical name, which is not secret
 */
export function configSecrets(
  key: string,
  value: unknown,
  schema: z.core.$ZodType | undefined,
  own: (path: Path) => boolean,
): ConfigSecrets {
  const known = isConfigSecret(key) ? secretPathsInFile(key, value) : [];
  // Unknown, or the key itself is secret.
  const whole = known === undefined || known.some((path) => path.length === 0);
  const paths = whole ? textsIn(schema, value, []) : known;
  const foreign = paths.filter((path) => !own(path));
  const hidden = new Set(foreign.map((path) => JSON.stringify(path)));
  return {
    texts: (whole ? foreign : paths).flatMap((path) => strings(valueAt(value, path))),
    suspects: whole ? strings(value) : [],
    hide: (part, path) => (hidden.size > 0 ? hide(part, path, hidden) : part),
  };
}

/** The paths of all texts except the values of enums. */
function textsIn(schema: z.core.$ZodType | undefined, value: unknown, path: Path): SecretPaths {
  if (typeof value === "string") return schema && isText(schema) ? [path] : [];
  return stepsOf(value).flatMap(([step, below]) =>
    textsIn(schema && schemaAt(schema, step), below, [...path, step]),
  );
}

function hide(value: unknown, path: Path, hidden: ReadonlySet<string>): unknown {
  if (typeof value === "string")
    return hidden.has(JSON.stringify(path)) ? pulumi.secret(value) : value;
  if (Array.isArray(value)) return value.map((each, at) => hide(each, [...path, at], hidden));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, below]) => [
    key,
    hide(below, [...path, key], hidden),
  ]);
  return Object.fromEntries(entries) as unknown;
}

function stepsOf(value: unknown): [string | number, unknown][] {
  if (Array.isArray(value)) return [...value.entries()];
  return isObject(value) ? Object.entries(value) : [];
}
