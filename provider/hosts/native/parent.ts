/** Ends the plugin with its engine: a plugin is not notified when its engine is killed. */

/** The interval between checks, in milliseconds. */
const INTERVAL = 1_000;

/** Ends this process when the process that started it no longer exists. */
export function endWithParent(parent = process.ppid, end = () => process.exit(0)): NodeJS.Timeout {
  const timer = setInterval(() => {
    if (process.ppid === parent && isThere(parent)) return;
    clearInterval(timer);
    end();
  }, INTERVAL);
  return timer.unref();
}

/** On Windows, orphans keep the id of their parent, so the parent itself is checked. */
function isThere(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
