import { chmod, copyFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../provider/user-error.ts";
import { runCaptured } from "../cli/processes.ts";
import { find } from "./on-path.ts";
import { Progress } from "./progress.ts";
import {
  CLI_VERSION,
  MINIMUM_GO_VERSION,
  SELF_UPDATING_GO_VERSION,
  TOOLS,
  isAtLeast,
} from "./versions.ts";

/** A program to build from a folder next to this file. */
export interface GoProgram {
  readonly tool: string;
  readonly module: string;
  readonly package: string;
  /** What the linker sets: `<variable>=<value>`. */
  readonly variables: readonly string[];
}

/** The published CLI, and our own language host. */
const PROGRAMS: readonly GoProgram[] = [
  {
    tool: TOOLS.cli,
    module: "cli",
    package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    variables: [`github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${CLI_VERSION}`],
  },
  {
    tool: TOOLS.languageHost,
    module: "language-nodejs",
    package: ".",
    variables: [`main.version=v${CLI_VERSION}`],
  },
];

/** Why Go on this machine cannot build the CLI (part of a sentence), or undefined if it can. */
export async function goShortcoming(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const go = find("go", env.PATH);
  if (go === undefined) return "Go is not installed";
  const { code, stdout } = await runCaptured(go, ["env", "GOVERSION", "GOTOOLCHAIN"], {
    cwd: import.meta.dirname,
    env: { ...env, GOWORK: "off" },
  });
  const [version, toolchain] = stdout.trim().split("\n");
  const number = version?.replace(/^go/, "").split(" ", 1)[0] ?? "";
  if (code !== 0 || number === "") return `${go} does not report its version`;
  if (isAtLeast(number, MINIMUM_GO_VERSION)) return undefined;
  const updatesItself = isAtLeast(number, SELF_UPDATING_GO_VERSION) && toolchain !== "local";
  return updatesItself ? undefined : `Go ${number} is older than ${MINIMUM_GO_VERSION}`;
}

/** Builds the CLI and its helpers for Node into `directory`. */
export async function buildCli(directory: string, env: NodeJS.ProcessEnv): Promise<void> {
  console.error(
    `Building the Pulumi CLI ${CLI_VERSION} from its published Go modules. This takes about five minutes on two cores and happens only once.`,
  );
  for (const program of PROGRAMS) await buildWithGo(program, directory, env);
  const host = join(directory, TOOLS.dynamicProvider);
  await copyFile(join(import.meta.dirname, TOOLS.dynamicProvider), host);
  await chmod(host, 0o755);
}

/** Builds a program into `directory`. */
export async function buildWithGo(
  program: GoProgram,
  directory: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const output = join(directory, program.tool);
  const linker = ["-s", "-w", ...program.variables.map((variable) => `-X ${variable}`)].join(" ");
  const progress = new Progress(`building ${program.tool}`);
  let downloaded = 0;
  let compiled = 0;
  const onStderr = (text: string) => {
    for (const line of text.split("\n")) {
      if (line.startsWith("go: downloading ")) downloaded++;
      else if (/^[\w./-]+$/.test(line)) compiled++;
    }
    progress.update(`${downloaded} modules downloaded, ${compiled} packages compiled`);
  };
  try {
    const args = ["build", "-v", "-o", output, `-ldflags=${linker}`, program.package];
    const { code, stderr } = await runCaptured("go", args, {
      cwd: join(import.meta.dirname, program.module),
      env: buildEnvironment(env),
      onStderr,
    });
    if (code !== 0) throw new UserError(failure(program.tool, stderr));
  } finally {
    progress.end();
  }
}

/** The environment of Go, without the user's own settings. */
export function buildEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    ...env,
    GO111MODULE: "on",
    GOWORK: "off",
    GOFLAGS: "-mod=readonly -trimpath -buildvcs=false",
    GOOS: "",
    GOARCH: "",
    CGO_ENABLED: "0", // no C compiler needed
  };
}

function failure(tool: string, stderr: string): string {
  const said = stderr
    .split("\n")
    .filter((line) => line.trim() !== "" && !/^(go: downloading |[\w./-]+$)/.test(line))
    .slice(-8)
    .map((line) => `  ${line}`);
  return [
    `Building ${tool} with Go failed. Output of Go:`,
    ...said,
    "If this is a network problem, run the command again: what was downloaded and compiled is kept.",
    `Otherwise install the Pulumi CLI yourself (https://www.pulumi.com/docs/install/).`,
  ].join("\n");
}
