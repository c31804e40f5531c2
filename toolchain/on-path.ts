import { realpathSync } from "node:fs";
import { delimiter, dirname } from "node:path";
import which from "which";
import { runCaptured } from "../cli/processes.ts";
import { MINIMUM_CLI_VERSION, TOOLS, isAtLeast } from "./versions.ts";

export type FoundCli = { use: { directory: string; version: string } } | { instead: string };

/** The `pulumi` on PATH, or why it cannot be used (part of a sentence). */
export async function findOnPath(env: NodeJS.ProcessEnv): Promise<FoundCli> {
  const { PATH = "" } = env;
  const cli = find(TOOLS.cli, PATH);
  if (cli === undefined) return { instead: "it is not on PATH" };
  const { code, stdout } = await runCaptured(cli, ["version"], {
    env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    timeoutMs: 20_000,
  });
  const version = /^v?(\d+\.\d+\.\d+\S*)$/m.exec(stdout)?.[1];
  if (code !== 0 || version === undefined) return { instead: `${cli} does not report its version` };
  if (!isAtLeast(version, MINIMUM_CLI_VERSION)) {
    return { instead: `${cli} is ${version}, older than ${MINIMUM_CLI_VERSION}` };
  }
  // It looks for its helpers in its own directory, after following links, and on PATH.
  const places = [dirname(cli), dirname(realpathSync(cli)), PATH].join(delimiter);
  for (const helper of [TOOLS.languageHost, TOOLS.dynamicProvider]) {
    if (find(helper, places) === undefined)
      return { instead: `${cli} has no ${helper} next to it` };
  }
  return { use: { directory: dirname(cli), version } };
}

/** Finds a program on a search path. */
export function find(program: string, path = ""): string | undefined {
  return which.sync(program, { path, nothrow: true }) ?? undefined;
}
