// `npm run build`, which `npm pack` begins with.
/** All of dist/ as it is published: bundles, programs, types, Pulumi's schema, and the licences of what is bundled. */
import { chmod } from "node:fs/promises";
import { join, relative } from "node:path";
import type { Metafile } from "esbuild";
import { buildBundles, compile, dist, put, root } from "./build.ts";
import { declarations } from "./declarations.ts";
import { licenses } from "./licenses.ts";
import { buildPlugin } from "./plugin.ts";
import { packageSchema } from "./schema/package-schema.ts";
import { command } from "../cli/command.ts";

/** What package.json has as its `bin`. */
const PROGRAM = "cli.mjs";

/** Makes all of it and answers the files. */
export async function buildPackage(): Promise<string[]> {
  const [bundles, types, program] = await Promise.all([
    buildBundles(),
    declarations(),
    buildProgram(),
  ]);
  const schema = `${JSON.stringify(await packageSchema(types), null, 2)}\n`;
  const plugin = await buildPlugin(schema);
  const inputs = { ...bundles, ...program, ...plugin.inputs };
  const texts: Record<string, string> = {
    "index.d.ts": types,
    "schema.json": schema,
    // The types are those of CommonJS, whatever the package around them is.
    "package.json": `${JSON.stringify({ type: "commonjs" }, null, 2)}\n`,
    "THIRD-PARTY-LICENSES.txt": await licenses(Object.keys(inputs)),
  };
  await Promise.all(Object.entries(texts).map(([file, text]) => put(file, text)));
  const files = ["index.cjs", "provider.cjs", PROGRAM, ...Object.keys(texts)];
  return [...files.map((file) => join(dist, file)), ...plugin.files];
}

async function buildProgram(): Promise<Metafile["inputs"]> {
  const { text, inputs } = await compile("cli/main.ts", {
    // A module, for it awaits at its top; what is bundled of CommonJS needs a `require` there.
    format: "esm",
    banner: {
      js: [
        'import { createRequire as createRequireOfBundle } from "node:module";',
        "const require = createRequireOfBundle(import.meta.url);",
      ].join("\n"),
    },
  });
  await put(PROGRAM, `#!/usr/bin/env node\n${text.replace(/^#!.*\n/, "")}`);
  await chmod(join(dist, PROGRAM), 0o755);
  return inputs;
}

if (import.meta.main) {
  await command(async () => {
    for (const file of await buildPackage()) console.log(`${relative(root, file)} is built.`);
    return 0;
  });
}
