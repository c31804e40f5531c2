/** Builds the native plugin, once per process, and the schema once for all processes. */
import { glob, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { declarations } from "../../publish/declarations.ts";
import { dist, root } from "../../publish/build.ts";
import { type BuiltPlugin, buildPlugin, pluginFolder } from "../../publish/plugin.ts";
import { withLock } from "../../toolchain/lock.ts";
import type { PackageSpec } from "../../publish/schema/spec.ts";
import { packageSchema } from "../../publish/schema/package-schema.ts";

let built: Promise<BuiltPlugin> | undefined;

export function ensurePlugin(): Promise<unknown> {
  return builtPlugin();
}

/** The plugin's files. */
export function builtPlugin(): Promise<BuiltPlugin> {
  built ??= withLock(join(dist, "plugin"), build);
  return built;
}

async function build(): Promise<BuiltPlugin> {
  return await buildPlugin((await madeSchema()) ?? (await makeSchema()));
}

/** The types and the schema take half of the time, so they are built only if they are missing. */
async function makeSchema(): Promise<PackageSpec> {
  return await packageSchema(await declarations());
}

/** The existing schema, if it is newer than all of its sources. */
async function madeSchema(): Promise<PackageSpec | undefined> {
  const path = join(pluginFolder, "schema.json");
  const made = (await stat(path).catch(() => undefined))?.mtimeMs ?? 0;
  const sources =
    "{package.json,*.ts,{components,config,lookups,outputs,provider,publish}/**/*.ts}";
  for await (const file of glob(sources, { cwd: root }))
    if ((await stat(join(root, file))).mtimeMs > made) return undefined;
  return JSON.parse(await readFile(path, "utf8")) as PackageSpec;
}
