/**
 * The folder plugin/: the native plugin as Pulumi takes one, from a path or from an archive. All that
 * it needs is in it, but Node.
 */
import { join } from "node:path";
import type { Metafile } from "esbuild";
import { stringify } from "yaml";
import { compile, put, root } from "./build.ts";

export const pluginFolder = join(root, "plugin");

/** As Pulumi looks for it. */
const PROGRAM = "pulumi-resource-realtimekit";

/** What the bundle is made of, and the files. */
export interface BuiltPlugin {
  readonly inputs: Metafile["inputs"];
  readonly files: string[];
}

/** @param schema the package's schema as JSON */
export async function buildPlugin(schema: string): Promise<BuiltPlugin> {
  const { texts: bundles, inputs } = await compile(
    { "plugin.cjs": "provider/hosts/native/index.ts" },
    {
      format: "cjs",
      // A plugin that is installed from an archive has no SDK beside it.
      external: [],
      // Minified code loads faster. Names stay as they are, for error messages.
      minifyWhitespace: true,
      minifySyntax: true,
    },
  );
  const { name, version } = JSON.parse(schema) as { name: string; version: string };
  const texts: Record<string, string> = {
    "schema.json": schema,
    "package.json": `${JSON.stringify({ name, version, private: true, type: "commonjs" }, null, 2)}\n`,
    // By which `pulumi package add` knows the folder for a plugin.
    "PulumiPlugin.yaml": stringify({ runtime: "nodejs", name, version }),
  };
  const folder = pluginFolder;
  await put(PROGRAM, `#!/usr/bin/env node\n${bundles.map(([, text]) => text).join("")}`, {
    folder,
    mode: 0o755,
  });
  await Promise.all(Object.entries(texts).map(([file, each]) => put(file, each, { folder })));
  const files = [PROGRAM, ...Object.keys(texts)].map((file) => join(folder, file));
  return { inputs, files };
}
