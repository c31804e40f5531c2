// `npm run build`, which `npm pack` begins with.
/** All of dist/ as it is published: bundles, programs, types, and the licences of what is bundled. */
import { join, relative } from "node:path";
import { buildBundles, dist, put, root } from "./build.ts";
import { declarations } from "./declarations.ts";
import { licenses } from "./licenses.ts";
import { buildProgram, PROGRAM } from "./program.ts";
import { command } from "../cli/command.ts";

/** Makes all of it and answers the files. */
export async function buildPackage(): Promise<string[]> {
  const [bundles, types, program] = await Promise.all([
    buildBundles(),
    declarations(),
    buildProgram(),
  ]);
  const inputs = { ...bundles, ...program };
  const texts: Record<string, string> = {
    "index.d.ts": types,
    // The types are those of CommonJS, whatever the package around them is.
    "package.json": `${JSON.stringify({ type: "commonjs" }, null, 2)}\n`,
    "THIRD-PARTY-LICENSES.txt": await licenses(Object.keys(inputs)),
  };
  await Promise.all(Object.entries(texts).map(([file, text]) => put(file, text)));
  const files = ["index.cjs", "provider.cjs", PROGRAM, ...Object.keys(texts)];
  return files.map((file) => join(dist, file));
}

if (import.meta.main) {
  await command(async () => {
    for (const file of await buildPackage()) console.log(`${relative(root, file)} is built.`);
    return 0;
  });
}
