/** The plugin of `@pulumi/cloudflare`, where this machine has it. */
import { mkdir, readdir, symlink } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Project } from "../support/project.ts";

/** Where Pulumi keeps plugins: PULUMI_HOME may be that of a test run, so the usual place counts too. */
const HOMES = [process.env.PULUMI_HOME, join(homedir(), ".pulumi")];

/** The directory of the installed plugin, as `pulumi plugin ls` would find it; undefined without one. */
export async function pluginDirectory(version: string): Promise<string | undefined> {
  const name = `resource-cloudflare-v${version}`;
  for (const home of HOMES.filter((each) => each !== undefined && each !== "")) {
    const plugins = join(home ?? "", "plugins");
    const installed = await readdir(plugins).catch((): string[] => []);
    if (installed.includes(name)) return join(plugins, name);
  }
  return undefined;
}

/** Lets a project's Pulumi, whose home is its own, use an installed plugin. */
export async function lend(project: Project, directory: string, version: string): Promise<void> {
  const plugins = join(project.directory, "..", "pulumi home", "plugins");
  await mkdir(plugins, { recursive: true });
  await symlink(directory, join(plugins, `resource-cloudflare-v${version}`));
}
