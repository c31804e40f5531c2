/** Waits between tries are not what is tested: in a file that calls this they take no time. */
export function shortenWaits(): void {
  const original = globalThis.setTimeout;
  const quick = (run: () => void, milliseconds = 0) =>
    // What is as long as a request may take stays so.
    original(run, milliseconds < 10_000 ? Math.min(milliseconds, 5) : milliseconds);
  globalThis.setTimeout = Object.assign(quick, original);
}
