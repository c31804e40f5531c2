/** References from an entry of a section to other resources of the stack. */
import * as z from "zod";
import type { Section } from "../components/section.ts";
import type { Plain } from "../provider/schema/compare.ts";
import { showValue } from "../provider/schema/failures.ts";
import { listed, suggestion } from "../provider/schema/nearest.ts";
import { optionsSchema } from "./options.ts";
import { UNKNOWN } from "../provider/schema/schema.ts";
import type { Failure } from "../provider/schema/failure.ts";

/** The schema of an entry: the reference and the id are both optional. */
export function entrySchema({ schema, references = {}, isComponent = false }: Section) {
  const ids = Object.values(references).map(({ becomes }) => becomes);
  const named = Object.fromEntries(
    Object.keys(references).map((key) => [key, z.string().min(1).optional()]),
  );
  const optional = Object.fromEntries(
    ids.map((key) => [key, (schema.shape[key] as z.ZodType).optional()]),
  );
  const options = optionsSchema(isComponent).optional();
  return schema.extend({ ...named, ...optional, options });
}

/**
 * The failures of an entry's references.
 *
 * @param names returns the logical names in a section
 * @param secrets texts that must not be shown
 */
export function referenceFailures(
  section: Section,
  entry: Plain,
  names: (section: string) => string[],
  secrets: readonly string[] = [],
): Failure[] {
  return Object.entries(section.references ?? {}).flatMap(
    ([key, { section: other, becomes, required }]) => {
      const { [key]: name, [becomes]: id } = entry;
      const ways = `give ${key} (a logical name in ${other}) or ${becomes}`;
      if (name !== undefined && id !== undefined)
        return [{ path: [key], reason: `cannot be set together with ${becomes}; ${ways}` }];
      if (name === undefined && id === undefined && required)
        return [{ path: [key], reason: `missing; ${ways}` }];
      if (typeof name !== "string" || names(other).includes(name)) return [];
      const found = `${showValue(name, secrets)} is not a logical name in ${other}`;
      return [{ path: [key], reason: `${found}; ${whichName(name, names(other), other)}` }];
    },
  );
}

function whichName(name: string, known: readonly string[], section: string): string {
  if (known.length === 0) return `${section} is empty: add it there, or remove the reference`;
  const meant = suggestion(name, known);
  return `${meant}${meant === "" ? "u" : "U"}se ${listed(known)}`;
}

/**
 * The arguments of an entry, with ids instead of references.
 *
 * @param idOf returns the id; default: UNKNOWN
 */
export function resolve(
  section: Section,
  entry: Plain,
  idOf: (section: string, name: string) => unknown = () => UNKNOWN,
): Plain {
  const args = { ...entry };
  for (const [key, { section: other, becomes }] of Object.entries(section.references ?? {})) {
    const name = args[key];
    Reflect.deleteProperty(args, key);
    if (typeof name === "string") args[becomes] = idOf(other, name);
  }
  return args;
}
