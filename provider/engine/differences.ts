/** The differences between two values, as previews show them. */
import { isPlain } from "../schema/compare.ts";

export type DifferenceKind = "ADD" | "DELETE" | "UPDATE";

/** One property that differs. */
export interface Difference {
  readonly path: readonly (string | number)[];
  readonly kind: DifferenceKind;
}

/** All differences between two values, with their paths. */
export function differences(
  before: unknown,
  after: unknown,
  path: Difference["path"] = [],
): Difference[] {
  if (before === undefined && after === undefined) return [];
  if (before === undefined) return [{ path, kind: "ADD" }];
  if (after === undefined) return [{ path, kind: "DELETE" }];
  if (isPlain(before) && isPlain(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => differences(before[key], after[key], [...path, key]));
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const longer = before.length > after.length ? before : after;
    return longer.flatMap((_, index) => differences(before[index], after[index], [...path, index]));
  }
  return Object.is(before, after) ? [] : [{ path, kind: "UPDATE" }];
}
