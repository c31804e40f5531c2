import { mkdir, readFile, symlink } from "node:fs/promises";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { root } from "../../scripts/places.ts";

/** Pulumi.yaml of a test's project: the repository's, with the path of its program. */
export async function manifest(ownProgram: boolean, native: boolean): Promise<string> {
  const text = await readFile(join(root, "Pulumi.yaml"), "utf8");
  const { config, ...given } = parse(text) as Record<string, unknown>;
  const project = { ...given, ...(native && { packages: PACKAGES }) };
  return ownProgram
    ? stringify({ ...project, main: "index.ts" })
    : stringify({
        ...project,
        ...(config !== undefined && { config }),
        main: join(root, "index.ts"),
      });
}

/** The lines of Pulumi.yaml that use the native plugin. */
const PACKAGES = { realtimekit: "./node_modules/pulumi-realtimekit/plugin" };

/** package.json for a test's own program. */
export const packageManifest = JSON.stringify({ private: true, type: "module" });

/** Gives a program of a test's own the packages that it imports: this one, and Pulumi's. */
export async function linkPackages(directory: string): Promise<void> {
  const modules = join(directory, "node_modules");
  await mkdir(modules, { recursive: true });
  const links = { "pulumi-realtimekit": root, "@pulumi": join(root, "node_modules", "@pulumi") };
  for (const [name, target] of Object.entries(links)) {
    await symlink(target, join(modules, name)).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    });
  }
}
