/**
 * Converts between our camelCase and the API's snake_case. Keys of maps (the ids of plugins) stay as they
 * are; fields that the schema does not know are dropped.
 */
import { bare, schemaAt } from "../schema/schema.ts";
import type * as z from "zod";
import { isPlain, type Plain } from "../schema/compare.ts";

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Converts a value for the API. */
export function toWire(schema: z.core.$ZodType, value: unknown): unknown {
  return convert(schema, value, (key) => ({ from: key, to: snake(key) }));
}

/** Converts a value from the API. */
export function fromWire(schema: z.core.$ZodType, value: unknown): unknown {
  return convert(schema, value, (key) => ({ from: snake(key), to: key }));
}

type Naming = (key: string) => { from: string; to: string };

function convert(schema: z.core.$ZodType, value: unknown, naming: Naming): unknown {
  const { def } = (bare(schema) as z.core.$ZodTypes)._zod;
  if (Array.isArray(value)) {
    const item = schemaAt(schema, 0);
    return item ? value.map((each) => convert(item, each, naming)) : value;
  }
  if (!isPlain(value)) return value;
  const entries: [string, unknown][] = [];
  if (def.type === "object") {
    for (const [key, below] of Object.entries(def.shape)) {
      const { from, to } = naming(key);
      if (value[from] !== undefined) entries.push([to, convert(below, value[from], naming)]);
    }
  } else if (def.type === "record") {
    for (const [key, below] of Object.entries(value))
      entries.push([key, convert(def.valueType, below, naming)]);
  } else return value;
  return Object.fromEntries(entries) satisfies Plain;
}
