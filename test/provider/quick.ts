/**
 * Waits between tries are not what is tested: in the tests of a file that calls this they take no
 * time. The timer is put back, as the process goes on to other files.
 */
export function shortenWaits(): void {
  const original = globalThis.setTimeout;
  const quick = <Args extends unknown[]>(
    run: (...args: Args) => void,
    milliseconds = 0,
    ...args: Args
  ) =>
    // What is as long as a request may take stays so.
    original(run, milliseconds < 10_000 ? Math.min(milliseconds, 5) : milliseconds, ...args);
  beforeAll(() => {
    globalThis.setTimeout = Object.assign(quick, original);
  });
  afterAll(() => {
    globalThis.setTimeout = original;
  });
}
