import { mkdir } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Captured, runCaptured } from "../cli/processes.ts";
import { buildBundles } from "../publish/build.ts";
import { devDirectory, root } from "./places.ts";
import { selectedStack, stackOf } from "./stack-of.ts";
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
export async function prepare(base: NodeJS.ProcessEnv): Promise<Environment> {
  const [toolchain] = await Promise.all([ensureToolchain(base), buildBundles()]);
  return {
    pulumi: join(toolchain.directory, "pulumi"),
    env: {
      ...base,
      PATH: searchPath(toolchain, base),
      PULUMI_SKIP_UPDATE_CHECK: "true",
      // With @pulumi/cloudflare installed and none of its resources declared, each command would
      // try to download its plugin: seconds where it can, and more where it cannot.
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION:
        base.PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION ?? "true",
    },
  };
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

/** Where stack `dev` keeps its state, as Pulumi wants it: a URL, so that spaces are escaped. */
async function localBackend(): Promise<string> {
  const directory = join(devDirectory, "state");
  await mkdir(directory, { recursive: true });
  return pathToFileURL(directory).href;
}

/** Stack `dev` in its own backend, whatever the user's own Pulumi is set to. */
export async function devEnvironment(env: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> {
  return withDevPassphrase({ ...env, PULUMI_BACKEND_URL: await localBackend() });
}

function withDevPassphrase(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    ...env,
    PULUMI_CONFIG_PASSPHRASE: DEV_PASSPHRASE,
    PULUMI_CONFIG_PASSPHRASE_FILE: undefined,
  };
}

/** Makes stack `dev` where there is none yet, and the one that `npm run pulumi` means. */
export async function selectDev({ pulumi, env }: Environment): Promise<Captured> {
  const args = ["stack", "select", DEV_STACK, "--create", "--non-interactive"];
  return await runCaptured(pulumi, args, { cwd: root, env });
}

/** The environment of the stack that a command line means. */
export async function environmentOf(args: string[]): Promise<Environment & { isDev: boolean }> {
  const { pulumi, env: base } = await prepare(process.env);
  const env = { ...base, PULUMI_BACKEND_URL: base.PULUMI_BACKEND_URL ?? (await localBackend()) };
  const selected = await selectedStack(root, env);
  // Another's passphrase is the user's business: with dev's, known to all, its secrets would be none.
  if ((stackOf(args, env) ?? selected ?? DEV_STACK) !== DEV_STACK)
    return { pulumi, env, isDev: false };
  const dev = { pulumi, env: withDevPassphrase(env), isDev: true };
  // So that a fresh clone's first command, whichever it is, has a stack.
  if (selected === undefined && base.PULUMI_BACKEND_URL === undefined) await selectDev(dev);
  return dev;
}
