import { accessSync, constants, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { runCaptured } from "../cli/processes.ts";
import { MINIMUM_CLI_VERSION, TOOLS, isAtLeast } from "./versions.ts";

export type FoundCli = { use: { directory: string; version: string } } | { instead: string };

/** The `pulumi` on PATH where it will do, or why it will not (one part of a sentence). */
export async function findOnPath(env: NodeJS.ProcessEnv): Promise<FoundCli> {
  const cli = findExecutable(TOOLS.cli, env);
  if (cli === undefined) return { instead: "there is none on PATH" };
  const { code, stdout } = await runCaptured(cli, ["version"], {
    env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    timeoutMs: 20_000,
  });
  const version = /^v?(\d+\.\d+\.\d+\S*)$/m.exec(stdout)?.[1];
  if (code !== 0 || version === undefined) return { instead: `${cli} does not tell its version` };
  if (!isAtLeast(version, MINIMUM_CLI_VERSION)) {
    return { instead: `${cli} is ${version}, older than ${MINIMUM_CLI_VERSION}` };
  }
  // It looks for its helpers beside itself, links followed, and on PATH.
  const besides = [dirname(cli), dirname(realpathSync(cli))];
  for (const helper of [TOOLS.languageHost, TOOLS.dynamicProvider]) {
    const present = besides.some((dir) => isExecutable(join(dir, helper)));
    if (!present && findExecutable(helper, env) === undefined) {
      return { instead: `${cli} has no ${helper} beside it` };
    }
  }
  return { use: { directory: dirname(cli), version } };
}

export function findExecutable(name: string, env: NodeJS.ProcessEnv): string | undefined {
  return (env.PATH ?? "")
    .split(delimiter)
    .filter((dir) => dir !== "")
    .map((dir) => join(dir, name))
    .find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
