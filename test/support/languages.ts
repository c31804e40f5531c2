/** Programs in other languages: whether their language host exists, and a project with one of the examples. */
import { cp, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import { archiveOf, buildArchive } from "../../publish/archive.ts";
import { root } from "../../scripts/places.ts";
import { prepare } from "../../scripts/environment.ts";
import { withLock } from "../../toolchain/lock.ts";
import { findHost, generatorsOf, type Language } from "../../toolchain/languages.ts";
import { cleanEnvironment } from "./environment.ts";
import { assertSucceeded } from "./outcome.ts";
import { builtPlugin } from "./plugin.ts";
import { openProject, type Project, Secret } from "./project.ts";
import type { Scene } from "./story.ts";

/** A describe that is skipped, with the reason in its name, where the CLI has no host for the language. */
export async function describeLanguage(
  language: Language,
  what: string,
  tests: () => void,
): Promise<void> {
  if ((await hostOf(language)) !== undefined) describe(what, tests);
  else describe.skip(`${what} (no pulumi-language-${language}: npm run languages)`, tests);
}

/** The path of a language's host. */
export async function hostOf(language: Language): Promise<string | undefined> {
  const { pulumi, env } = await prepare(cleanEnvironment());
  return findHost(language, dirname(pulumi), env);
}

/** The folder with a host that generates code for Node; undefined where only Pulumi's own does. */
export async function nodeGenerator(): Promise<string | undefined> {
  const { pulumi, env } = await prepare(cleanEnvironment());
  const folder = generatorsOf(dirname(pulumi));
  return findHost("go", dirname(pulumi), env) ? folder : undefined;
}

const VERSION = parse(await readFile(join(root, "package.json"), "utf8")) as { version: string };

/** Installs the plugin from its archive, as people without npm do. */
export async function installPlugin(project: Project): Promise<void> {
  const { version } = VERSION;
  const { files } = await builtPlugin();
  const archive = await withLock(join(root, "dist", "archive"), () => buildArchive(files, version));
  expect(archive).toBe(archiveOf(version));
  const words = ["plugin", "install", "resource", "realtimekit", version, "--file", archive];
  assertSucceeded(await project.pulumi(words));
}

/** A project with the files of an example, the plugin installed, the keys of its config secrets of this test. */
export async function openExample(
  example: string,
  files: readonly string[],
): Promise<Scene<Project>> {
  const opened = await openProject({ program: "", stack: "dev" });
  const { scene: project } = opened;
  try {
    await installPlugin(project);
    for (const file of files)
      await cp(join(root, "examples", example, file), join(project.directory, file));
    const text = await readFile(join(root, "examples", example, "Pulumi.dev.yaml"), "utf8");
    const { config } = parse(text) as { config: Record<string, unknown> };
    const own = Object.keys(config).filter((key) => !key.startsWith("realtimekit:"));
    await project.config(
      Object.fromEntries(
        own.map((key) => [key, new Secret(`secret-of-${key.replace(/\W/g, "-")}`)]),
      ),
    );
    // Pulumi.yaml names another project, which has no stack yet.
    assertSucceeded(await project.pulumi(["stack", "init", project.stack]));
    return opened;
  } catch (error) {
    await opened.close();
    throw error;
  }
}
