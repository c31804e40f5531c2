// `npm test [-- <part of a file name>…]`: type check, lint, then every test.
import { glob, mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { check } from "./checks.ts";
import { root } from "./places.ts";
import { Problem, command } from "./problem.ts";
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

async function test(patterns: string[]): Promise<number> {
  const files = await testFiles(patterns);
  const surroundings = await prepare(process.env);
  // Nothing that the user is logged in to is touched, also by a test that forgets to see to it.
  const home = await mkdtemp(join(tmpdir(), "realtimekit-tests-"));
  Object.assign(process.env, surroundings.env, { PULUMI_HOME: home });
  const tally = new Tally();
  try {
    const checks = ["typecheck", "lint"] as const;
    const failed = [];
    for (const name of checks) if (!(await runCheck(name, tally))) failed.push(name);
    await runTests(files, tally);
    if (failed.length > 0) console.log(`✖ ${failed.join(" and ")} failed: see above the tests`);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
  console.log(String(tally));
  return tally.failed === 0 ? 0 : 1;
}

async function testFiles(patterns: string[]): Promise<string[]> {
  const files: string[] = [];
  for await (const file of glob("test/**/*.test.ts", { cwd: root })) {
    if (patterns.length === 0 || patterns.some((part) => file.includes(part))) files.push(file);
  }
  if (files.length === 0) {
    throw new Problem(`No test file under test/ has ${patterns.join(" or ")} in its name.`);
  }
  return files.sort().map((file) => join(root, file));
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

/** Runs the files with Node's own runner and its usual report, counting tests and not suites. */
async function runTests(files: string[], tally: Tally): Promise<void> {
  const events = run({ files, concurrency: availableParallelism(), cwd: root });
  events.on("test:summary", ({ file, counts, success }) => {
    if (file !== undefined) return; // one for each file, then one for all
    const skipped = counts.skipped + counts.todo;
    const failed = counts.tests - counts.passed - skipped;
    tally.passed += counts.passed;
    tally.skipped += skipped;
    // A hook of a suite can fail where no test did.
    tally.failed += success ? failed : Math.max(failed, 1);
  });
  for await (const text of events.compose(spec)) process.stdout.write(String(text));
}

await command(test);
