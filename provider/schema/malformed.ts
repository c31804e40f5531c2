/** What no declaration may be, whatever its schema says. */
import type { Failure } from "./failure.ts";
import { isObject } from "./schema.ts";

/** Nothing that can be declared comes near it. */
const DEEPEST = 32;

/** How much of the path to what is too deep is worth showing. */
const SHOWN = 4;

type Path = readonly PropertyKey[];

/** That a declaration has more levels than anybody can mean, or holds itself; then nobody may walk it. */
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
 * Keys that no object can carry on: assigned to `__proto__`, a value becomes the prototype, so that
 * zod and Pulumi's SDK leave it out without a word.
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
