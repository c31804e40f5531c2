import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** The checkout. */
export const root = resolve(import.meta.dirname, "..");

/** State, emulator data and logs of the stack that needs no account; git ignores it. */
export const devDirectory = join(root, ".pulumi-dev");

/** Where downloaded and built tools are kept: outside the checkout, shared by all clones. */
export function cacheDirectory(env: NodeJS.ProcessEnv): string {
  const chosen = env.PULUMI_REALTIMEKIT_CACHE;
  if (chosen) return resolve(chosen);
  // The XDG specification has relative paths ignored.
  const xdg = env.XDG_CACHE_HOME;
  return join(xdg?.startsWith("/") ? xdg : join(homedir(), ".cache"), "pulumi-realtimekit");
}
