/** A copy of this checkout for tests of its commands, with its own port, state and data. */
import { type ChildProcess, spawn } from "node:child_process";
import { cp, glob, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { root } from "../../scripts/places.ts";
import { freePort } from "./port.ts";
import { type Captured, runCaptured } from "../../cli/processes.ts";

const NOT_COPIED = new Set(["node_modules", ".git", ".pulumi-dev", "dist", "test"]);

export interface Checkout {
  directory: string;
  /** The environment of its commands. */
  env: NodeJS.ProcessEnv;
  /** The URL of its emulator, while one runs. */
  origin: string;
  /** Runs `npm run <args>` to its end. */
  npm(args: string[], env?: NodeJS.ProcessEnv): Promise<Captured>;
  /** Starts `npm run <args>` in a process group of its own. */
  spawnNpm(args: string[], env?: NodeJS.ProcessEnv): ChildProcess;
  git(args: string[]): Promise<string>;
}

/** Pulumi is there for seconds: it collects no garbage before it has this much. */
const UNCOLLECTED = { GOGC: "off", GOMEMLIMIT: "400MiB" };

/** For tests that are not about how a command starts: Pulumi's Node processes load less. */
export const QUICKER = {
  ...UNCOLLECTED,
  NODE_OPTIONS: `--require "${join(root, "test", "support", "pulumi-node.ts")}"`,
};

export async function withCheckout(work: (checkout: Checkout) => Promise<void>): Promise<void> {
  const checkout = await openCheckout();
  try {
    await work(checkout);
  } finally {
    await checkout.remove();
  }
}

/** A copy for the tests of a whole file. */
export async function openCheckout(): Promise<Checkout & { remove(): Promise<void> }> {
  const parent = await mkdtemp(join(tmpdir(), "realtimekit checkout "));
  const checkout = await copyCheckout(parent);
  return { ...checkout, remove: () => rm(parent, { recursive: true, force: true }) };
}

async function copyCheckout(parent: string): Promise<Checkout> {
  const directory = join(parent, "a clone");
  await cp(root, directory, {
    recursive: true,
    filter: (source) => !NOT_COPIED.has(basename(source)),
  });
  await symlink(join(root, "node_modules"), join(directory, "node_modules"));
  const port = await freePort();
  for await (const stack of glob("{.,examples/*}/Pulumi.dev.yaml", { cwd: directory })) {
    const file = join(directory, stack);
    const text = await readFile(file, "utf8");
    await writeFile(file, text.replace(/(127\.0\.0\.1|localhost):\d+/, `127.0.0.1:${port}`));
  }

  const home = join(parent, "pulumi home");
  const env = { ...process.env, ...UNCOLLECTED, PULUMI_HOME: home, CI: "true" };
  for (const name of Object.keys(env)) {
    if (/^(NODE_(?!COMPILE_CACHE)|npm_|PULUMI_(BACKEND|CONFIG|STACK))/.test(name))
      Reflect.deleteProperty(env, name);
  }
  const options = { cwd: directory, env };
  const git = async (args: string[]) => (await runCaptured("git", args, options)).stdout;
  await git(["init", "--quiet"]);
  await writeFile(join(directory, ".git", "info", "exclude"), "node_modules\n");
  await git(["add", "."]);
  return {
    directory,
    env,
    origin: `http://127.0.0.1:${port}`,
    npm: (args, more = {}) =>
      runCaptured("npm", ["run", "--silent", ...args], { ...options, env: { ...env, ...more } }),
    spawnNpm: (args, more = {}) =>
      spawn("npm", ["run", "--silent", ...args], {
        ...{ cwd: directory, env: { ...env, ...more } },
        ...{ detached: true, stdio: "pipe" },
      }),
    git,
  };
}
