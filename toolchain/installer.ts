import { join } from "node:path";
import { runCaptured } from "../cli/processes.ts";
import { Progress } from "./progress.ts";
import { CLI_VERSION } from "./versions.ts";

const INSTALL_MS = 10 * 60_000;

/**
 * Installs the CLI into `root`/bin with Pulumi's own installer. Answers undefined, or why it could
 * not (one part of a sentence): then there is another way to go.
 */
export async function installWithPulumi(
  root: string,
  env: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  const progress = new Progress(`getting the Pulumi CLI ${CLI_VERSION} with Pulumi's installer`);
  try {
    // In a process of its own: the Automation API gives no way to end an installation that hangs,
    // and loading it costs more than all the rest of this tool. Node's fetch takes a proxy from the
    // environment only where it is told to.
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
