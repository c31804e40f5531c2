/** The minimum versions, for the doctor and the toolchain. */
import { coerce, gte } from "semver";

/** The minimum version of @pulumi/pulumi. */
export const OLDEST_NODE = "22.0.0";

/** The oldest CLI that this package is tested with. */
export const OLDEST_CLI = "3.229.0";

/** Compares versions by number; ignores what follows a `-` or `+`. */
export function isAtLeast(version: string, minimum: string): boolean {
  const number = coerce(version);
  return number !== null && gte(number, minimum);
}
