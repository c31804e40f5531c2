/** Finds ffmpeg, and starts it. It only encodes and decodes: it never gets an address or a stream key. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { execa } from "execa";
import * as z from "zod";
import { UserError } from "../../provider/user-error.ts";
import { runCaptured } from "../processes.ts";

const OPTIONAL_PACKAGE = "@ffmpeg-installer/ffmpeg";

const MISSING = `ffmpeg is missing: it encodes the test video. Install it (apt-get install ffmpeg, brew install ffmpeg, winget install ffmpeg), or run npm install --save-dev ${OPTIONAL_PACKAGE}, or set FFMPEG to its path.`;

/**
 * The path of ffmpeg.
 *
 * @throws UserError if there is none, or if it has no H.264 encoder
 */
export async function findFfmpeg(env: NodeJS.ProcessEnv, cwd: string): Promise<string> {
  const path = [env.FFMPEG, onPath(env.PATH ?? ""), ofPackage(cwd)].find(Boolean);
  if (path === undefined) throw new UserError(MISSING);
  const { code, stdout } = await runCaptured(path, ["-hide_banner", "-encoders"]);
  if (code !== 0 || !/\blibx264\b/.test(stdout))
    throw new UserError(
      `${path} cannot encode H.264 (libx264). Install another ffmpeg, or set FFMPEG to its path.`,
    );
  return path;
}

function onPath(path: string): string | undefined {
  const names = process.platform === "win32" ? ["ffmpeg.exe"] : ["ffmpeg"];
  return path
    .split(delimiter)
    .filter((directory) => directory !== "")
    .flatMap((directory) => names.map((name) => join(directory, name)))
    .find((file) => existsSync(file));
}

const installer = z.looseObject({ path: z.string() });

function ofPackage(cwd: string): string | undefined {
  try {
    const found: unknown = createRequire(join(cwd, "/"))(OPTIONAL_PACKAGE);
    return installer.parse(found).path;
  } catch {
    return undefined;
  }
}

/** A running ffmpeg, with bytes on its standard output. It ends with this process. */
export function startFfmpeg(path: string, args: string[]) {
  return execa(path, ["-hide_banner", "-nostdin", "-loglevel", "error", ...args], {
    stdin: "pipe",
    encoding: "buffer",
    reject: false,
    buffer: false,
  });
}
