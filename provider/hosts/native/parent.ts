/** Nothing tells a plugin that its engine was killed: it would go on for ever. */

/** How often it looks, in milliseconds. */
const INTERVAL = 1_000;

/** Ends this process when the one that started it is gone. */
export function endWithParent(parent = process.ppid, end = () => process.exit(0)): NodeJS.Timeout {
  const timer = setInterval(() => {
    if (process.ppid === parent && isThere(parent)) return;
    clearInterval(timer);
    end();
  }, INTERVAL);
  return timer.unref();
}

/** Where orphans keep their parent's number, as on Windows, it is the number that is gone. */
function isThere(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
