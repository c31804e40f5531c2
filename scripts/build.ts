import { randomBytes } from "node:crypto";
import { mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { build } from "esbuild";
import { root } from "./places.ts";
import { Problem, command } from "./problem.ts";

export const providerBundle = join(root, "dist", "provider.cjs");

/**
 * Bundles the dynamic provider, which the host loads by `require`: one file loads in a few
 * milliseconds, its parts would take a third of a second in every command. It is always made anew
 * (0.1 s) rather than trusted to be newer than all it comes from.
 */
export async function buildProvider(): Promise<void> {
  const text = await bundle();
  const directory = join(root, "dist");
  await mkdir(directory, { recursive: true });
  // Another command may be reading it: it sees the old file or the new one, never a part.
  const draft = `${providerBundle}.${randomBytes(4).toString("hex")}.draft`;
  try {
    await writeFile(draft, text);
    await rename(draft, providerBundle);
  } finally {
    await rm(draft, { force: true });
  }
  await removeDrafts(directory);
}

async function bundle(): Promise<string> {
  try {
    const result = await build({
      absWorkingDir: root,
      entryPoints: ["provider/index.ts"],
      bundle: true,
      format: "cjs",
      platform: "node",
      target: "node22",
      external: ["@pulumi/pulumi", "@pulumi/pulumi/*"],
      legalComments: "none",
      write: false,
      logLevel: "silent",
    });
    return result.outputFiles.map((file) => file.text).join("");
  } catch (error) {
    throw new Problem(describe(error));
  }
}

interface BuildMessage {
  text: string;
  location: { file: string; line: number; column: number } | null;
}

function describe(error: unknown): string {
  const { errors = [] } = error as { errors?: BuildMessage[] };
  const places = errors.map(({ text, location }) =>
    location ? `  ${location.file}:${location.line}:${location.column}: ${text}` : `  ${text}`,
  );
  return ["The provider could not be bundled:", ...places].join("\n");
}

/** What a killed command left. */
async function removeDrafts(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    if (!name.endsWith(".draft")) continue;
    const path = join(directory, name);
    const age = Date.now() - (await stat(path).catch(() => ({ mtimeMs: Date.now() }))).mtimeMs;
    if (age > 60_000) await rm(path, { force: true });
  }
}

if (import.meta.main) {
  await command(async () => {
    await buildProvider();
    console.log(`${relative(root, providerBundle)} is built.`);
    return 0;
  });
}
