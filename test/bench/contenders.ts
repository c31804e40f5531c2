/** What is compared: a program, and what manages its resources. */
import { existsSync } from "node:fs";
import { glob, readFile, symlink, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import type { EmulatorOptions } from "../../emulator/server.ts";
import { preloading } from "../../scripts/environment.ts";
import { devDirectory } from "../../scripts/places.ts";
import { cacheDirectory } from "../../startup/cache-directory.ts";
import { measure, type Sample } from "./measure.ts";
import { openProject, type Project } from "../support/project.ts";
import type { Scene } from "../support/story.ts";
import { asDocumented, bare, livestreams, type Program, yamlProject } from "./programs.ts";

export interface Contender {
  /** As the table has it. */
  readonly name: string;
  readonly program: Program;
  /** Whether the native plugin manages the resources. */
  readonly isNative?: true;
  /** Whether the program is in YAML. */
  readonly isYaml?: true;
  /** Whether Pulumi.yaml names our preload script, as our template does. */
  readonly isPreloaded?: true;
  /** Whether it runs as `npm run pulumi` runs it: all of Pulumi's Node processes start in less time. */
  readonly isInCheckout?: true;
}

const dynamic: Contender = { name: "dynamic", program: livestreams, isPreloaded: true };

export const CONTENDERS = {
  bare: { name: "bare dynamic resources", program: bare },
  documented: { name: "as Pulumi documents it", program: asDocumented },
  dynamic,
  checkout: { ...dynamic, name: "dynamic, in a checkout", isInCheckout: true },
  native: { ...dynamic, name: "native, TypeScript", isNative: true },
  yaml: { name: "native, YAML", program: livestreams, isNative: true, isYaml: true },
} as const satisfies Record<string, Contender>;

/** The directory of a language's host, on PATH or in the cache; undefined without one. */
export async function hostFor(language: string): Promise<string | undefined> {
  const program = `pulumi-language-${language}`;
  const onPath = (process.env.PATH ?? "").split(delimiter);
  const cached = glob(join(cacheDirectory(process.env), "languages-*", "bin"));
  const found = [...onPath];
  for await (const directory of cached) found.push(directory);
  return found.findLast((directory) => existsSync(join(directory, program)));
}

/** A project of a contender, in the environment of a user: none of what makes the tests quicker. */
export async function openContender(
  { program, isNative, isYaml, isPreloaded, isInCheckout }: Contender,
  count: number,
  emulator: Partial<EmulatorOptions> = {},
): Promise<Scene<Project>> {
  const languages = isYaml && (await hostFor("yaml"));
  const opened = await openProject({
    program: program(count),
    native: isNative ?? false,
    config: isNative && !isYaml ? { "realtimekit:provider": "native" } : {},
    emulator,
    env: {
      NODE_OPTIONS: undefined,
      NODE_COMPILE_CACHE: undefined,
      GOGC: undefined,
      GOMEMLIMIT: undefined,
      PULUMI_DEBUG_COMMANDS: undefined,
    },
  });
  const { scene } = opened;
  // Compiled code is kept from one project to the next as it is for a user, but not among the user's.
  scene.env.PULUMI_REALTIMEKIT_CACHE = join(devDirectory, "bench");
  if (isInCheckout)
    Object.assign(scene.env, preloading(scene.env), {
      NODE_COMPILE_CACHE: join(devDirectory, "bench", "checkout"),
    });
  const manifest = join(scene.directory, "Pulumi.yaml");
  if (languages) {
    await withHosts(scene, languages);
    await writeFile(manifest, yamlProject("./node_modules/pulumi-realtimekit/plugin", count));
  } else if (!isPreloaded) {
    const text = await readFile(manifest, "utf8");
    await writeFile(manifest, text.replace(/^ *nodeargs: .*\n/m, ""));
  }
  return opened;
}

/** Adds a language's host to PATH by itself: other programs beside it are not to be found. */
async function withHosts(project: Project, directory: string): Promise<void> {
  const name = "pulumi-language-yaml";
  const own = join(project.directory, "..");
  await symlink(join(directory, name), join(own, name));
  project.env.PATH = [project.env.PATH, own].join(delimiter);
}

/** Runs Pulumi in a project, and measures it. */
export async function run(project: Project, ...args: string[]): Promise<Sample> {
  const flags = ["--non-interactive", "--color", "never"];
  return await measure([project.cli, ...args, ...flags], {
    cwd: project.directory,
    env: project.env,
  });
}

export const up = (project: Project) => run(project, "up", "--yes", "--skip-preview");

/** Opens contenders for `work`, and closes them. */
export async function withContenders<Name extends string, T>(
  contenders: Readonly<Partial<Record<Name, Contender>>>,
  count: number,
  work: (projects: Readonly<Partial<Record<Name, Project>>>) => Promise<T>,
): Promise<T> {
  const opened = new Map<Name, Scene<Project>>();
  try {
    for (const [name, contender] of Object.entries(contenders) as [Name, Contender][])
      opened.set(name, await openContender(contender, count));
    const scenes = [...opened].map(([name, { scene }]) => [name, scene] as const);
    return await work(Object.fromEntries(scenes) as Partial<Record<Name, Project>>);
  } finally {
    for (const { close } of opened.values()) await close();
  }
}
