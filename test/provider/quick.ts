/** Waits between tries are not what is tested: in a file that calls this they take no time. */
export function shortenWaits(): void {
  const original = globalThis.setTimeout;
  const quick = <Args extends unknown[]>(
    run: (...args: Args) => void,
    milliseconds = 0,
    ...args: Args
  ) =>
    // What is as long as a request may take stays so.
    original(run, milliseconds < 10_000 ? Math.min(milliseconds, 5) : milliseconds, ...args);
  globalThis.setTimeout = Object.assign(quick, original);
}
