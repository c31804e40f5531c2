/** Runs a command of the package like a user: the published program, in a project's directory. */
import { join } from "node:path";
import { type Captured, runCaptured } from "../../cli/processes.ts";
import { prepare, type Environment } from "../../scripts/environment.ts";
import { QUICKER } from "./checkout.ts";
import { PASSPHRASE } from "./config-secrets.ts";
import { builtProgram } from "./program.ts";
import type { Project } from "./project.ts";

let prepared: Promise<Environment> | undefined;

/** Runs it in the environment of the test's project; its output must not contain secrets. */
export async function runCommand(
  project: Project,
  command: "adopt" | "rehearse" | "review",
  args: string[],
  change: NodeJS.ProcessEnv = {},
): Promise<Captured> {
  prepared ??= prepare(process.env);
  const { env } = await prepared;
  const captured = await runCaptured(process.execPath, [await builtProgram(), command, ...args], {
    cwd: project.directory,
    env: {
      ...env,
      ...QUICKER,
      PULUMI_HOME: join(project.directory, "..", "pulumi home"),
      PULUMI_BACKEND_URL: project.backend,
      PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
      PULUMI_STACK: project.stack,
      ...change,
    },
    timeoutMs: 120_000,
  });
  project.secrets.assertAbsentFrom([
    { name: `what ${command} ${args.join(" ")} says`, text: captured.stdout + captured.stderr },
  ]);
  return captured;
}
