/** The command in a test's project, and what a user does with what it prints. */
import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import type { Captured } from "../../cli/processes.ts";
import type { Project } from "../support/project.ts";
import { runCommand } from "../support/run-command.ts";

/** Runs it in the environment of the test's project; what it says must show no secret. */
export function runAdopt(
  project: Project,
  args: string[],
  change?: NodeJS.ProcessEnv,
): Promise<Captured> {
  return runCommand(project, "adopt", args, change);
}

/** Puts what `--config` printed where its first line says. */
export async function paste(project: Project, printed: string): Promise<void> {
  const [, below] = printed.split("\nconfig:\n");
  const file = join(project.directory, `Pulumi.${project.stack}.yaml`);
  await appendFile(file, below ?? "");
}
