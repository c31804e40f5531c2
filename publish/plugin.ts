/**
 * Builds the folder plugin/: the native plugin, which Pulumi loads from a path or an archive. It needs nothing
 * else except Node.
 */
import { join } from "node:path";
import type { Metafile } from "esbuild";
import { stringify } from "yaml";
import { asJson, compile, put, root } from "./build.ts";
import type { PackageSpec } from "./schema/spec.ts";

export const pluginFolder = join(root, "plugin");

/** The file name that Pulumi looks for. */
const PROGRAM = "pulumi-resource-realtimekit";

/** The inputs of the bundle, and the files. */
export interface BuiltPlugin {
  readonly inputs: Metafile["inputs"];
  readonly files: string[];
}

/**
 * The schema of what the plugin manages. Components and lookups run in a program, so other languages do not
 * have them.
 */
function ofPlugin(schema: PackageSpec): PackageSpec {
  const own = Object.entries(schema.resources).filter(([, { isComponent }]) => !isComponent);
  return { ...schema, resources: Object.fromEntries(own), functions: {} };
}

export async function buildPlugin(schema: PackageSpec): Promise<BuiltPlugin> {
  const { texts: bundles, inputs } = await compile(
    { "plugin.cjs": "provider/hosts/native/index.ts", "start.cjs": "startup/plugin.ts" },
    {
      format: "cjs",
      // A plugin that is installed from an archive has no SDK beside it.
      external: [],
      // Minified code loads faster. Names stay as they are, for error messages.
      minifyWhitespace: true,
      minifySyntax: true,
    },
  );
  const { name, version } = schema;
  const { "plugin.cjs": plugin = "", "start.cjs": start = "" } = Object.fromEntries(bundles);
  const texts: Record<string, string> = {
    "plugin.cjs": plugin,
    "schema.json": asJson(ofPlugin(schema)),
    "package.json": asJson({ name, version, private: true, type: "commonjs" }),
    // `pulumi package add` needs this file.
    "PulumiPlugin.yaml": stringify({ runtime: "nodejs", name, version }),
  };
  const folder = pluginFolder;
  await put(PROGRAM, `#!/usr/bin/env node\n${start}`, { folder, mode: 0o755 });
  await Promise.all(Object.entries(texts).map(([file, each]) => put(file, each, { folder })));
  const files = [PROGRAM, ...Object.keys(texts)].map((file) => join(folder, file));
  return { inputs, files };
}
