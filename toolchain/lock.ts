import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { lock, type LockOptions } from "proper-lockfile";

/**
 * The holder touches the lock, because a process id means nothing across containers or after a kill. A lock
 * that was not touched for 30 seconds is stale.
 */
const HELD: LockOptions = {
  realpath: false,
  stale: 30_000,
  update: 1_000,
  // If someone removes the lock, the work still ends with an atomic rename.
  onCompromised: () => undefined,
};

const WAITING = { forever: true, factor: 1, minTimeout: 500 };

/**
 * Runs `work` while holding `path`.lock, so that two commands do not do the same work. `onWait` is called
 * once if another process holds the lock.
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
