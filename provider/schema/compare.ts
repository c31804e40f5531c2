/** Comparing and combining plain values: objects by key whatever their order, lists by position. */

/** Plain data: an object of JSON or YAML. */
export type Plain = Record<string, unknown>;

export function isPlain(value: unknown): value is Plain {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Without the keys that have no value: they would stand before a default, and Pulumi's host fails on them. */
export function present<T extends object>(value: T): T {
  const entries = Object.entries(value).filter(([, below]) => below !== undefined);
  return Object.fromEntries(entries) as T;
}

/** Whether two values are the same, an absent key counting as undefined. */
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
 * What `held` says of that which `declared` speaks of: fields that the server added are left out,
 * fields that it lost are absent. Lists are whole.
 */
export function project(held: unknown, declared: unknown): unknown {
  if (!isPlain(held) || !isPlain(declared)) return held;
  return Object.fromEntries(
    Object.entries(declared)
      .filter(([key]) => held[key] !== undefined)
      .map(([key, below]) => [key, project(held[key], below)]),
  );
}

/** `base` with all that `over` says laid over it; lists are replaced whole. */
export function merge<T>(base: T, over: unknown): T;
export function merge(base: unknown, over: unknown): unknown {
  if (over === undefined) return base;
  if (!isPlain(base) || !isPlain(over)) return over;
  const merged = { ...base };
  for (const [key, value] of Object.entries(over)) merged[key] = merge(base[key], value);
  return merged;
}

/** `value` without what `gone` had and `kept` no longer has, at any depth. */
export function without(value: unknown, gone: unknown, kept: unknown): unknown {
  if (!isPlain(value) || !isPlain(gone)) return value;
  const still = isPlain(kept) ? kept : {};
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !(gone[key] !== undefined && still[key] === undefined))
      .map(([key, below]) => [key, without(below, gone[key], still[key])]),
  );
}
