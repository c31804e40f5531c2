/** The scripts of the workflow conformance, run with programs in place of npm and gh. */
import assert from "node:assert/strict";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { runCaptured } from "../../cli/processes.ts";
import { root } from "../../scripts/places.ts";
import { directoryPerTest } from "../support/after-each.ts";

const newDirectory = directoryPerTest();

interface Workflow {
  jobs: Record<string, { steps: { name?: string; run?: string }[] }>;
}

async function script(name: string): Promise<string> {
  const text = await readFile(join(root, ".github", "workflows", "conformance.yml"), "utf8");
  const { jobs } = parse(text) as Workflow;
  const steps = Object.values(jobs).flatMap((job) => job.steps);
  return steps.find((step) => step.name === name)?.run ?? assert.fail(name);
}

/** Runs a step's script as GitHub does, in a directory, with one program in place of another. */
async function run(directory: string, step: string, program: string, instead: string, env = {}) {
  const bin = join(directory, "bin");
  await mkdir(bin, { recursive: true });
  await writeFile(join(bin, program), `#!/bin/sh\n${instead}\n`);
  await chmod(join(bin, program), 0o755);
  return await runCaptured("bash", ["-e", "-o", "pipefail", "-c", await script(step)], {
    cwd: directory,
    env: { PATH: `${bin}:${process.env.PATH ?? ""}`, ...env },
  });
}

describe("the step Run", () => {
  const checks = async (status: number, hasProfile: boolean) => {
    const directory = await newDirectory();
    await mkdir(join(directory, "profiles"));
    if (hasProfile) await writeFile(join(directory, "profiles", "cloudflare.json"), "{}");
    // Its report names its arguments; the file of --profile is the fourth of them from the front.
    const instead = `echo "asked: $*"; for last in "$@"; do case "$before" in --profile) echo '{"seen":1}' > "$last";; esac; before="$last"; done; exit ${status}`;
    const summary = join(directory, "summary.md");
    const { code } = await run(directory, "Run", "npm", instead, {
      ...{ CLOUDFLARE_API_TOKEN: "x", RUNNER_TEMP: directory, GITHUB_STEP_SUMMARY: summary },
    });
    const read = (file: string) => readFile(join(directory, "report", file), "utf8");
    const result = await read("result").catch(() => "");
    return { code, result: result.trim(), report: code === 0 ? await read("report.md") : "" };
  };

  it("tells the issue's job what came of it", async () => {
    for (const [status, hasProfile, result] of [
      [0, true, "same"],
      [0, false, "first"],
      [20, true, "changed"],
      [40, true, "unknown"],
    ] as const) {
      const ran = await checks(status, hasProfile);
      expect(ran).toMatchObject({ code: 0, result });
      expect(ran.report.includes("--against profiles/cloudflare.json")).toBe(hasProfile);
      expect(ran.report).toContain('```json\n{"seen":1}\n```\n');
    }
  });

  it("fails where the checks could not run, and without the secret", async () => {
    expect(await checks(1, true)).toMatchObject({ code: 1, result: "" });
    const { code, stdout } = await run(await newDirectory(), "Run", "npm", "exit 0");
    expect([code, stdout]).toStrictEqual([1, expect.stringContaining("CONFORMANCE_API_TOKEN")]);
  });
});

describe("the step Issue", () => {
  const issue = async (result: string, open: string) => {
    const directory = await newDirectory();
    await mkdir(join(directory, "report"));
    await writeFile(join(directory, "report", "result"), `${result}\n`);
    const instead = `if [ "$2" = list ]; then printf '${open}'; else echo "$@" >> asked; fi`;
    const env = { TITLE: "It changed", GITHUB_REPOSITORY: "some/where" };
    expect((await run(directory, "Issue", "gh", instead, env)).code).toBe(0);
    return await readFile(join(directory, "asked"), "utf8").catch(() => "");
  };

  it("opens one, updates the one that is open, and does nothing where nothing changed", async () => {
    const body = "--body-file report/report.md\n";
    expect(await issue("same", "")).toBe("");
    expect(await issue("changed", "")).toBe(
      `issue create --repo some/where --title It changed ${body}`,
    );
    expect(await issue("unknown", "7\\n9\\n")).toBe(`issue edit 7 --repo some/where ${body}`);
  });
});
