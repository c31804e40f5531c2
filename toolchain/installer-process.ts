// Runs Pulumi's installer through the Automation API: `installer-process.ts <root> <version>`.
// If it fails, its last line on stderr is the reason, as part of a sentence.
import { SemVer } from "semver";
import { messageOf } from "../provider/user-error.ts";

/** The URL of the installer; the Automation API uses the same one. */
const INSTALLER = "https://get.pulumi.com/";
const PROBE_MS = 4_000;

const [root = "", version = ""] = process.argv.slice(2);
try {
  // Checked first, because the Automation API would wait two minutes.
  await fetch(INSTALLER, { method: "HEAD", signal: AbortSignal.timeout(PROBE_MS) });
} catch {
  console.error("Pulumi's installer cannot be reached from here");
  process.exit(1);
}
try {
  const { PulumiCommand } = await import("@pulumi/pulumi/automation/index.js");
  await PulumiCommand.install({ root, version: new SemVer(version) });
} catch (error) {
  console.error(`Pulumi's installer failed (${messageOf(error).trim().split("\n")[0]})`);
  process.exitCode = 1;
}
