/**
 * The runner has no time-outs, so that a test that hangs would hold up the whole run. Loaded before
 * the tests of every project; a limit is far beyond what a test takes on a busy machine.
 */

type Run = () => unknown;

const MINUTES = 10;

function limited(name: string, run: Run): () => Promise<void> {
  return async () => {
    let timer: NodeJS.Timeout | undefined;
    // The real timer, also where a test has set the clock.
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
