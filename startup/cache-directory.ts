import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** The cache of this package outside any project: tools that were downloaded or built, and compiled code. */
export function cacheDirectory(env: NodeJS.ProcessEnv): string {
  const chosen = env.PULUMI_REALTIMEKIT_CACHE;
  if (chosen) return resolve(chosen);
  // The XDG specification says to ignore relative paths.
  const xdg = env.XDG_CACHE_HOME;
  return join(xdg?.startsWith("/") ? xdg : join(homedir(), ".cache"), "pulumi-realtimekit");
}
