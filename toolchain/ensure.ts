import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../provider/user-error.ts";
import { cacheDirectory } from "../startup/cache-directory.ts";
import { binOf, type CachedFolder, ensureFolder, isWhole } from "./cache.ts";
import { buildCli, goShortcoming } from "./go-build.ts";
import { installWithPulumi } from "./installer.ts";
import { languagesFolder } from "./languages.ts";
import { find, findOnPath } from "./on-path.ts";
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
  const folder = cliFolder(env);
  const known = cachedOnPath(folder, env);
  if (known) return known;
  const onPath = await findOnPath(env);
  if ("use" in onPath) return onPath.use;
  await ensureFolder(folder, (draft) => obtain(draft, onPath.instead, env));
  const withLanguages = languagesFolder(folder);
  const use = isWhole(withLanguages) ? withLanguages : folder;
  return { directory: binOf(use), version: CLI_VERSION };
}

/** The cached CLI if it is the one on PATH: it need not report its version, which takes a quarter of a second. */
function cachedOnPath(folder: CachedFolder, env: NodeJS.ProcessEnv): Toolchain | undefined {
  const onPath = find(TOOLS.cli, env.PATH);
  const folders = [folder, languagesFolder(folder)].filter(isWhole).map(binOf);
  const directory = folders.find((each) => onPath === join(each, TOOLS.cli));
  return directory === undefined ? undefined : { directory, version: CLI_VERSION };
}

/** Where the CLI is cached. */
export function cliFolder(env: NodeJS.ProcessEnv): CachedFolder {
  const name = `pulumi-v${CLI_VERSION}.${OWN_REVISION}-${process.platform}-${process.arch}`;
  return {
    path: join(cacheDirectory(env), name),
    what: "the Pulumi CLI",
    programs: Object.values(TOOLS),
  };
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
  await buildCli(join(draft, "bin"), env);
}
