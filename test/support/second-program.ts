/** A second Pulumi project in the backend of a test's project, for example to read its outputs. */
import assert from "node:assert/strict";
import { cp, mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stringify } from "yaml";
import { root } from "../../scripts/places.ts";
import type { Run } from "./cli.ts";
import { encryptionSalt } from "./config-secrets.ts";
import { packageManifest } from "./manifest.ts";
import type { Project } from "./project.ts";

/**
 * Copies an example next to the project, and creates a stack with the given config.
 *
 * @returns a function that runs a Pulumi command in it
 */
export async function secondProgram(
  project: Project,
  example: string,
  config: Record<string, string>,
): Promise<{ directory: string; pulumi: (args: string[]) => Promise<Run> }> {
  const directory = join(project.directory, "..", `the ${example}`);
  await cp(join(root, "examples", example), directory, { recursive: true });
  await mkdir(join(directory, "node_modules"));
  await symlink(root, join(directory, "node_modules", "pulumi-realtimekit"));
  await symlink(join(root, "node_modules", "@pulumi"), join(directory, "node_modules", "@pulumi"));
  await writeFile(join(directory, "package.json"), packageManifest);
  const file = { encryptionsalt: encryptionSalt(), config };
  await writeFile(join(directory, `Pulumi.${example}.yaml`), stringify(file));
  const pulumi = (args: string[]) =>
    project.pulumi([...args, "--cwd", directory], { env: { PULUMI_STACK: example } });
  const { code, text } = await pulumi(["stack", "init", example]);
  assert.equal(code, 0, text);
  return { directory, pulumi };
}
