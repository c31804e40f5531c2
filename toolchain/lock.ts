import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { lock, type LockOptions } from "proper-lockfile";

/**
 * Held by touching it, because a process's id says nothing across containers and nothing after a
 * kill: a lock that nobody touched for half a minute is nobody's.
 */
const HELD: LockOptions = {
  realpath: false,
  stale: 30_000,
  update: 1_000,
  // Taken away by somebody's hand: what is made ends in an atomic rename all the same.
  onCompromised: () => undefined,
};

const WAITING = { forever: true, factor: 1, minTimeout: 500 };

/**
 * Runs `work` while holding `path`.lock, so that two commands started at once do not make the same
 * thing twice. `onWait` is called once where another holds it.
 */
export async function withLock<T>(
  path: string,
  work: () => Promise<T>,
  onWait?: () => void,
): Promise<T> {
  await mkdir(dirname(path), { recursive: true });
  const release = await lock(path, HELD).catch(async (error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== "ELOCKED") throw error;
    onWait?.();
    return await lock(path, { ...HELD, retries: WAITING });
  });
  try {
    return await work();
  } finally {
    await release().catch(() => undefined);
  }
}
