// `npm test [-- <jest's arguments>]`: set-up, type check, lint, then jest, and a closing line of counts.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FormattedTestResults } from "@jest/test-result";
import { check } from "./checks.ts";
import { root } from "./places.ts";
import { command } from "../cli/command.ts";
import { runAttached } from "../cli/processes.ts";
import { prepare } from "./surroundings.ts";

/** As the closing line has it. */
class Tally {
  passed = 0;
  failed = 0;
  skipped = 0;

  toString(): string {
    const counts = [`${this.passed} passed`, `${this.failed} failed`];
    if (this.skipped > 0) counts.push(`${this.skipped} skipped`);
    return counts.join(", ");
  }
}

async function test(args: string[]): Promise<number> {
  const { env } = await prepare(process.env);
  const home = await mkdtemp(join(tmpdir(), "realtimekit-tests-"));
  const tally = new Tally();
  try {
    const failed = [];
    for (const name of ["typecheck", "lint"] as const)
      if (!(await runCheck(name, tally))) failed.push(name);
    // Nothing that the user is logged in to is touched, also by a test that forgets to see to it.
    await runJest(args, { ...env, PULUMI_HOME: home }, join(home, "results.json"), tally);
    if (failed.length > 0) console.log(`✖ ${failed.join(" and ")} failed: see above the tests`);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
  console.log(String(tally));
  return tally.failed === 0 ? 0 : 1;
}

async function runCheck(name: "typecheck" | "lint", tally: Tally): Promise<boolean> {
  const started = performance.now();
  const { code, stdout, stderr } = await check(name);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${code === 0 ? "✔" : "✖"} ${name} (${seconds} s)`);
  if (code === 0) tally.passed++;
  else {
    tally.failed++;
    console.log([stdout, stderr].filter(Boolean).join("\n").trim());
  }
  return code === 0;
}

async function runJest(
  args: string[],
  env: NodeJS.ProcessEnv,
  results: string,
  tally: Tally,
): Promise<void> {
  const jest = join(root, "node_modules", "jest", "bin", "jest.js");
  const report = ["--json", `--outputFile=${results}`];
  const code = await runAttached(process.execPath, [jest, ...args, ...report], { cwd: root, env });
  const counts = await readCounts(results);
  tally.passed += counts?.numPassedTests ?? 0;
  tally.skipped += counts?.numPendingTests ?? 0;
  const failed = (counts?.numFailedTests ?? 0) + (counts?.numRuntimeErrorTestSuites ?? 0);
  // Jest can also fail where no test did: bad arguments, no test found, an obsolete snapshot.
  tally.failed += code === 0 ? failed : Math.max(failed, 1);
}

/** Undefined where jest ended before it had any results. */
async function readCounts(results: string): Promise<FormattedTestResults | undefined> {
  const text = await readFile(results, "utf8").catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as FormattedTestResults);
}

await command(test);
