/** What was secret in config stays secret, also where no schema calls it so. */
import * as pulumi from "@pulumi/pulumi";
import type * as z from "zod";
import { type Path, valueAt } from "../provider/schema/paths.ts";
import { isObject, isText, schemaAt, strings } from "../provider/schema/schema.ts";
import { isConfigSecret, type SecretPaths, secretPathsInFile } from "./stack-file.ts";

/** What is secret below one config key. */
export interface ConfigSecrets {
  /** The secret texts: none of them may stand in a message. */
  readonly texts: readonly string[];
  /** Texts that may be secret as well: where one of them is wrong, it is not shown. */
  readonly suspects: readonly string[];
  /** Wraps the secret texts of what stands at this path. */
  readonly hide: (value: unknown, path: Path) => unknown;
}

/**
 * Finds what is secret below a config key. Where only the key as a whole is known to hold a secret,
 * every text counts but for those of which there are few: the values of an enum.
 *
 * @param schema what the value is read by
 * @param own whether the text at a path is a name of the stack's own, and so none to be hidden
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

/** The paths of all texts that are not one of a few. */
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
