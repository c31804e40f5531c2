/** What `review` tells of that which somebody has changed in the dashboard since the last update. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { assertSucceeded } from "../support/outcome.ts";
import { type Project, projectStory } from "../support/project.ts";
import { runCommand } from "../support/run-command.ts";
import { normalised } from "./normalised.ts";
import { ok } from "./api.ts";
import {
  assertSteps,
  config,
  devStack,
  KIT,
  LIVE_INPUTS,
  named,
  stackOutputs,
  writes,
} from "./stack-under-test.ts";

describe("a review of what was changed outside", () => {
  describe("reads the API, and writes nothing", () => {
    const { step, check } = projectStory({ config: config(devStack()) });
    step("before it, all is up", async (project) => assertSucceeded(await project.up()));
    check("an untouched stack has no such section, for a read of each resource at most", untouched);
    step("somebody switches off, allows more, deletes", change);
    check("what was changed is told, with what up --refresh does about it", told);
    check("the same of a preview that was made before, in either form", givenPreviews);
    check("--no-refresh asks the API nothing", asksNothing);
    check("what is declared as it was changed is no change", declaredSo);
    check("where the API refuses the token, the way out is named", refused);
    step("up --refresh does what was said", putBack);
    check("what is secret is nowhere in plain text", (project) => project.assertNoSecretLeaked());
  });
});

const RESOURCES = 7;

async function untouched(project: Project): Promise<void> {
  const before = await project.exportState();
  await project.control.clearRequests();
  const { code, stdout } = await review(project);
  expect(code).toBe(0);
  expect(stdout).toMatch(/: nothing changes\n\n\*\*.*, 7 unchanged\*\*\n$/);
  const requests = await project.requests();
  expect(await writes(project)).toStrictEqual([]);
  expect(requests.length).toBeGreaterThan(0);
  expect(requests.length).toBeLessThanOrEqual(RESOURCES);
  // Both targets from one list.
  expect(requests.filter((line) => line.endsWith("/outputs")).length).toBe(1);
  expect(await project.exportState()).toStrictEqual(before);
}

async function change(project: Project): Promise<void> {
  const { presets, liveInputs, restreamTargets } = await stackOutputs(project);
  const outputs = `${LIVE_INPUTS}/${named(liveInputs, "hub").id}/outputs`;
  await ok(project, "PUT", `${outputs}/${named(restreamTargets, "youtube").id}`, {
    enabled: false,
  });
  await ok(project, "DELETE", `${outputs}/${named(restreamTargets, "backup").id}`);
  await ok(project, "PATCH", `${KIT}/presets/${named(presets, "viewer").id}`, {
    permissions: { can_record: true },
  });
}

async function told(project: Project): Promise<void> {
  const before = await project.exportState();
  await project.control.clearRequests();
  // A refresh that is asked for twice is one.
  const { code, stdout, stderr } = await review(project, ["--", "--refresh"]);
  expect(stderr).toBe("");
  expect(code).toBe(20);
  expect(normalised(stdout)).toMatchSnapshot();
  expect(await writes(project)).toStrictEqual([]);
  expect(await project.exportState()).toStrictEqual(before);

  const data = JSON.parse((await review(project, ["--json"])).stdout) as Data;
  expect(data.refreshed).toBe(true);
  expect(data.changedOutside.map(({ name, is, op }) => [name, is, op])).toStrictEqual([
    ["backup", "gone", "create"],
    ["youtube", "changed", "update"],
    ["viewer", "changed", "update"],
  ]);
}

interface Data {
  readonly refreshed: boolean;
  readonly changedOutside: readonly { name: string; is: string; op: string | null }[];
}

async function givenPreviews(project: Project): Promise<void> {
  const above = join(project.directory, "..");
  const log = join(above, "outside.jsonl");
  const file = join(above, "outside.json");
  const args = ["preview", "--json", "--show-sames", "--refresh", "--event-log", log];
  const { stdout } = await project.pulumi(args);
  await writeFile(file, stdout);
  await project.control.clearRequests();
  const reports = [
    await review(project, ["--preview", log]),
    await review(project, ["--preview", file]),
  ];
  expect(await project.requests()).toStrictEqual([]);
  const own = await review(project);
  expect(reports).toStrictEqual([own, own]);
}

async function asksNothing(project: Project): Promise<void> {
  await project.control.clearRequests();
  const { code, stdout } = await review(project, ["--no-refresh"]);
  expect(code).toBe(0);
  expect(stdout).not.toMatch(/outside/);
  expect(await project.requests()).toStrictEqual([]);
}

async function declaredSo(project: Project): Promise<void> {
  const { presets, restreamTargets, ...rest } = devStack();
  const { youtube } = restreamTargets;
  await project.config(
    config({
      ...rest,
      presets: { ...presets, viewer: { ...presets.viewer, permissions: { canRecord: true } } },
      restreamTargets: { youtube: { ...youtube, enabled: false } },
    }),
  );
  const { code, stdout } = await review(project);
  await project.config(config(devStack()));
  expect(stdout).toMatch(/: nothing changes\n/);
  expect(stdout).toMatch(/changed Preset <code>viewer<\/code> \(1 property\): up keeps it/);
  expect(stdout).toMatch(
    /changed RestreamTarget <code>youtube<\/code> \(1 property\): up keeps it/,
  );
  expect(stdout).toMatch(/gone RestreamTarget <code>backup<\/code>: also removed from the program/);
  expect(code).toBe(0);
}

async function refused(project: Project): Promise<void> {
  await project.control.fault({ status: 401, times: 100 });
  const { code, stdout, stderr } = await review(project, ["--exit-zero"]);
  await project.control.clearFaults();
  expect(code).toBe(40);
  expect(stdout).toMatch(/^<!-- pulumi-realtimekit-review:test -->\n[^]* responded with 401: /);
  const wayOut = /The resources could not be read from the API, .*, use the option `?--no-refresh/;
  expect(stdout).toMatch(wayOut);
  expect(stderr).toMatch(wayOut);
  expect(stdout + stderr).not.toMatch(/^ +at /m);
}

async function putBack(project: Project): Promise<void> {
  const steps = ["create backup", "update viewer", "update youtube"];
  assertSteps(await project.preview(), []);
  const up = await project.up(["--refresh"]);
  assertSucceeded(up);
  const planned = up.steps.filter(({ op }) => op !== "refresh" && op !== "delete");
  expect(planned.map(({ op, name }) => `${op} ${name}`).sort()).toStrictEqual(steps);
  const { code, stdout } = await review(project);
  expect(stdout).not.toMatch(/outside/);
  expect(code).toBe(0);
}

function review(project: Project, args: string[] = []) {
  return runCommand(project, "review", args);
}
