/** Values and paths in a preview. */
import type { Path } from "../schema/paths.ts";

/** The engine's placeholders for unknown values, one for each type. */
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

/** Parses a path of the engine, such as `ui.colors["500"][0]`. */
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

/** The engine escapes only quotes, not line breaks. */
function unquoted(text: string): string {
  return text.slice(1, -1).replace(/\\(.)/gs, "$1");
}
