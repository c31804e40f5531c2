import { join } from "node:path";
import { runCaptured } from "../cli/processes.ts";
import { Progress } from "./progress.ts";
import { CLI_VERSION } from "./versions.ts";

const INSTALL_MS = 10 * 60_000;

/**
 * Installs the CLI into `root`/bin with Pulumi's installer. Returns undefined, or why it failed (part of a
 * sentence).
 */
export async function installWithPulumi(
  root: string,
  env: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  const progress = new Progress(`getting the Pulumi CLI ${CLI_VERSION} with Pulumi's installer`);
  try {
    // In a separate process, because the Automation API cannot abort an installation that hangs, and loads
    // slowly. Node's fetch uses a proxy from the environment only with NODE_USE_ENV_PROXY.
    const script = join(import.meta.dirname, "installer-process.ts");
    const { code, stderr } = await runCaptured(process.execPath, [script, root, CLI_VERSION], {
      env: { ...env, NODE_USE_ENV_PROXY: "1" },
      timeoutMs: INSTALL_MS,
    });
    if (code === 0) return undefined;
    const last = stderr.trim().split("\n").at(-1) ?? "";
    return last || `Pulumi's installer ended with exit status ${code}`;
  } finally {
    progress.end();
  }
}
