/** Compares and combines plain values: objects by key in any order, lists by position. */

/** Plain data: an object of JSON or YAML. */
export type Plain = Record<string, unknown>;

export function isPlain(value: unknown): value is Plain {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object without undefined values, which would override defaults and which Pulumi's host rejects. */
export function present<T extends object>(value: T): T {
  const entries = Object.entries(value).filter(([, below]) => below !== undefined);
  return Object.fromEntries(entries) as T;
}

/** Whether two values are equal; a missing key equals undefined. */
export function equal(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => equal(item, b[index]));
  }
  if (isPlain(a) && isPlain(b)) {
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) =>
      equal(a[key], b[key]),
    );
  }
  return Object.is(a, b);
}

/**
 * The part of `held` that `declared` has too: without fields that the server added. Lists are not split.
 */
export function project(held: unknown, declared: unknown): unknown {
  if (!isPlain(held) || !isPlain(declared)) return held;
  return Object.fromEntries(
    Object.entries(declared)
      .filter(([key]) => held[key] !== undefined)
      .map(([key, below]) => [key, project(held[key], below)]),
  );
}

/** Merges `over` into `base`; lists are replaced. */
export function merge<T>(base: T, over: unknown): T;
export function merge(base: unknown, over: unknown): unknown {
  if (over === undefined) return base;
  if (!isPlain(base) || !isPlain(over)) return over;
  const merged = { ...base };
  for (const [key, value] of Object.entries(over)) merged[key] = merge(base[key], value);
  return merged;
}

/** `value` without the keys that `gone` has and `kept` does not have, at any depth. */
export function without(value: unknown, gone: unknown, kept: unknown): unknown {
  if (!isPlain(value) || !isPlain(gone)) return value;
  const still = isPlain(kept) ? kept : {};
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !(gone[key] !== undefined && still[key] === undefined))
      .map(([key, below]) => [key, without(below, gone[key], still[key])]),
  );
}

/** The part of `value` that {@link without} removes; undefined if it removes nothing. */
export function removed(value: unknown, gone: unknown, kept: unknown): Plain | undefined {
  if (!isPlain(value) || !isPlain(gone)) return undefined;
  const still = isPlain(kept) ? kept : {};
  const entries = Object.entries(value).flatMap(([key, below]) => {
    if (gone[key] === undefined || below === null) return [];
    const part = still[key] === undefined ? below : removed(below, gone[key], still[key]);
    return part === undefined ? [] : [[key, part] as const];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
