/** Remembers what was built of what, so that a command does not build it again. */
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";

/** Files as they were: time of change and size by path. */
type Stamps = Readonly<Record<string, string>>;

export interface Built {
  /** The sources, relative to the checkout. */
  readonly sources: Stamps;
  /** The files that were written. Another command, in between, may have written its own. */
  readonly outputs: Stamps;
}

/** Stamps of those files that exist. */
export async function stampsOf(root: string, paths: readonly string[]): Promise<Stamps> {
  const entries = await Promise.all(
    paths.map(async (path) => {
      const found = await stat(join(root, path)).catch(() => undefined);
      return found?.isFile() ? [[path, `${found.mtimeMs} ${found.size}`]] : [];
    }),
  );
  return Object.fromEntries(entries.flat()) as Stamps;
}

/** Whether one of the files may have changed since a time in milliseconds. */
export function hasChangedSince(stamps: Stamps, time: number): boolean {
  return Object.values(stamps).some((stamp) => Number.parseFloat(stamp) + BEHIND >= time);
}

/** How far the clock of a file system is behind, in milliseconds: it is set some hundred times a second. */
const BEHIND = 100;

/** What was built, if neither its sources nor its outputs have changed since. */
export async function unchanged(root: string, record: string): Promise<Built | undefined> {
  const built = await readRecord(record);
  if (built === undefined) return undefined;
  const before = { ...built.sources, ...built.outputs };
  const now = await stampsOf(root, Object.keys(before));
  return Object.entries(before).every(([path, stamp]) => now[path] === stamp) ? built : undefined;
}

/** Undefined if there is none, or a damaged one. */
async function readRecord(path: string): Promise<Built | undefined> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as Built;
  } catch {
    return undefined;
  }
}
