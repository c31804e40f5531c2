import { randomBytes } from "node:crypto";
import { existsSync, rmSync } from "node:fs";
import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { UserError } from "../provider/user-error.ts";
import { withLock } from "./lock.ts";

/** A folder of the cache, with what it is for and the programs that it needs in `bin`. */
export interface CachedFolder {
  readonly path: string;
  readonly what: string;
  readonly programs: readonly string[];
}

export function binOf({ path }: Pick<CachedFolder, "path">): string {
  return join(path, "bin");
}

/** Whether all programs exist. A folder gets its final name only when it is complete. */
export function isWhole(folder: CachedFolder): boolean {
  return folder.programs.every((program) => existsSync(join(binOf(folder), program)));
}

/** Fills a folder that is missing. `work` gets a draft of it, with an empty `bin`. */
export async function ensureFolder(
  folder: CachedFolder,
  work: (draft: string) => Promise<void>,
): Promise<void> {
  if (isWhole(folder)) return;
  await withLock(
    folder.path,
    async () => {
      if (isWhole(folder)) return;
      await removeLeftovers(resolve(folder.path, ".."));
      await makeWhole(folder, work);
    },
    () => console.error(`Waiting for another command to get ${folder.what}.`),
  );
}

/** Fills a draft and renames it atomically; removes it after a failure. */
async function makeWhole(
  folder: CachedFolder,
  work: (draft: string) => Promise<void>,
): Promise<void> {
  const draft = resolve(folder.path, "..", `draft-${randomBytes(6).toString("hex")}`);
  const discard = () => rmSync(draft, { recursive: true, force: true });
  process.once("exit", discard);
  try {
    await mkdir(binOf({ path: draft }), { recursive: true });
    await work(draft);
    if (!isWhole({ ...folder, path: draft })) {
      const { what, programs } = folder;
      throw new UserError(
        `${what.charAt(0).toUpperCase()}${what.slice(1)} is incomplete: it needs ${programs.join(", ")}.`,
      );
    }
    await rm(folder.path, { recursive: true, force: true });
    await rename(draft, folder.path);
  } finally {
    process.off("exit", discard);
    discard();
  }
}

/** Removes drafts of commands that were killed. */
async function removeLeftovers(cache: string): Promise<void> {
  for (const name of await readdir(cache)) {
    if (!name.startsWith("draft-")) continue;
    const draft = join(cache, name);
    const age = Date.now() - (await stat(draft)).mtimeMs;
    // A recent draft may belong to the build of another version, which has its own lock.
    if (age > 3_600_000) await rm(draft, { recursive: true, force: true });
  }
}
