/**
 * What is published is JavaScript, for Node strips no types inside node_modules. The two bundles are
 * made before every command; `npm run build`, which `npm pack` begins with, makes the whole of dist/.
 */
import { randomBytes } from "node:crypto";
import { mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, extname, join, parse, resolve } from "node:path";
import { build, type BuildOptions, type Metafile, type Plugin } from "esbuild";
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

/**
 * The SDK's module of its client has, beside the one that takes the resources it is given
 * (`createClient`), one of all products of Cloudflare's. Nothing here uses that, but the more than a
 * thousand modules that it names would be read for each bundle, and stay in some: it goes without.
 */
const clientAlone: Plugin = {
  name: "client-alone",
  setup(bundle) {
    bundle.onResolve({ filter: /^\.\/resources\// }, ({ importer }) =>
      CLIENT.test(importer) ? LEFT_OUT : undefined,
    );
    bundle.onLoad({ filter: /.*/, namespace: "left-out" }, () => ({
      contents: "module.exports = {};",
    }));
  },
};

const LEFT_OUT = { path: "resources", namespace: "left-out", sideEffects: false };
const CLIENT = /[\\/]node_modules[\\/]cloudflare[\\/]client\.mjs$/;

/** Every bundle is for the Node that the published package needs, with Pulumi's SDK from the user's project. */
const common: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  target: "node22",
  external: ["@pulumi/pulumi", "@pulumi/pulumi/*"],
  plugins: [clientAlone],
  legalComments: "none",
  metafile: true,
  write: false,
  logLevel: "silent",
};

/**
 * Bundles what a program imports and the dynamic provider, which the host loads by `require`: one
 * file loads in a few milliseconds, its parts would take a third of a second in every command. They
 * are always made anew (0.2 s) rather than trusted to be newer than all they come from.
 */
export async function buildBundles(): Promise<Metafile["inputs"]> {
  const { texts, inputs } = await compile(BUNDLES, FORMAT);
  for (const [file, text] of texts) await put(file, text);
  await removeDrafts();
  return inputs;
}

/** Puts a file into dist/. Another command may be reading it: it sees the old one or the new, never a part. */
export async function put(file: string, text: string, mode = 0o644): Promise<void> {
  await mkdir(dist, { recursive: true });
  const path = join(dist, file);
  const draft = `${path}.${randomBytes(4).toString("hex")}.draft`;
  try {
    await writeFile(draft, text, { mode });
    await rename(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * Bundles files of one kind, each of one source; what they have in common is read once.
 *
 * @returns their texts, and what they were made of
 */
export async function compile(sources: Readonly<Record<string, string>>, options: BuildOptions) {
  const entryPoints = Object.entries(sources).map(([file, source]) => {
    return { in: source, out: parse(file).name };
  });
  const [first = ""] = Object.keys(sources);
  const named = { outdir: dist, outExtension: { ".js": extname(first) } };
  try {
    const result = await build({ ...common, ...options, ...named, entryPoints });
    return {
      texts: (result.outputFiles ?? []).map(({ path, text }) => [basename(path), text] as const),
      inputs: result.metafile?.inputs ?? {},
    };
  } catch (error) {
    throw new UserError(describe(Object.values(sources).join(" or "), error));
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
