import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { root } from "../../scripts/places.ts";

/** Pulumi.yaml of a test's project: the repository's, with the path of its program. */
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

/** package.json for a test's own program. */
export const packageManifest = JSON.stringify({ private: true, type: "module" });
