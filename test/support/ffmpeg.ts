/** ffmpeg, where it is installed: tests that need it are skipped elsewhere. */
import { find } from "../../toolchain/on-path.ts";

export const ffmpeg = find("ffmpeg", process.env.PATH);
