/**
 * What is published is JavaScript, for Node strips no types inside node_modules. The two bundles are
 * made before every command; `npm run build`, which `npm pack` begins with, makes the whole of dist/.
 */
import { randomBytes } from "node:crypto";
import { mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { build, type BuildOptions, type Metafile } from "esbuild";
import { UserError } from "../provider/user-error.ts";

/** The checkout. */
export const root = resolve(import.meta.dirname, "..");
export const dist = join(root, "dist");
export const providerBundle = join(dist, "provider.cjs");

/** From which source each file is bundled. */
const BUNDLES = {
  "index.cjs": "module.ts",
  "provider.cjs": "provider/hosts/dynamic/index.ts",
};

/** What a module exports by default is what `require` answers, beside its other exports. */
const FORMAT = {
  format: "cjs",
  footer: { js: "Object.assign(module.exports, module.exports.default);" },
} satisfies BuildOptions;

/** Every bundle is for the Node that the published package needs, with Pulumi's SDK from the user's project. */
const common: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  target: "node22",
  external: ["@pulumi/pulumi", "@pulumi/pulumi/*"],
  legalComments: "none",
  metafile: true,
  write: false,
  logLevel: "silent",
};

/**
 * Bundles what a program imports and the dynamic provider, which the host loads by `require`: one
 * file loads in a few milliseconds, its parts would take a third of a second in every command. They
 * are always made anew (0.1 s) rather than trusted to be newer than all they come from.
 */
export async function buildBundles(): Promise<Metafile["inputs"]> {
  const inputs = await Promise.all(
    Object.entries(BUNDLES).map(([file, source]) => bundle(file, source, FORMAT)),
  );
  await removeDrafts();
  return Object.assign({}, ...inputs) as Metafile["inputs"];
}

async function bundle(
  file: string,
  source: string,
  options: BuildOptions,
): Promise<Metafile["inputs"]> {
  const { text, inputs } = await compile(source, options);
  await put(file, text);
  return inputs;
}

/**
 * Puts a file into dist/, or another folder. Another command may be reading it: it sees the old one or
 * the new, never a part.
 */
export async function put(
  file: string,
  text: string,
  { folder = dist, mode = 0o644 } = {},
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, file);
  const draft = `${path}.${randomBytes(4).toString("hex")}.draft`;
  try {
    await writeFile(draft, text, { mode });
    await rename(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
}

/** Bundles one file; answers its text and what it was made of. */
export async function compile(source: string, options: BuildOptions) {
  try {
    const result = await build({ ...common, ...options, entryPoints: [source] });
    return {
      text: (result.outputFiles ?? []).map((file) => file.text).join(""),
      inputs: result.metafile?.inputs ?? {},
    };
  } catch (error) {
    throw new UserError(describe(source, error));
  }
}

interface BuildMessage {
  text: string;
  location: { file: string; line: number; column: number } | null;
}

function describe(source: string, error: unknown): string {
  const { errors } = error as { errors?: BuildMessage[] };
  if (!errors) throw error;
  const places = errors.map(({ text, location }) =>
    location ? `  ${location.file}:${location.line}:${location.column}: ${text}` : `  ${text}`,
  );
  return [`${source} could not be bundled:`, ...places].join("\n");
}

/** What a killed command left. */
async function removeDrafts(): Promise<void> {
  for (const name of await readdir(dist)) {
    if (!name.endsWith(".draft")) continue;
    const path = join(dist, name);
    const age = Date.now() - (await stat(path).catch(() => ({ mtimeMs: Date.now() }))).mtimeMs;
    if (age > 60_000) await rm(path, { recursive: true, force: true });
  }
}
