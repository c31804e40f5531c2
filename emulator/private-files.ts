/**
 * Stream keys, and the keys of other platforms, lie in the data: nobody but the user may read them,
 * whatever the umask, and whatever an earlier emulator has left.
 */
import { chmodSync, closeSync, fchmodSync, mkdirSync, openSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Makes the data directory where it is missing, and it and the database's files the user's alone. */
export function makePrivate(directory: string, database: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const inIt = readdirSync(directory);
  const ours = inIt.filter((name) => name.startsWith(database));
  // A directory with other things in it (somebody's home, /tmp) is not the emulator's to close.
  if (ours.length === inIt.length) warned(directory, () => chmodSync(directory, 0o700));
  // SQLite gives its other files the mode of the database, but leaves one that is there as it is.
  for (const name of ours) warned(join(directory, name), (path) => chmodSync(path, 0o600));
  if (!ours.includes(database)) createPrivate(join(directory, database));
}

function createPrivate(path: string): void {
  const file = openSync(path, "a", 0o600);
  warned(path, () => fchmodSync(file, 0o600));
  closeSync(file);
}

/** A file system that has no modes, or files of another user: the emulator still works. */
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
