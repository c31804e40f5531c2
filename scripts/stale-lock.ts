import { readFile, readdir, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { UserError } from "../provider/user-error.ts";
import { runCaptured } from "../cli/processes.ts";
import { DEV_STACK, type Environment } from "./environment.ts";

interface Lock {
  pid: number;
  hostname: string;
}

/**
 * Removes the lock that a killed Pulumi process left on the stack, which would block every later command,
 * with `pulumi cancel`. The next create warns about resources that the killed command may have created.
 */
export async function liftStaleLock({ pulumi, env }: Environment, cwd: string): Promise<void> {
  const locks = await readLocks(env.PULUMI_BACKEND_URL);
  if (locks.length === 0 || locks.some(isHeld)) return;
  await removeEmptyAttributes(env.PULUMI_BACKEND_URL);
  const { code, stderr } = await runCaptured(pulumi, ["cancel", "--yes", "--stack", DEV_STACK], {
    cwd,
    env,
  });
  if (code !== 0) {
    throw new UserError(
      `Stack ${DEV_STACK} is locked by a command that was killed, and the lock could not be removed: ${stderr.trim()}`,
    );
  }
  console.log(`An earlier command was killed; its lock on stack ${DEV_STACK} was removed.`);
}

/**
 * Removes empty `<file>.attrs` files of a `file://` backend. Pulumi does not write them atomically, so a kill
 * can leave one empty, and every command then fails with "failed to load checkpoint: EOF". The state itself
 * is complete and can be read without that file.
 */
export async function removeEmptyAttributes(backend: string | undefined): Promise<string[]> {
  if (!backend?.startsWith("file:")) return [];
  const stacks = join(fileURLToPath(backend), ".pulumi", "stacks");
  const files = await readdir(stacks, { recursive: true }).catch(() => []);
  const removed: string[] = [];
  for (const file of files.filter((each) => each.endsWith(".attrs"))) {
    const path = join(stacks, file);
    if ((await stat(path)).size > 0) continue;
    await rm(path, { force: true });
    removed.push(path);
  }
  return removed;
}

async function readLocks(backend: string | undefined): Promise<Lock[]> {
  if (!backend?.startsWith("file:")) return [];
  const locks = join(fileURLToPath(backend), ".pulumi", "locks");
  const files = await readdir(locks, { recursive: true }).catch(() => []);
  const ours = files.filter((file) => file.includes(`/${DEV_STACK}/`) && file.endsWith(".json"));
  const parse = async (file: string) =>
    JSON.parse(await readFile(join(locks, file), "utf8")) as Lock;
  // A lock that is being removed or written belongs to a running command; Pulumi reports that.
  return await Promise.all(ours.map(parse)).catch(() => []);
}

function isHeld(lock: Lock): boolean {
  if (lock.hostname !== hostname()) return true; // another machine's process cannot be checked
  try {
    process.kill(lock.pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
