import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { root } from "../../scripts/places.ts";

/** Pulumi.yaml of a test's project: the repository's, with its program where that is. */
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

/** All that a user writes to have the native plugin. */
const PACKAGES = { realtimekit: "./node_modules/pulumi-realtimekit/plugin" };

/** package.json of a program of a test's own. */
export const packageManifest = JSON.stringify({ private: true, type: "module" });
