/**
 * Bundles the published JavaScript, because Node does not strip types inside node_modules. Every command
 * builds the bundles; `npm run build`, which `npm pack` runs, builds all of dist/.
 */
import { randomBytes } from "node:crypto";
import { mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join, parse, resolve } from "node:path";
import type { BuildOptions, Plugin } from "esbuild";
import { UserError } from "../provider/user-error.ts";
import { lazyKinds } from "./lazy-kinds.ts";
import { type Built, hasChangedSince, stampsOf, unchanged } from "./unchanged.ts";

/** The root directory of the checkout. */
export const root = resolve(import.meta.dirname, "..");
export const dist = join(root, "dist");
export const providerBundle = join(dist, "provider.cjs");
export const preloadBundle = join(dist, "preload.cjs");

/** The source of each bundle. */
export const BUNDLES = {
  "index.cjs": "module.ts",
  "provider.cjs": "startup/provider.ts",
  "dynamic.cjs": "provider/hosts/dynamic/index.ts",
  "preload.cjs": "startup/preload.ts",
};

/** Adds the properties of the default export to the exports of the module, as they are. */
export const FORMAT = {
  format: "cjs",
  footer: {
    js: "Object.defineProperties(module.exports, Object.getOwnPropertyDescriptors(module.exports.default ?? {}));",
  },
} satisfies BuildOptions;

/**
 * Leaves out the resources of all Cloudflare products, more than a thousand modules, which the SDK's client
 * imports. Clients made with `createClient` use only the resources that they are given.
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

export const plugins = [clientAlone, lazyKinds];

/** Bundles are for the minimum Node of the package, and use Pulumi's SDK from the user's project. */
const common: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  target: "node22",
  external: ["@pulumi/pulumi", "@pulumi/pulumi/*"],
  plugins,
  legalComments: "none",
  metafile: true,
  write: false,
  logLevel: "silent",
};

/** What the bundles depend on besides their modules. */
const BUILT_BY = ["package-lock.json", "publish/build.ts", "publish/lazy-kinds.ts"];

/**
 * Bundles the module that a program imports, what starts it and the dynamic provider, unless nothing has changed.
 * One file loads in a few milliseconds; its parts would take a third of a second in every command. Returns the
 * modules in them.
 */
export async function buildBundles(): Promise<string[]> {
  const record = join(dist, "bundles.json");
  const before = await unchanged(root, record);
  if (before) return Object.keys(before.sources);
  const began = Date.now();
  const { texts, inputs } = await compile(BUNDLES, FORMAT);
  for (const [file, text] of texts) await put(file, text);
  await removeDrafts();
  const sources = await stampsOf(root, [...BUILT_BY, ...Object.keys(inputs)]);
  const outputs = await stampsOf(
    root,
    texts.map(([file]) => join("dist", file)),
  );
  // Of a source that has changed meanwhile, nobody knows which text was read.
  if (!hasChangedSince(sources, began))
    await put("bundles.json", asJson({ sources, outputs } satisfies Built));
  return Object.keys(sources);
}

/** A file of JSON, as people can read it. */
export function asJson(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Writes a file to dist/, or another folder, atomically, because another command may be reading it. */
export async function put(
  file: string,
  text: string,
  { folder = dist, mode = 0o644 } = {},
): Promise<void> {
  const path = join(folder, file);
  await mkdir(dirname(path), { recursive: true });
  const draft = join(folder, `${basename(file)}.${randomBytes(4).toString("hex")}.draft`);
  try {
    await writeFile(draft, text, { mode });
    await rename(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
}

/** Bundles several files with the same options; returns their texts and their inputs. */
export async function compile(sources: Readonly<Record<string, string>>, options: BuildOptions) {
  const entryPoints = Object.entries(sources).map(([file, source]) => {
    return { in: source, out: parse(file).name };
  });
  const [first = ""] = Object.keys(sources);
  const named = { outdir: dist, outExtension: { ".js": extname(first) } };
  // It takes as long to load as all else in a command that has nothing to build.
  const { build } = await import("esbuild");
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

/** Removes drafts of commands that were killed. */
async function removeDrafts(): Promise<void> {
  for (const name of await readdir(dist)) {
    if (!name.endsWith(".draft")) continue;
    const path = join(dist, name);
    const age = Date.now() - (await stat(path).catch(() => ({ mtimeMs: Date.now() }))).mtimeMs;
    if (age > 60_000) await rm(path, { recursive: true, force: true });
  }
}
