/** Finds values that must not occur. */
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Place } from "./secrets.ts";

/** The strings below `value` whose property name matches. */
export function valuesOf(value: unknown, name: RegExp): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    typeof inner === "string"
      ? name.test(key) && inner !== ""
        ? [inner]
        : []
      : valuesOf(inner, name),
  );
}

export async function filesBelow(directory: string): Promise<Place[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return await Promise.all(
    files.map(async (entry) => ({
      name: entry.name,
      text: await readFile(join(entry.parentPath, entry.name), "utf8"),
    })),
  );
}
