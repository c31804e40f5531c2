import { removeDirectory, temporaryDirectory } from "./directory.ts";

/**
 * Runs cleanup functions after each test of the file or describe that calls this, in reverse order.
 *
 * @returns a function that registers a cleanup function
 */
export function closeAfterEach(): (close: () => unknown) => void {
  const open: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of open.splice(0).reverse()) await close();
  });
  return (close) => void open.push(close);
}

/** Makes temporary directories that are removed after each test. */
export function directoryPerTest(): () => Promise<string> {
  const later = closeAfterEach();
  return async () => {
    const directory = await temporaryDirectory();
    later(() => removeDirectory(directory));
    return directory;
  };
}
