/** Checks that are independent of the schema. */
import type { Failure } from "./failure.ts";
import { isObject } from "./schema.ts";

/** The maximum depth; no schema comes near it. */
const DEEPEST = 32;

/** How many steps of a path that is too deep are shown. */
const SHOWN = 4;

type Path = readonly PropertyKey[];

/** The failure of a value that is nested too deeply or contains itself; it must not be traversed. */
export function tooDeep(value: unknown): Failure | undefined {
  const path = deepPath(value, [], new Set());
  if (!path) return undefined;
  const reason = `has more than ${DEEPEST} levels or contains itself, which is not allowed`;
  return { path: path.slice(0, SHOWN), reason };
}

function deepPath(value: unknown, path: Path, above: ReadonlySet<unknown>): Path | undefined {
  if (!Array.isArray(value) && !isObject(value)) return undefined;
  if (path.length > DEEPEST || above.has(value)) return path;
  const here = new Set(above).add(value);
  for (const [step, below] of stepsOf(value)) {
    const found = deepPath(below, [...path, step], here);
    if (found) return found;
  }
  return undefined;
}

/**
 * The failures of `__proto__` keys: a value assigned to `__proto__` becomes the prototype, so that zod and
 * Pulumi's SDK would ignore it silently.
 */
export function lostKeys(value: unknown, path: Path = []): Failure[] {
  if (!Array.isArray(value) && !isObject(value)) return [];
  return stepsOf(value).flatMap(([step, below]) => {
    const at = [...path, step];
    if (step === LOST) return [{ path: at, reason: "is not allowed as a name; use another" }];
    return lostKeys(below, at);
  });
}

export const LOST = "__proto__";

function stepsOf(value: unknown[] | Record<string, unknown>): [string | number, unknown][] {
  return Array.isArray(value) ? [...value.entries()] : Object.entries(value);
}
