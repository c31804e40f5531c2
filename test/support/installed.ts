/** Programs that only some tests need, and that a machine may not have. `.ci/run` installs them. */
import { find } from "../../toolchain/on-path.ts";

const { PATH } = process.env;

export const FFMPEG = find("ffmpeg", PATH);
export const CHROMIUM =
  find("chromium", PATH) ?? find("chromium-browser", PATH) ?? find("google-chrome", PATH);

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
