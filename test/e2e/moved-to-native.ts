import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Project } from "../support/project.ts";
import { writes } from "./stack-under-test.ts";

/** The stack moves to the plugin in the installed package. */
export async function assertNative(
  project: Project,
  directory: string,
  pulumi: (...args: string[]) => Promise<string>,
): Promise<void> {
  const file = join(directory, "Pulumi.yaml");
  const manifest = JSON.parse(await readFile(file, "utf8")) as object;
  const packages = { realtimekit: "./node_modules/pulumi-realtimekit/plugin" };
  await writeFile(file, JSON.stringify({ ...manifest, packages }));
  await pulumi("config", "set", "realtimekit:provider", "native");
  await project.control.clearRequests();
  await pulumi("up", "--yes", "--skip-preview");
  expect(await writes(project)).toStrictEqual([]);
  const state = await pulumi("stack", "export");
  expect(state).toContain('"realtimekit:index:Livestream"');
  expect(state).not.toContain('"pulumi-nodejs:dynamic/realtimekit:');
}
