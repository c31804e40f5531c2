// `npm run build`, which `npm pack` runs.
/** Builds all of dist/: bundles, the program, types, Pulumi's schema, licences, and the package. */
import { join, relative } from "node:path";
import { buildArchive } from "./archive.ts";
import { asJson, buildBundles, BUNDLES, dist, put, root } from "./build.ts";
import { declarations } from "./declarations.ts";
import { licenses } from "./licenses.ts";
import { buildProgram, PROGRAM } from "./program.ts";
import { buildPlugin } from "./plugin.ts";
import { packageSchema } from "./schema/package-schema.ts";
import { stage } from "./stage.ts";
import { command } from "../cli/command.ts";

/** Builds the package. Returns its files, and the folder to pack. */
export async function buildPackage(): Promise<string[]> {
  const [bundles, types, program] = await Promise.all([
    buildBundles(),
    declarations(),
    buildProgram(),
  ]);
  const schema = await packageSchema(types);
  const plugin = await buildPlugin(schema);
  const inputs = new Set([...bundles, ...Object.keys({ ...program, ...plugin.inputs })]);
  const texts: Record<string, string> = {
    "index.d.ts": types,
    "schema.json": asJson(schema),
    // The types and bundles are CommonJS, although the package is not.
    "package.json": asJson({ type: "commonjs" }),
    "THIRD-PARTY-LICENSES.txt": await licenses([...inputs]),
  };
  await Promise.all(Object.entries(texts).map(([file, text]) => put(file, text)));
  const names = [...Object.keys(BUNDLES), PROGRAM, ...Object.keys(texts)];
  const files = [...names.map((name) => join(dist, name)), ...plugin.files];
  const archive = await buildArchive(plugin.files, schema.version);
  return [...files, archive, await stage(files)];
}

if (import.meta.main) {
  await command(async () => {
    for (const file of await buildPackage()) console.log(`${relative(root, file)} is built.`);
    return 0;
  });
}
