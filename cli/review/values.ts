/** Writes the values of a preview, without secrets. */
import { isUnknown } from "../../provider/review/values.ts";
import { isPlain } from "../../provider/schema/compare.ts";
import { below, type Path } from "../../provider/schema/paths.ts";
import { withoutCredentials } from "../../provider/schema/addresses.ts";
import { isSecretAt } from "./kinds.ts";

/** How the CLI prints a secret. */
const MASKED = "[secret]";

/** The key and value with which the engine marks a secret inside a value. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";

function isMasked(value: unknown): boolean {
  return value === MASKED || (isPlain(value) && value[SIGNATURE] === SECRET_SIGNATURE);
}

/** Whether the value at the path or one that contains it is secret, in the preview or in the schema. */
export function isSecretIn(root: unknown, path: Path, kind: string | undefined): boolean {
  if (kind !== undefined && isSecretAt(kind, path)) return true;
  let at = root;
  if (isMasked(at)) return true;
  for (const step of path) {
    at = below(at, step);
    if (isMasked(at)) return true;
  }
  return false;
}

/** The paths of all leaves of a value, in the order of the keys. */
export function leaves(value: unknown, path: Path = []): Path[] {
  if (isMasked(value)) return [path];
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? value.map((item: unknown, index) => [index, item])
    : isPlain(value)
      ? Object.entries(value)
      : [];
  if (entries.length === 0) return [path];
  return entries.flatMap(([key, inner]) => leaves(inner, [...path, key]));
}

/** The text of a value that is not secret. */
export function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  if (isUnknown(value)) return "known after the update";
  return JSON.stringify(value, (_key, each: unknown) => {
    if (isMasked(each)) return MASKED;
    // A URL with a user or a query can contain credentials.
    return typeof each === "string" && /^(rtmps?|srt):\/\//.test(each)
      ? withoutCredentials(each)
      : each;
  });
}

/** Compares paths: by name, and items of a list by number. */
export function comparePaths(a: Path, b: Path): number {
  for (const [index, left] of a.entries()) {
    const right = b[index];
    if (right === undefined) return 1;
    if (left === right) continue;
    if (typeof left === "number" && typeof right === "number") return left - right;
    return String(left) < String(right) ? -1 : 1;
  }
  return a.length - b.length;
}

/** Whether one path is a prefix of the other. */
export function overlap(a: Path, b: Path): boolean {
  return a.slice(0, b.length).every((step, index) => step === b[index]);
}
