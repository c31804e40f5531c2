// `npm run build`, which `npm pack` runs.
/** Builds all of dist/: bundles, the program, types, Pulumi's schema, licences, and the package. */
import { join, relative } from "node:path";
import type { Metafile } from "esbuild";
import { buildBundles, compile, dist, put, root } from "./build.ts";
import { declarations } from "./declarations.ts";
import { licenses } from "./licenses.ts";
import { packageSchema } from "./schema/package-schema.ts";
import { stage } from "./stage.ts";
import { command } from "../cli/command.ts";

/** The `bin` of package.json. */
const PROGRAM = "cli.mjs";

/** Builds the package. Returns its files, and the folder to pack. */
export async function buildPackage(): Promise<string[]> {
  const [bundles, types, program] = await Promise.all([
    buildBundles(),
    declarations(),
    buildProgram(),
  ]);
  const inputs = { ...bundles, ...program };
  const texts: Record<string, string> = {
    "index.d.ts": types,
    "schema.json": `${JSON.stringify(await packageSchema(types), null, 2)}\n`,
    // The types and bundles are CommonJS, although the package is not.
    "package.json": `${JSON.stringify({ type: "commonjs" }, null, 2)}\n`,
    "THIRD-PARTY-LICENSES.txt": await licenses(Object.keys(inputs)),
  };
  await Promise.all(Object.entries(texts).map(([file, text]) => put(file, text)));
  const names = ["index.cjs", "provider.cjs", PROGRAM, ...Object.keys(texts)];
  const files = names.map((name) => join(dist, name));
  return [...files, await stage(files)];
}

async function buildProgram(): Promise<Metafile["inputs"]> {
  const { text, inputs } = await compile("cli/main.ts", {
    // An ES module, because it uses top-level await; bundled CommonJS code needs `require`.
    format: "esm",
    banner: {
      js: [
        'import { createRequire as createRequireOfBundle } from "node:module";',
        "const require = createRequireOfBundle(import.meta.url);",
      ].join("\n"),
    },
  });
  await put(PROGRAM, `#!/usr/bin/env node\n${text.replace(/^#!.*\n/, "")}`, 0o755);
  return inputs;
}

if (import.meta.main) {
  await command(async () => {
    for (const file of await buildPackage()) console.log(`${relative(root, file)} is built.`);
    return 0;
  });
}
