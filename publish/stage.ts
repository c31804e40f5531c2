/**
 * dist/package/: the package as it is published. npm always packs the README.md beside package.json, and
 * the one at the root is the repository's. So the package has a folder of its own, with a README for people
 * who install it. Nothing at the root is moved aside meanwhile: a killed build leaves nothing to restore.
 */
import { readFile, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import * as z from "zod";
import { asJson, dist, put, root } from "./build.ts";

export const staged = join(dist, "package");

/** What only a checkout needs. */
const OF_A_CHECKOUT = ["allowScripts", "devDependencies", "scripts"];

const manifestSchema = z.object({
  version: z.string(),
  repository: z.object({ url: z.string().regex(/^git\+https:.*\.git$/) }),
});

export type Manifest = z.output<typeof manifestSchema>;

/** Stages the given files of dist/ with what stands beside them in the package; answers the folder. */
export async function stage(files: readonly string[]): Promise<string> {
  const manifest = await readManifest();
  const whole = JSON.parse(await read("package.json")) as object;
  const published = Object.entries(whole).filter(([key]) => !OF_A_CHECKOUT.includes(key));
  const texts: Record<string, string> = {
    "package.json": asJson(Object.fromEntries(published)),
    "README.md": withAddresses(await read("publish/README.md"), manifest),
    "CHANGELOG.md": await read("CHANGELOG.md"),
    LICENSE: await read("LICENSE"),
  };
  await Promise.all([
    ...Object.entries(texts).map(([file, text]) => put(join("package", file), text)),
    ...files.map(async (file) => {
      const { mode } = await stat(file);
      await put(join("package", relative(root, file)), await readFile(file, "utf8"), { mode });
    }),
  ]);
  return staged;
}

/** package.json, the one place that has the repository's address. */
export async function readManifest(): Promise<Manifest> {
  return manifestSchema.parse(JSON.parse(await read("package.json")));
}

/** The repository's address for a browser. */
export function addressOf({ repository }: Manifest): string {
  return repository.url.replace(/^git\+/, "").replace(/\.git$/, "");
}

/**
 * Gives each path that leads out of publish/ the address that it has at the repository, at this version's
 * tag: the README of an installed version links to the documentation of that version.
 */
function withAddresses(text: string, manifest: Manifest): string {
  const address = addressOf(manifest);
  return text.replace(/(?<=[( ])\.\.\/([^\s)]+)/g, (_, path: string) => {
    const isFolder = path.endsWith("/");
    const kind = isFolder ? "tree" : "blob";
    return `${address}/${kind}/v${manifest.version}/${path.replace(/\/$/, "")}`;
  });
}

async function read(file: string): Promise<string> {
  return await readFile(join(root, file), "utf8");
}
