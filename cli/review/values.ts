/** Values as a preview has them, and as a person may see them: never a secret. */
import { isPlain } from "../../provider/schema/compare.ts";
import { withoutCredentials } from "../../provider/schema/addresses.ts";
import { type KindName, isSecretAt } from "./kinds.ts";

export type Path = readonly (string | number)[];

/** How the CLI writes a secret, in whatever it prints. */
const MASKED = "[secret]";

/** How the engine marks a secret inside a value, by the key that says what an object is. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";

/** What the engine writes for a value that only the update will know, one for each type of value. */
const UNKNOWNS = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

export function isUnknown(value: unknown): boolean {
  return typeof value === "string" && UNKNOWNS.has(value);
}

function isMasked(value: unknown): boolean {
  return value === MASKED || (isPlain(value) && value[SIGNATURE] === SECRET_SIGNATURE);
}

/** Whether what stands at the path, or what it stands in, is secret: to the preview or to the schema. */
export function isSecretIn(root: unknown, path: Path, kind: KindName | undefined): boolean {
  if (kind !== undefined && isSecretAt(kind, path)) return true;
  let at = root;
  if (isMasked(at)) return true;
  for (const step of path) {
    at = below(at, step);
    if (isMasked(at)) return true;
  }
  return false;
}

/** The value at a path; undefined where there is none. */
export function valueAt(root: unknown, path: Path): unknown {
  return path.reduce(below, root);
}

function below(value: unknown, step: string | number): unknown {
  if (Array.isArray(value))
    return typeof step === "number" ? (value as unknown[])[step] : undefined;
  return isPlain(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

/** The paths of everything in a value that has no parts, in the order of the keys. */
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

/** A value that is no secret, in words. */
export function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  if (isUnknown(value)) return "known after the update";
  return JSON.stringify(value, (_key, each: unknown) => {
    if (isMasked(each)) return MASKED;
    // A user before a server, or a query, opens the door as a key does.
    return typeof each === "string" && /^(rtmps?|srt):\/\//.test(each)
      ? withoutCredentials(each)
      : each;
  });
}

/** A path as the engine writes it, taken apart: `ui.colors["500"][0]`. */
export function parsePath(text: string): Path {
  const path: (string | number)[] = [];
  const step = /\.?([^.[\]]+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/gy;
  while (step.lastIndex < text.length) {
    const at = step.lastIndex;
    const found = step.exec(text);
    if (!found) return [...path, text.slice(at)];
    const [, name, index, quoted] = found;
    path.push(index !== undefined ? Number(index) : (name ?? unquoted(quoted ?? '""')));
  }
  return path;
}

/** The engine escapes quotes alone, so that a line break in a key stands there as it is. */
function unquoted(text: string): string {
  return text.slice(1, -1).replace(/\\(.)/gs, "$1");
}

/** The order of paths: by their names, and items of a list by their number. */
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
