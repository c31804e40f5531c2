/** Collects the licences of the packages in the bundles, which must be distributed with their code. */
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { root } from "./build.ts";
import { UserError } from "../provider/user-error.ts";

/** The licences of the packages of these files, as one text. */
export async function licenses(files: readonly string[]): Promise<string> {
  const packages = new Set(files.map(packageOf).filter((directory) => directory !== undefined));
  const texts = await Promise.all([...packages].sort().map(licenseOf));
  return ["This package contains code of the packages below.", ...texts].join(
    `\n\n${"-".repeat(80)}\n\n`,
  );
}

/** The directory of the package of a bundled file; undefined for our own sources. */
function packageOf(file: string): string | undefined {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
}

async function licenseOf(directory: string): Promise<string> {
  const text = await readFile(join(root, directory, "package.json"), "utf8");
  const { name, version, license } = JSON.parse(text) as Record<string, string | undefined>;
  const names = await readdir(join(root, directory));
  const file = names.find((each) => /^licen[cs]e/i.test(each));
  if (file === undefined && license === undefined)
    throw new UserError(`${directory} has no licence; it cannot be bundled.`);
  const words =
    file === undefined ? "" : `\n\n${await readFile(join(root, directory, file), "utf8")}`;
  return `${name ?? directory} ${version ?? ""} (${license ?? "see below"})${words.trimEnd()}`;
}
