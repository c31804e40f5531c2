/** Checks this machine: Node, the CLI, the SDK and this package, the backend, and the stack. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { messageOf } from "../../provider/user-error.ts";
import type { Cli } from "../command.ts";
import { configOf, runPulumi, selectedStack } from "../pulumi.ts";
import { isAtLeast, OLDEST_CLI, OLDEST_NODE } from "../versions.ts";
import { failed, type Finding, ok } from "./finding.ts";

export function nodeFinding(version: string): Finding {
  if (isAtLeast(version, OLDEST_NODE)) return ok("Node", version);
  return failed("Node", version, "install Node 22 or later, which @pulumi/pulumi needs");
}

export async function cliFinding(cli: Cli): Promise<Finding> {
  const what = "Pulumi CLI";
  const install = `install ${OLDEST_CLI} or later: https://www.pulumi.com/docs/install/`;
  try {
    const { code, stdout, stderr } = await runPulumi(cli, ["version"]);
    const version = stdout.trim().replace(/^v/, "");
    if (code !== 0) return failed(what, firstLine(stderr), install);
    return isAtLeast(version, OLDEST_CLI) ? ok(what, version) : failed(what, version, install);
  } catch (error) {
    return failed(what, messageOf(error), install);
  }
}

const login = z.looseObject({ user: z.string().optional(), url: z.string() });

export async function backendFinding(cli: Cli): Promise<Finding> {
  const what = "Backend";
  const { code, stdout, stderr } = await runPulumi(cli, ["whoami", "--json", "--verbose"]);
  const found = code === 0 ? login.safeParse(JSON.parse(stdout)) : undefined;
  if (found?.success) return ok(what, shownBackend(found.data));
  const todo =
    "log in: run pulumi login for Pulumi Cloud, or pulumi login <URL> for another backend";
  return failed(what, firstLine(stderr), todo);
}

/** The backend's URL without credentials; a database's URL can contain a password. */
function shownBackend({ user, url }: z.output<typeof login>): string {
  const shown = url.replace(/:\/\/[^/@]*@/, "://…@").replace(/\?.*$/, "");
  return user === undefined ? shown : `${shown} as ${user}`;
}

/** The finding about the stack, and its config by key with decrypted secrets. */
export async function stackFinding(
  cli: Cli,
  wanted: string | undefined,
): Promise<{ finding: Finding; config?: Readonly<Record<string, string>> }> {
  const what = "Stack";
  const stack = wanted ?? (await selectedStack(cli));
  if (stack === undefined)
    return { finding: failed(what, "none is selected", "select one: --stack <name>") };
  try {
    const config = await configOf(cli, stack);
    return { finding: ok(what, stack), config };
  } catch (error) {
    const todo = "check its name (pulumi stack ls) and its passphrase or key service";
    return { finding: failed(what, firstLine(messageOf(error)), todo) };
  }
}

/** The SDK and this package, as the program loads them. */
export async function packageFindings(cwd: string): Promise<Finding[]> {
  const directory = await programDirectory(cwd);
  if (directory === undefined) {
    const todo = "run this in the directory of a Pulumi project";
    return [failed("Project", "there is no Pulumi.yaml in this directory or above", todo)];
  }
  const from = createRequire(join(directory, "/"));
  return [
    await installed(from, "@pulumi/pulumi"),
    await installed(from, "pulumi-realtimekit"),
    provider(from),
  ];
}

async function installed(from: NodeJS.Require, name: string): Promise<Finding> {
  try {
    const text = await readFile(from.resolve(`${name}/package.json`), "utf8");
    return ok(name, z.looseObject({ version: z.string() }).parse(JSON.parse(text)).version);
  } catch {
    return failed(name, "not installed for the program", `run: npm install ${name}`);
  }
}

/** The host of dynamic providers loads it by this name from the program's directory. */
function provider(from: NodeJS.Require): Finding {
  const what = "Provider";
  try {
    from.resolve("pulumi-realtimekit/provider");
    return ok(what, "pulumi-realtimekit/provider can be loaded from the program's directory");
  } catch {
    const todo =
      "install the package in the directory of Pulumi.yaml; in an Automation API program, set `main` in the project settings to that directory";
    return failed(what, "it cannot be loaded from the program's directory", todo);
  }
}

/** The program's directory: the project's, or its `main`. */
async function programDirectory(cwd: string): Promise<string | undefined> {
  for (let at = resolve(cwd); ; at = dirname(at)) {
    const text = await readFile(join(at, "Pulumi.yaml"), "utf8").catch(() => undefined);
    if (text !== undefined) {
      const { main } = z.looseObject({ main: z.string().optional() }).parse(parse(text) ?? {});
      if (main === undefined) return at;
      return /\.[cm]?[jt]s$/.test(main) ? dirname(join(at, main)) : join(at, main);
    }
    if (at === dirname(at)) return undefined;
  }
}

function firstLine(text: string): string {
  const [line = ""] = text.trim().split("\n");
  return line.replace(/^error: /, "");
}
