// `npm run build`, which `npm pack` runs.
/** Builds all of dist/: bundles, the program, types and licences. */
import { chmod } from "node:fs/promises";
import { join, relative } from "node:path";
import type { Metafile } from "esbuild";
import { buildBundles, compile, dist, put, root } from "./build.ts";
import { declarations } from "./declarations.ts";
import { licenses } from "./licenses.ts";
import { command } from "../cli/command.ts";

/** The `bin` of package.json. */
const PROGRAM = "cli.mjs";

/** Builds the package and returns its files. */
export async function buildPackage(): Promise<string[]> {
  const [bundles, types, program] = await Promise.all([
    buildBundles(),
    declarations(),
    buildProgram(),
  ]);
  const inputs = { ...bundles, ...program };
  const texts: Record<string, string> = {
    "index.d.ts": types,
    // The types and bundles are CommonJS, although the package is not.
    "package.json": `${JSON.stringify({ type: "commonjs" }, null, 2)}\n`,
    "THIRD-PARTY-LICENSES.txt": await licenses(Object.keys(inputs)),
  };
  await Promise.all(Object.entries(texts).map(([file, text]) => put(file, text)));
  const files = ["index.cjs", "provider.cjs", PROGRAM, ...Object.keys(texts)];
  return files.map((file) => join(dist, file));
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
