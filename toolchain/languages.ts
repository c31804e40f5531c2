/**
 * Pulumi's language hosts besides the one for Node: they run YAML and Python programs, and generate SDKs and
 * code. Nothing else needs them, so only `npm run languages` gets them.
 */
import { chmod, copyFile, link, mkdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { runCaptured } from "../cli/processes.ts";
import { UserError } from "../provider/user-error.ts";
import { binOf, type CachedFolder, ensureFolder } from "./cache.ts";
import { buildEnvironment, buildWithGo, type GoProgram, goShortcoming } from "./go-build.ts";
import { find } from "./on-path.ts";
import { CLI_VERSION, LANGUAGES_REVISION, MINIMUM_GO_VERSION } from "./versions.ts";

/** The languages that have a host here. */
export const LANGUAGES = ["yaml", "python", "go", "dotnet"] as const;

export type Language = (typeof LANGUAGES)[number];

const MODULE = "languages";
const YAML: GoProgram = {
  tool: hostOf("yaml"),
  module: MODULE,
  package: "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml",
  variables: [`github.com/pulumi/pulumi-yaml/pkg/version.Version=v${CLI_VERSION}`],
};
/** One program for all other languages, which it tells apart by its name. */
const OTHERS: GoProgram = {
  tool: hostOf("python"),
  module: MODULE,
  package: ".",
  variables: [`main.version=v${CLI_VERSION}`],
};
/** The script that runs a Python program. */
const PYTHON_EXECUTOR = "pulumi-language-python-exec";

export function hostOf(language: string): string {
  return `pulumi-language-${language}`;
}

/**
 * The cached folder with the hosts. The CLI looks for them in its own directory, and warns about one that it
 * finds on PATH. So the folder has the CLI as well, as hard links.
 */
export function languagesFolder(cli: CachedFolder): CachedFolder {
  return {
    path: join(dirname(cli.path), `languages-${LANGUAGES_REVISION}-${basename(cli.path)}`),
    what: "the language hosts",
    programs: [...cli.programs, ...LANGUAGES.map(hostOf), PYTHON_EXECUTOR],
  };
}

/** Where a host that generates code for Node is; the one beside the CLI runs programs only. */
export function generatorsOf(bin: string): string {
  return join(bin, "..", "generators");
}

/** Builds the hosts for the cached CLI. */
export async function ensureLanguages(cli: CachedFolder, env: NodeJS.ProcessEnv): Promise<string> {
  const folder = languagesFolder(cli);
  await ensureFolder(folder, async (draft) => {
    const notBuilt = await goShortcoming(env);
    if (notBuilt !== undefined)
      throw new UserError(
        `The language hosts cannot be built: ${notBuilt}. Install Go ${MINIMUM_GO_VERSION} or later ` +
          "(https://go.dev/doc/install), or Pulumi's release, which has them (https://www.pulumi.com/docs/install/).",
      );
    console.error(
      "Building the language hosts from published Go modules. This takes up to four minutes on two cores and happens only once.",
    );
    await build(draft, env);
    for (const tool of cli.programs)
      await link(join(binOf(cli), tool), join(binOf({ path: draft }), tool));
  });
  return binOf(folder);
}

async function build(draft: string, env: NodeJS.ProcessEnv): Promise<void> {
  const bin = binOf({ path: draft });
  await buildWithGo(YAML, bin, env);
  await buildWithGo(OTHERS, bin, env);
  const others = join(bin, OTHERS.tool);
  for (const language of ["go", "dotnet"]) await link(others, join(bin, hostOf(language)));
  await mkdir(generatorsOf(bin));
  await link(others, join(generatorsOf(bin), hostOf("nodejs")));
  const script = join(bin, PYTHON_EXECUTOR);
  await copyFile(join(await sdkSources(env), "python", "cmd", PYTHON_EXECUTOR), script);
  await chmod(script, 0o755);
}

/** Where Go keeps the sources of Pulumi's SDK. */
async function sdkSources(env: NodeJS.ProcessEnv): Promise<string> {
  const args = ["list", "-m", "-f", "{{.Dir}}", "github.com/pulumi/pulumi/sdk/v3"];
  const options = { cwd: join(import.meta.dirname, MODULE), env: buildEnvironment(env) };
  const { stdout } = await runCaptured("go", args, options);
  return stdout.trim();
}

/** The host of a language that the CLI in `directory` finds. */
export function findHost(language: Language, directory: string, env: NodeJS.ProcessEnv) {
  return find(hostOf(language), directory) ?? find(hostOf(language), env.PATH);
}
