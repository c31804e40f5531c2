/**
 * The data contains stream keys, so only the user may read it, independent of the umask and of files of an
 * earlier emulator.
 */
import { chmodSync, closeSync, fchmodSync, mkdirSync, openSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Creates the data directory if needed, and makes it and the database's files private. */
export function makePrivate(directory: string, database: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const inIt = readdirSync(directory);
  const ours = inIt.filter((name) => name.startsWith(database));
  // Does not change a directory with other files in it (such as a home directory or /tmp).
  if (ours.length === inIt.length) warned(directory, () => chmodSync(directory, 0o700));
  // SQLite creates its other files with the mode of the database, but does not change existing ones.
  for (const name of ours) warned(join(directory, name), (path) => chmodSync(path, 0o600));
  if (!ours.includes(database)) createPrivate(join(directory, database));
}

function createPrivate(path: string): void {
  const file = openSync(path, "a", 0o600);
  warned(path, () => fchmodSync(file, 0o600));
  closeSync(file);
}

/** Only warns, for example on a file system without modes or for files of another user. */
function warned(path: string, change: (path: string) => void): void {
  try {
    change(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    console.error(
      `Could not restrict access to ${path} (${code}): other users may be able to read the stream keys in it. ` +
        "Use a separate directory for the emulator (--data DIR).",
    );
  }
}
