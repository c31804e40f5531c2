/** Programs that only some tests need, and that a machine may not have. `.ci/run` installs them. */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** The path of the first of these programs that is installed. */
function find(names: readonly string[]): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return names
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

export const FFMPEG = find(["ffmpeg"]);
export const CHROMIUM = find(["chromium", "chromium-browser", "google-chrome"]);

/** `it` where both are installed; otherwise a skipped one, and a word about it. */
export function itWithVideo(): typeof it.skip {
  const missing = [
    ...(FFMPEG === undefined ? ["ffmpeg"] : []),
    ...(CHROMIUM === undefined ? ["Chromium"] : []),
  ];
  if (missing.length === 0) return it;
  console.warn(`${missing.join(" and ")} is not installed: tests that need it are skipped.`);
  return it.skip;
}
