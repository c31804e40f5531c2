/**
 * What a reviewer sees of each kind of change: `preview --diff` as it is, and the report made of the
 * same preview. Both are snapshots; after a change that is meant, look at what
 * `npx jest e2e/review -u` makes of them in git.
 */
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runCaptured } from "../../cli/processes.ts";
import { assertSucceeded } from "../support/outcome.ts";
import { builtProgram } from "../support/program.ts";
import { type Project, projectStory, Secret } from "../support/project.ts";
import { normalised } from "./normalised.ts";
import { assertSteps, devStack } from "./stack-under-test.ts";

type Stack = Record<string, Record<string, unknown>>;

interface Case {
  name: string;
  /** What the stack declares instead. */
  change: (stack: Stack) => void;
  exitCode: number;
  /** Lines that both must have, whatever else is in the snapshots. */
  diff: RegExp;
  report: RegExp;
}

const cases: Case[] = [
  {
    name: "permission",
    change: ({ presets }) =>
      Object.assign(presets?.viewer ?? {}, { permissions: { chat: { public: { files: true } } } }),
    exitCode: 20,
    diff: /~ files: false => true/,
    report: /! permissions\.chat\.public\.files: false → true/,
  },
  {
    name: "colour",
    change: ({ presets }) => {
      const brand = { 500: "#ab12cd" };
      Object.assign(presets?.host ?? {}, { ui: { designTokens: { colors: { brand } } } });
    },
    exitCode: 20,
    diff: /~ 500: "#[0-9a-f]{6}" => "#ab12cd"/,
    report: /! ui\.designTokens\.colors\.brand\["500"\]: "#[0-9a-f]{6}" → "#ab12cd"/,
  },
  {
    name: "target-off",
    change: ({ restreamTargets }) =>
      Object.assign(restreamTargets?.youtube ?? {}, { enabled: false }),
    exitCode: 30,
    diff: /~ enabled: true => false/,
    report: /Restream target disabled \(1\).*\n {2}- `youtube`/,
  },
  {
    name: "target-key",
    change: ({ restreamTargets }) =>
      Object.assign(restreamTargets?.youtube ?? {}, {
        streamKey: new Secret("next-key-of-this-test"),
      }),
    exitCode: 30,
    diff: /\+-pulumi-nodejs:dynamic\/realtimekit:RestreamTarget: \(replace\)[^]*~ streamKey: \[secret\] => \[secret\]/,
    report: /Restream target replaced \(1\).*\n {2}- `youtube`[^]*! streamKey: secret, changed/,
  },
  {
    name: "key-version",
    change: ({ livestreams }) => Object.assign(livestreams?.workshop ?? {}, { keyVersion: "2" }),
    exitCode: 30,
    diff: /\+-pulumi-nodejs:dynamic\/realtimekit:Livestream: \(replace\)[^]*~ keyVersion: "1" => "2"/,
    report: /Livestream replaced \(1\).*\n {2}- `workshop`: `keyVersion` changes/,
  },
  {
    name: "rename",
    // One resource in a case: the engine prints several as it comes to them.
    change: ({ livestreams }) => Object.assign(livestreams?.keynote ?? {}, { name: "opening" }),
    exitCode: 30,
    diff: /\+ name: "opening"/,
    report: /Livestream replaced \(1\).*\n {2}- `keynote`: `name` changes/,
  },
  {
    name: "removal",
    change: ({ livestreams }) => {
      Reflect.deleteProperty(livestreams ?? {}, "workshop");
    },
    exitCode: 30,
    diff: /- pulumi-nodejs:dynamic\/realtimekit:Livestream: \(delete\)/,
    report: /Livestream removed \(1\).*\n {2}- `workshop`/,
  },
  {
    name: "another-order",
    change: (stack) => {
      Object.assign(stack.webhooks?.erp ?? {}, { events: ["meeting.started", "meeting.ended"] });
      for (const [section, entries] of Object.entries(stack)) stack[section] = reversed(entries);
    },
    exitCode: 0,
    diff: /^ {4}9 unchanged$/m,
    report: /nothing changes/,
  },
];

describe("a change in review", () => {
  describe("shows what changes and nothing else", () => {
    const { step, check } = projectStory({ config: config(stack()) });

    step("of a stack that is up and has been refreshed", async (project) => {
      assertSucceeded(await project.up());
      // From here on the state has what the API made of it, which must not show either.
      assertSteps(await project.refresh(), []);
    });

    for (const each of cases) check(each.name, (project) => assertCase(project, each));

    check("preview --json gives the same report as the event log", assertSameFromJson);

    check("what is secret is nowhere in plain text", (project) => project.assertNoSecretLeaked());
  });
});

function stack(): Stack {
  const webhooks = {
    erp: { url: "https://erp.example.com/hook", events: ["meeting.ended", "meeting.started"] },
  };
  return { ...devStack(), webhooks };
}

function config(sections: Stack): Record<string, unknown> {
  const entries = Object.entries(sections);
  return Object.fromEntries(entries.map(([name, declared]) => [`livestreaming:${name}`, declared]));
}

async function assertCase(project: Project, { name, change, ...wanted }: Case): Promise<void> {
  await declare(project, change);
  const { diff, report, code } = await fromEventLog(project, name);
  for (const [kind, text] of Object.entries({ diff, report })) {
    assertOnlyDeclared(text);
    project.secrets.assertAbsentFrom([{ name: `the ${kind} of ${name}`, text }]);
  }
  expect(diff).toMatch(wanted.diff);
  expect(report).toMatch(wanted.report);
  expect(diff).toMatchSnapshot("diff");
  expect(report).toMatchSnapshot("report");
  expect(code).toBe(wanted.exitCode);
}

async function declare(project: Project, change: Case["change"]): Promise<void> {
  const declared = stack();
  change(declared);
  await project.config(config(declared));
}

/** What the preview says, and the report made of its event log. */
async function fromEventLog(project: Project, name: string) {
  const log = join(project.directory, "..", `review-${name}.jsonl`);
  const preview = await project.pulumi(["preview", "--diff", "--event-log", log]);
  assertSucceeded(preview);
  const { code, stdout } = await review(["--preview", log]);
  return { diff: normalised(preview.stdout), report: normalised(stdout), code };
}

/** What is about resources; the stack's outputs, which follow, are meant to have what the API made. */
function assertOnlyDeclared(text: string): void {
  const [resources = ""] = text.split("--outputs:--");
  const made =
    /__|ingestServer|ingestUrl|playbackUrl|simulcast|created|modified|srt|webRtc|config_?diff/i;
  expect(resources).not.toMatch(made);
}

/** Of a case that replaces something. */
async function assertSameFromJson(project: Project): Promise<void> {
  const { name, change } = cases.find((each) => each.name === "target-key") ?? assert.fail();
  await declare(project, change);
  const { report } = await fromEventLog(project, `${name}-again`);

  const preview = await project.pulumi(["preview", "--json", "--show-sames"]);
  const file = join(project.directory, "..", "preview.json");
  await writeFile(file, preview.stdout);
  const { code, stdout } = await review(["--preview", file, "--stack", project.stack]);
  expect(code).toBe(30);
  expect(normalised(stdout)).toBe(report);

  const other = await review(["--preview", file, "--stack", "prod"]);
  expect(other).toStrictEqual({
    code: 40,
    stdout: "",
    stderr: "The preview is of stack livestreaming/test, not of prod.\n",
  });
}

async function review(args: string[]) {
  return await runCaptured(process.execPath, [await builtProgram(), "review", ...args]);
}

function reversed(entries: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(entries).reverse());
}
