/** Reads and replaces a stack's file; the file is replaced atomically. */
import { randomUUID } from "node:crypto";
import { readFile, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { UserError } from "../../provider/user-error.ts";

/** The content of the file; empty if there is no file. */
export async function readStackFile(path: string): Promise<string> {
  return await readFile(path, "utf8").catch((error: unknown) => {
    if (isMissing(error)) return "";
    throw failed("read", path, error);
  });
}

/** Writes a draft with the file's permissions, and renames it. */
export async function replaceStackFile(path: string, text: string): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const draft = join(dirname(target), `.${basename(target)}.${randomUUID()}`);
  try {
    const rights = await stat(target).catch(() => undefined);
    await writeFile(draft, text, { flag: "wx", ...(rights && { mode: rights.mode }) });
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    throw failed("written", path, error);
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

function failed(what: string, path: string, cause: unknown): UserError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new UserError(`${basename(path)} could not be ${what}: ${reason}`, { cause });
}
