// `npm test [-- <jest's arguments>]`: set-up, then jest with type check and lint beside it, and a closing
// line of counts.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FormattedTestResults } from "@jest/test-result";
import { root } from "../scripts/places.ts";
import { command } from "../cli/command.ts";
import { runAttached, runCaptured } from "../cli/processes.ts";
import { prepare } from "../scripts/environment.ts";
import type { CheckResult } from "./checks.ts";

const CHECKS = join(import.meta.dirname, "checks.ts");

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
    // Beside the tests, which leave a core idle now and then; told after them, where it is seen.
    const checks = runChecks();
    const testEnv = {
      ...env,
      // Nothing that the user is logged in to is touched, also by a test that forgets to see to it.
      PULUMI_HOME: home,
      // Some hundred times a Node process loads @pulumi/pulumi: it is compiled once. Not kept, since
      // the programs that tests write would pile up in it.
      NODE_COMPILE_CACHE: join(home, "compiled"),
    };
    await runJest(args, testEnv, join(home, "results.json"), tally);
    for (const result of await checks) tell(result, tally);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
  console.log(String(tally));
  return tally.failed === 0 ? 0 : 1;
}

async function runChecks(): Promise<CheckResult[]> {
  const { code, stdout, stderr } = await runCaptured(process.execPath, [CHECKS], { cwd: root });
  if (code === 0) return JSON.parse(stdout) as CheckResult[];
  return [{ name: "typecheck and lint", seconds: 0, found: stdout + stderr }];
}

function tell({ name, seconds, found }: CheckResult, tally: Tally): void {
  const taken = seconds === 0 ? "no file has changed" : `${seconds.toFixed(1)} s`;
  console.log(`${found === "" ? "✔" : "✖"} ${name} (${taken})`);
  if (found === "") tally.passed++;
  else {
    tally.failed++;
    console.log(found.trim());
  }
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
