import { mkdir, readdir, readFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { parse } from "yaml";
import { runCaptured } from "../cli/processes.ts";
import { UserError } from "../provider/user-error.ts";
import { buildBundles } from "../publish/build.ts";
import { devDirectory, root } from "./places.ts";
import { type CommandLine, isOfOneStack, readCommandLine } from "./command-line.ts";
import { ownBackend, selectedStack } from "./selection.ts";
import { type Toolchain, ensureToolchain } from "../toolchain/ensure.ts";

/** The stack that needs no account: Pulumi.dev.yaml, in git with this passphrase. */
export const DEV_STACK = "dev";
const DEV_PASSPHRASE = "dev";

export interface Environment {
  /** The Pulumi CLI's path. */
  pulumi: string;
  env: NodeJS.ProcessEnv;
}

/** What every command of this checkout has in common, whatever backend it uses. */
export async function prepare(base: NodeJS.ProcessEnv, project = root): Promise<Environment> {
  const [toolchain] = await Promise.all([ensureToolchain(base), buildBundles()]);
  return {
    pulumi: join(toolchain.directory, "pulumi"),
    env: {
      ...base,
      PATH: searchPath(toolchain, base),
      PULUMI_SKIP_UPDATE_CHECK: "true",
      // Each command starts two Node processes that load the same SDK: it is compiled once.
      NODE_COMPILE_CACHE: base.NODE_COMPILE_CACHE ?? join(devDirectory, "compiled"),
      // With @pulumi/cloudflare installed and none of its resources declared, each command would
      // try to download its plugin: seconds where it can, and more where it cannot.
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION:
        base.PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION ??
        String(!(await declaresCloudflare(project))),
    },
  };
}

/** Whether a project's program declares resources of Cloudflare's own package, as an example does. */
async function declaresCloudflare(project: string): Promise<boolean> {
  const files = (await readdir(project)).filter((name) => name.endsWith(".ts"));
  const texts = await Promise.all(files.map((name) => readFile(join(project, name), "utf8")));
  return texts.some((text) => text.includes('from "@pulumi/cloudflare"'));
}

/**
 * The packages' programs first, because the CLI must find Node 24 before an older one that may be
 * installed beside it; then the CLI.
 */
function searchPath(toolchain: Toolchain, base: NodeJS.ProcessEnv): string {
  const first = [join(root, "node_modules", ".bin"), toolchain.directory];
  const rest = (base.PATH ?? "")
    .split(delimiter)
    .filter((dir) => dir !== "" && !first.includes(dir));
  return [...first, ...rest].join(delimiter);
}

/** Where stack `dev` keeps its state. */
const devState = join(devDirectory, "state");

/** Stack `dev` in its own backend, whatever the user's own Pulumi is set to. */
export async function devEnvironment(env: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> {
  await mkdir(devState, { recursive: true });
  return {
    ...env,
    // A URL, in which spaces are escaped.
    PULUMI_BACKEND_URL: pathToFileURL(devState).href,
    PULUMI_CONFIG_PASSPHRASE: DEV_PASSPHRASE,
    PULUMI_CONFIG_PASSPHRASE_FILE: undefined,
  };
}

/**
 * Makes stack `dev` of a project where there is none yet. Which stack is selected is the user's
 * business, and stays as it is.
 */
export async function ensureDev({ pulumi, env }: Environment, project: string): Promise<void> {
  const text = await readFile(join(project, "Pulumi.yaml"), "utf8");
  const { name } = parse(text) as { name: string };
  const stacks = join(devState, ".pulumi", "stacks", name);
  const files = await readdir(stacks).catch(() => []);
  if (files.some((file) => file.startsWith(`${DEV_STACK}.json`))) return;
  const args = ["stack", "init", DEV_STACK, "--no-select", "--non-interactive"];
  const { code, stderr } = await runCaptured(pulumi, args, { cwd: project, env });
  // Two commands may have been started at once.
  if (code !== 0 && !stderr.includes("already exists"))
    throw new UserError(`Stack ${DEV_STACK} could not be created.\n${stderr.trim()}`);
}

/** What a command line is run in. */
export interface CommandEnvironment extends Environment {
  readonly line: CommandLine;
  /** Whether it is about stack `dev`, which needs the emulator. */
  readonly isDev: boolean;
}

/**
 * The environment of a command line. Stack `dev` has a backend of its own in this checkout, and a
 * passphrase that everybody knows; for all others both are the user's own, as Pulumi has them.
 */
export async function environmentOf(
  args: string[],
  { alwaysOfOneStack = false } = {},
): Promise<CommandEnvironment> {
  const line = readCommandLine(args, process.cwd(), process.env);
  const { pulumi, env } = await prepare(process.env, line.project);
  const own = { pulumi, env, line, isDev: false };
  if (line.project === undefined || (!alwaysOfOneStack && !isOfOneStack(line))) return own;
  const dev = { pulumi, env: await devEnvironment(env), line, isDev: true };
  const stack = line.stack ?? (await selected(line.project, env, dev.env));
  if (stack === undefined)
    console.error(
      `No stack is selected, so this uses stack ${DEV_STACK} on the emulator. Use --stack for another one.`,
    );
  if ((stack ?? DEV_STACK) === DEV_STACK) {
    if (line.words[1] !== "init") await ensureDev(dev, line.project);
    return stack === undefined ? { ...dev, env: { ...dev.env, PULUMI_STACK: DEV_STACK } } : dev;
  }
  if (isSelecting(line)) await unselectDev(dev, line.project);
  return own;
}

/** The one that `stack select` chose last: `dev` counts until another one is chosen. */
async function selected(
  project: string,
  own: NodeJS.ProcessEnv,
  dev: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  return (
    (await selectedStack(project, dev.PULUMI_BACKEND_URL, dev)) ??
    (await selectedStack(project, await ownBackend(project, own), own))
  );
}

function isSelecting({ words: [first, second], has }: CommandLine): boolean {
  if (first !== "stack") return false;
  return second === "select" || (second === "init" && !has("no-select"));
}

async function unselectDev({ pulumi, env }: Environment, project: string): Promise<void> {
  if ((await selectedStack(project, env.PULUMI_BACKEND_URL, env)) === undefined) return;
  await runCaptured(pulumi, ["stack", "unselect"], { cwd: project, env });
}
