import { mkdir, readdir, readFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { parse } from "yaml";
import { runCaptured } from "../cli/processes.ts";
import { UserError } from "../provider/user-error.ts";
import { buildBundles, preloadBundle } from "../publish/build.ts";
import { devDirectory, root } from "./places.ts";
import { type CommandLine, isOfOneStack, readCommandLine } from "./command-line.ts";
import { ownBackend, selectedStack } from "./selection.ts";
import { type Toolchain, ensureToolchain } from "../toolchain/ensure.ts";

/** The stack that needs no account; its file Pulumi.dev.yaml is in git with this passphrase. */
export const DEV_STACK = "dev";
const DEV_PASSPHRASE = "dev";

export interface Environment {
  /** The Pulumi CLI's path. */
  pulumi: string;
  env: NodeJS.ProcessEnv;
}

/** The environment of every command of this checkout, for any backend. */
export async function prepare(base: NodeJS.ProcessEnv, project = root): Promise<Environment> {
  const [toolchain] = await Promise.all([ensureToolchain(base), buildBundles()]);
  return {
    pulumi: join(toolchain.directory, "pulumi"),
    env: {
      ...base,
      PATH: searchPath(toolchain, base),
      PULUMI_SKIP_UPDATE_CHECK: "true",
      // Each command starts two Node processes that load the same SDK; this compiles it only once.
      NODE_COMPILE_CACHE: base.NODE_COMPILE_CACHE ?? join(devDirectory, "compiled"),
      // If @pulumi/cloudflare is installed but not used, each command would try to download its plugin,
      // which takes seconds, or longer if it fails.
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION:
        base.PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION ??
        String(!(await declaresCloudflare(project))),
    },
  };
}

/** Whether a project's program uses @pulumi/cloudflare, like one of the examples. */
async function declaresCloudflare(project: string): Promise<boolean> {
  const files = (await readdir(project)).filter((name) => name.endsWith(".ts"));
  const texts = await Promise.all(files.map((name) => readFile(join(project, name), "utf8")));
  return texts.some((text) => text.includes('from "@pulumi/cloudflare"'));
}

/**
 * The programs of the packages come first, so that the CLI finds Node 24 before an older one; then the CLI.
 */
function searchPath(toolchain: Toolchain, base: NodeJS.ProcessEnv): string {
  const first = [join(root, "node_modules", ".bin"), toolchain.directory];
  const rest = (base.PATH ?? "")
    .split(delimiter)
    .filter((dir) => dir !== "" && !first.includes(dir));
  return [...first, ...rest].join(delimiter);
}

/**
 * Starts Pulumi's Node processes in less time. Pulumi.yaml does it for the program only, not for the host of
 * its dynamic resources.
 */
export function preloading(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const preload = `--require ${JSON.stringify(preloadBundle)}`;
  return { ...env, NODE_OPTIONS: [env.NODE_OPTIONS, preload].filter(Boolean).join(" ") };
}

/** The directory for the state of stack `dev`. */
const devState = join(devDirectory, "state");

/** The environment of stack `dev`, which has its own backend. */
export async function devEnvironment(env: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> {
  await mkdir(devState, { recursive: true });
  return {
    ...env,
    // As a URL, with escaped spaces.
    PULUMI_BACKEND_URL: pathToFileURL(devState).href,
    PULUMI_CONFIG_PASSPHRASE: DEV_PASSPHRASE,
    PULUMI_CONFIG_PASSPHRASE_FILE: undefined,
  };
}

/**
 * Creates stack `dev` of a project if it does not exist. Does not change which stack is selected.
 */
export async function ensureDev({ pulumi, env }: Environment, project: string): Promise<void> {
  const text = await readFile(join(project, "Pulumi.yaml"), "utf8");
  const { name } = parse(text) as { name: string };
  const stacks = join(devState, ".pulumi", "stacks", name);
  const files = await readdir(stacks).catch(() => []);
  if (files.some((file) => file.startsWith(`${DEV_STACK}.json`))) return;
  const args = ["stack", "init", DEV_STACK, "--no-select", "--non-interactive"];
  const { code, stderr } = await runCaptured(pulumi, args, { cwd: project, env });
  // Another command may have created it at the same time.
  if (code !== 0 && !stderr.includes("already exists"))
    throw new UserError(`Stack ${DEV_STACK} could not be created.\n${stderr.trim()}`);
}

/** The environment of a command line. */
export interface CommandEnvironment extends Environment {
  readonly line: CommandLine;
  /** Whether it uses stack `dev`, which needs the emulator. */
  readonly isDev: boolean;
}

/**
 * The environment of a command line. Stack `dev` has its own backend in this checkout and a public
 * passphrase; other stacks use the user's backend and passphrase.
 */
export async function environmentOf(
  args: string[],
  { alwaysOfOneStack = false } = {},
): Promise<CommandEnvironment> {
  const line = readCommandLine(args, process.cwd(), process.env);
  const prepared = await prepare(process.env, line.project);
  const pulumi = prepared.pulumi;
  const env = preloading(prepared.env);
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

/** The selected stack: `dev` if it is selected in its own backend, otherwise the user's. */
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
