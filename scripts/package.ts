// `npm run build`, which `npm pack` begins with.
/** All of dist/ as it is published: bundles, programs, types, and the licences of what is bundled. */
import { access, chmod, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import type { Metafile } from "esbuild";
import { buildBundles, compile, dist, put } from "./build.ts";
import { declarations } from "./declarations.ts";
import { licenses } from "./licenses.ts";
import { root } from "./places.ts";
import { Problem, command } from "./problem.ts";

/** The programs of the package by their names, which package.json's `bin` has too. */
const PROGRAMS: Record<string, string> = {
  "pulumi-realtimekit-review": "review",
  "pulumi-realtimekit-adopt": "adopt",
};

/** Makes all of it and answers the files. */
export async function buildPackage(): Promise<string[]> {
  const programs = await programsOf(await manifest());
  const [bundles, types, ...bins] = await Promise.all([
    buildBundles(),
    declarations(),
    ...programs.map(buildProgram),
  ]);
  const inputs = Object.assign({}, bundles, ...bins) as Metafile["inputs"];
  const texts: Record<string, string> = {
    "index.d.ts": types,
    // The types are those of CommonJS, whatever the package around them is.
    "package.json": `${JSON.stringify({ type: "commonjs" }, null, 2)}\n`,
    "THIRD-PARTY-LICENSES.txt": await licenses(Object.keys(inputs)),
  };
  await Promise.all(Object.entries(texts).map(([file, text]) => put(file, text)));
  const files = ["index.cjs", "provider.cjs", ...programs.map(programFile), ...Object.keys(texts)];
  return files.map((file) => join(dist, file));
}

interface Manifest {
  readonly bin?: Record<string, string>;
}

async function manifest(): Promise<Manifest> {
  return JSON.parse(await readFile(join(root, "package.json"), "utf8")) as Manifest;
}

/**
 * The folders of the programs to be built. What package.json promises and what the sources have must
 * be the same, or a user would get a command that does nothing, or none where the README has one.
 */
async function programsOf({ bin = {} }: Manifest): Promise<string[]> {
  const problems: string[] = [];
  for (const [name, folder] of Object.entries(PROGRAMS)) {
    const source = programSource(folder);
    const exists = await access(join(root, source)).then(
      () => true,
      () => false,
    );
    const promised = bin[name] === `./dist/${programFile(folder)}`;
    if (promised && !exists)
      problems.push(`package.json has the program ${name}, and ${source} is missing`);
    if (exists && !promised)
      problems.push(
        `${source} is there, and package.json's bin lacks "${name}": "./dist/${programFile(folder)}"`,
      );
  }
  for (const name of Object.keys(bin))
    if (!(name in PROGRAMS)) problems.push(`nothing builds package.json's program ${name}`);
  if (problems.length > 0)
    throw new Problem(["The package cannot be built:", ...problems].join("\n  "));
  return Object.entries(PROGRAMS)
    .filter(([name]) => name in bin)
    .map(([, folder]) => folder);
}

function programSource(folder: string): string {
  return `cli/${folder}/main.ts`;
}

function programFile(folder: string): string {
  return `${folder}.mjs`;
}

async function buildProgram(folder: string): Promise<Metafile["inputs"]> {
  const file = programFile(folder);
  const { text, inputs } = await compile(programSource(folder), {
    // A module, for it awaits at its top; what is bundled of CommonJS needs a `require` there.
    format: "esm",
    banner: {
      js: [
        'import { createRequire as createRequireOfBundle } from "node:module";',
        "const require = createRequireOfBundle(import.meta.url);",
      ].join("\n"),
    },
  });
  await put(file, `#!/usr/bin/env node\n${text.replace(/^#!.*\n/, "")}`);
  await chmod(join(dist, file), 0o755);
  return inputs;
}

if (import.meta.main) {
  await command(async () => {
    for (const file of await buildPackage()) console.log(`${relative(root, file)} is built.`);
    return 0;
  });
}
