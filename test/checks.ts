/**
 * What typecheck and lint find, as JSON. They do not look again at files in which they found nothing: for one
 * test, they take longer than all else.
 */
import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runCaptured } from "../cli/processes.ts";
import { devDirectory, root } from "../scripts/places.ts";

export interface CheckResult {
  readonly name: string;
  readonly seconds: number;
  /** Nothing where all is well. */
  readonly found: string;
}

/** The hash of the files that last had nothing to find. */
const stamp = join(devDirectory, "checked");

/** All files of the checkout: what is checked, the rules, and the versions of the tools. */
async function hashOfFiles(): Promise<string | undefined> {
  const args = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
  const { code, stdout } = await runCaptured("git", args, { cwd: root });
  if (code !== 0) return undefined;
  const hash = createHash("sha256").update(process.version);
  for (const file of stdout.split("\0").filter((name) => name !== "")) {
    const content = await readFile(join(root, file)).catch(() => undefined);
    hash.update(`\0${file}\0${content?.length ?? -1}\0`).update(content ?? "");
  }
  return hash.digest("hex");
}

async function checkUnlessUnchanged(): Promise<CheckResult[]> {
  const hash = await hashOfFiles();
  const before = await readFile(stamp, "utf8").catch(() => undefined);
  if (hash !== undefined && hash === before)
    return ["typecheck", "lint"].map((name) => ({ name, seconds: 0, found: "" }));
  // They take a second to load.
  const { check } = await import("./check-all.ts");
  const results = await check();
  if (hash !== undefined && results.every(({ found }) => found === "")) {
    await mkdir(devDirectory, { recursive: true });
    await writeFile(stamp, hash);
  }
  return results;
}

console.log(JSON.stringify(await checkUnlessUnchanged()));
