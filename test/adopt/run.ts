/** The command as a user of the package runs it: a program of its own, in a project's directory. */
import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "../../scripts/places.ts";
import { type Captured, runCaptured } from "../../cli/processes.ts";
import { prepare, type Environment } from "../../scripts/environment.ts";
import { PASSPHRASE } from "../support/config-secrets.ts";
import type { Project } from "../support/project.ts";

let prepared: Promise<Environment> | undefined;

/** Runs it in the environment of the test's project; what it says must show no secret. */
export async function runAdopt(
  project: Project,
  args: string[],
  change: NodeJS.ProcessEnv = {},
): Promise<Captured> {
  prepared ??= prepare(process.env);
  const { env } = await prepared;
  const above = join(project.directory, "..");
  const captured = await runCaptured(
    process.execPath,
    [join(root, "cli", "main.ts"), "adopt", ...args],
    {
      cwd: project.directory,
      env: {
        ...env,
        PULUMI_HOME: join(above, "pulumi home"),
        PULUMI_BACKEND_URL: pathToFileURL(join(above, "state")).href,
        PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
        PULUMI_STACK: project.stack,
        ...change,
      },
      timeoutMs: 120_000,
    },
  );
  project.secrets.assertAbsentFrom([
    { name: `what adopt ${args.join(" ")} says`, text: captured.stdout + captured.stderr },
  ]);
  return captured;
}

/** Puts what `--config` printed where its first line says. */
export async function paste(project: Project, printed: string): Promise<void> {
  const [, below] = printed.split("\nconfig:\n");
  const file = join(project.directory, `Pulumi.${project.stack}.yaml`);
  await appendFile(file, below ?? "");
}
