import { randomBytes } from "node:crypto";
import { existsSync, rmSync } from "node:fs";
import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../provider/user-error.ts";
import { cacheDirectory } from "../startup/cache-directory.ts";
import { buildWithGo, goShortcoming } from "./go-build.ts";
import { installWithPulumi } from "./installer.ts";
import { withLock } from "./lock.ts";
import { findOnPath } from "./on-path.ts";
import {
  OWN_REVISION,
  CLI_VERSION,
  MINIMUM_CLI_VERSION,
  MINIMUM_GO_VERSION,
  TOOLS,
} from "./versions.ts";

export interface Toolchain {
  /** The directory of `pulumi` and its helpers for Node programs. */
  directory: string;
  version: string;
}

/**
 * Finds or gets the Pulumi CLI: on PATH, in the cache, from Pulumi's installer, or, without access to the
 * internet, built from published Go modules.
 */
export async function ensureToolchain(env: NodeJS.ProcessEnv): Promise<Toolchain> {
  const onPath = await findOnPath(env);
  if ("use" in onPath) return onPath.use;
  const cache = cacheDirectory(env);
  const name = `pulumi-v${CLI_VERSION}.${OWN_REVISION}-${process.platform}-${process.arch}`;
  const cached = { directory: join(cache, name, "bin"), version: CLI_VERSION };
  if (isWhole(cached.directory)) return cached;
  await withLock(
    join(cache, name),
    async () => {
      if (isWhole(cached.directory)) return;
      await removeLeftovers(cache);
      const draft = join(cache, `draft-${randomBytes(6).toString("hex")}`);
      await makeWhole(draft, join(cache, name), () => obtain(draft, onPath.instead, env));
    },
    () => console.error("Waiting for another command to get the Pulumi CLI."),
  );
  return cached;
}

/** Whether all tools exist. A directory gets its final name only when it is complete. */
function isWhole(directory: string): boolean {
  return Object.values(TOOLS).every((tool) => existsSync(join(directory, tool)));
}

/** Fills `draft` and renames it atomically; removes it after a failure. */
async function makeWhole(draft: string, final: string, work: () => Promise<void>): Promise<void> {
  const discard = () => rmSync(draft, { recursive: true, force: true });
  process.once("exit", discard);
  try {
    await mkdir(join(draft, "bin"), { recursive: true });
    await work();
    if (!isWhole(join(draft, "bin"))) {
      throw new UserError(
        `The Pulumi CLI is incomplete: it needs ${Object.values(TOOLS).join(", ")}.`,
      );
    }
    await rm(final, { recursive: true, force: true });
    await rename(draft, final);
  } finally {
    process.off("exit", discard);
    discard();
  }
}

async function obtain(draft: string, notOnPath: string, env: NodeJS.ProcessEnv): Promise<void> {
  console.error(`Getting the Pulumi CLI, because ${notOnPath}. This happens only once.`);
  const notInstalled = await installWithPulumi(draft, env);
  if (notInstalled === undefined) return;
  const notBuilt = await goShortcoming(env);
  if (notBuilt !== undefined) {
    throw new UserError(
      [
        "The Pulumi CLI is needed, but it cannot be installed here:",
        `  - ${notOnPath};`,
        `  - ${notInstalled};`,
        `  - ${notBuilt}, so the CLI cannot be built from source.`,
        "Do one of these and run the command again:",
        `  - install the Pulumi CLI ${MINIMUM_CLI_VERSION} or later: https://www.pulumi.com/docs/install/`,
        `  - install Go ${MINIMUM_GO_VERSION} or later: https://go.dev/doc/install`,
      ].join("\n"),
    );
  }
  console.error(`${notInstalled}.`);
  await rm(join(draft, "bin"), { recursive: true, force: true });
  await mkdir(join(draft, "bin"));
  await buildWithGo(join(draft, "bin"), env);
}

/** Removes drafts of commands that were killed. */
async function removeLeftovers(cache: string): Promise<void> {
  for (const name of await readdir(cache)) {
    if (!name.startsWith("draft-")) continue;
    const draft = join(cache, name);
    const age = Date.now() - (await stat(draft)).mtimeMs;
    // A recent draft may belong to the build of another version, which has its own lock.
    if (age > 3_600_000) await rm(draft, { recursive: true, force: true });
  }
}
