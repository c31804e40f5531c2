/** The native plugin as an archive for `pulumi plugin install --file`, for people without npm. */
import { rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { runCaptured } from "../cli/processes.ts";
import { UserError } from "../provider/user-error.ts";
import { dist } from "./build.ts";

/** A file that the CLI would take as a reason to start the plugin through a language host. */
const NOT_INSTALLED = "PulumiPlugin.yaml";

/** Where the archive of a version is. */
export function archiveOf(version: string): string {
  return join(dist, `pulumi-resource-realtimekit-v${version}.tar.gz`);
}

/** Archives the built plugin's files, without a folder around them, as the CLI expects them. */
export async function buildArchive(files: readonly string[], version: string): Promise<string> {
  const names = files.map((file) => basename(file)).filter((name) => name !== NOT_INSTALLED);
  const [first = ""] = files;
  const archive = archiveOf(version);
  const draft = `${archive}.${process.pid}.draft`;
  try {
    const args = ["-C", dirname(first), "-czf", draft, ...names];
    const { code, stderr } = await runCaptured("tar", args, { cwd: dist });
    if (code !== 0) throw new UserError(`The plugin could not be archived: ${stderr.trim()}`);
    await rename(draft, archive);
  } finally {
    await rm(draft, { force: true });
  }
  return archive;
}
