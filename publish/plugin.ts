/**
 * Builds the folder plugin/: the native plugin, which Pulumi loads from a path or an archive. It needs nothing
 * else except Node.
 */
import { join } from "node:path";
import type { BuildOptions, Metafile, Plugin } from "esbuild";
import { stringify } from "yaml";
import { asJson, compile, FORMAT, plugins, put, root } from "./build.ts";
import { forLanguages } from "./schema/languages.ts";
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
 * Leaves out parts of Pulumi's SDK that no component uses: what turns functions into text (with the TypeScript
 * compiler and npm's dependency resolver), and the Automation API.
 */
const withoutUnused: Plugin = {
  name: "without-unused",
  setup(bundle) {
    bundle.onLoad({ filter: UNUSED }, () => ({ contents: "module.exports = {};" }));
  },
};

const UNUSED =
  /[\\/]@pulumi[\\/]pulumi[\\/](automation[\\/]|runtime[\\/]closure[\\/]|typescript-shim).*\.js$/;

/** A plugin that is installed from an archive has no SDK beside it. Minified code loads faster. */
const OPTIONS = {
  format: "cjs",
  external: [],
  define: { "import.meta.dirname": "__dirname" },
  minifyWhitespace: true,
  minifySyntax: true, // names stay as they are, for error messages
} satisfies BuildOptions;

export async function buildPlugin(schema: PackageSpec): Promise<BuiltPlugin> {
  const plugin = await compile(
    { "plugin.cjs": "provider/hosts/native/index.ts", "start.cjs": "startup/plugin.ts" },
    OPTIONS,
  );
  const remote = await compile(
    { "remote.cjs": "remote/index.ts" },
    { ...OPTIONS, ...FORMAT, plugins: [...plugins, withoutUnused] },
  );
  const { name, version } = schema;
  const { "start.cjs": start = "", ...bundles } = Object.fromEntries([
    ...plugin.texts,
    ...remote.texts,
  ]);
  const texts: Record<string, string> = {
    ...bundles,
    "schema.json": asJson(forLanguages(schema)),
    "package.json": asJson({ name, version, private: true, type: "commonjs", main: PROGRAM }),
    // `pulumi package add` needs this file.
    "PulumiPlugin.yaml": stringify({ runtime: "nodejs", name, version }),
  };
  const folder = pluginFolder;
  await put(PROGRAM, `#!/usr/bin/env node\n${start}`, { folder, mode: 0o755 });
  await Promise.all(Object.entries(texts).map(([file, each]) => put(file, each, { folder })));
  const files = [PROGRAM, ...Object.keys(texts)].map((file) => join(folder, file));
  return { inputs: { ...plugin.inputs, ...remote.inputs }, files };
}
