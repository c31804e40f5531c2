/** Merges like PATCH: objects at every depth; other values, including arrays, are replaced. */
export function merged(before: unknown, change: unknown): unknown {
  if (!isObject(before) || !isObject(change)) return change;
  const result = { ...before };
  for (const [key, value] of Object.entries(change)) {
    result[key] = merged(before[key], value);
  }
  return result;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
