import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { root } from "../../scripts/places.ts";

/** Pulumi.yaml of a test's project: the repository's, with its program where that is. */
export async function manifest(ownProgram: boolean): Promise<string> {
  const text = await readFile(join(root, "Pulumi.yaml"), "utf8");
  const { config, ...project } = parse(text) as Record<string, unknown>;
  return ownProgram
    ? stringify({ ...project, main: "index.ts" })
    : stringify({
        ...project,
        ...(config !== undefined && { config }),
        main: join(root, "index.ts"),
      });
}

/** package.json of a program of a test's own. */
export const packageManifest = JSON.stringify({ private: true, type: "module" });
