/**
 * Adds timeouts, which the runner does not have, so that a hanging test does not block the run. Loaded before
 * the tests of every project; the limits are far above what a test takes on a busy machine.
 */

type Run = () => unknown;

const MINUTES = 10;

function limited(name: string, run: Run): () => Promise<void> {
  return async () => {
    let timer: NodeJS.Timeout | undefined;
    // The real timer, even if a test uses a fake clock.
    const late = new Promise<never>((_resolve, reject) => {
      timer = realSetTimeout(() => reject(new Error(`"${name}" hangs`)), MINUTES * 60_000);
    });
    try {
      await Promise.race([late, Promise.resolve().then(run)]);
    } finally {
      clearTimeout(timer);
    }
  };
}

const realSetTimeout = globalThis.setTimeout;
const original = globalThis.it;
const wrapped = ((name: string, run: Run) => original(name, limited(name, run))) as typeof it;
globalThis.it = Object.assign(wrapped, original);
