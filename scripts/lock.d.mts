/**
 * Runs `work` while holding the lock directory `path`, so that two commands started at once do not
 * make the same thing twice. `onWait` is called once when another process holds it.
 */
export function withLock<T>(
  path: string,
  work: () => Promise<T>,
  onWait?: (holder: string) => void,
): Promise<T>;
