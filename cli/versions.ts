/** What a stack needs at least, told once for whoever looks: the doctor, and what gets the CLI here. */
import { coerce, gte } from "semver";

/** What @pulumi/pulumi asks for. */
export const OLDEST_NODE = "22.0.0";

/** The oldest CLI that this package was tried with. */
export const OLDEST_CLI = "3.229.0";

/** Compares by number, as in "1.26"; what follows a `-` or `+` does not count. */
export function isAtLeast(version: string, minimum: string): boolean {
  const number = coerce(version);
  return number !== null && gte(number, minimum);
}
