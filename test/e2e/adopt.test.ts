import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { everything, make, makeByHand } from "../adopt/by-hand.ts";
import { paste, runAdopt } from "../adopt/run.ts";
import { assertSucceeded, showing } from "../support/outcome.ts";
import { type Operation, type Project, projectStory, withProject } from "../support/project.ts";
import { assertSteps, config, KIT, writes } from "./stack-under-test.ts";

/** What `makeByHand` makes beside the many livestreams, less the meetings and a livestream of one. */
const OTHERS = 3 + 2 + 3 + 3 + 1;

describe("taking over what exists", () => {
  describe("through config: the preview shows adoption only, and nothing changes at the API", () => {
    const { step, check } = projectStory();
    let before: unknown;

    step("what is printed can be pasted, and shows no secret", async (project) => {
      await makeByHand(project, 99);
      before = await everything(project);
      await project.control.clearRequests();
      const printed = await runAdopt(project, ["--config"]);
      assertSucceeded(printed);
      expect(printed.stderr).toBe("");
      await paste(project, printed.stdout);
      const written = await runAdopt(project, ["--secrets"]);
      assertSucceeded(written);
      expect(written.stdout).toMatch(/4 written, 0 unchanged/);
      expect(await writes(project)).toStrictEqual([]);
    });

    check("a second --secrets has nothing to do", async (project) => {
      const { stdout } = await runAdopt(project, ["--secrets"]);
      expect(stdout).toMatch(/^Secrets of stack test: 0 written, 4 unchanged\.\n$/);
    });

    step("the up takes over what is there, and the next one is unchanged", (project) =>
      assertTakesOver(project, before, 99 + OTHERS),
    );

    check("what is secret is nowhere in plain text", (project) => project.assertNoSecretLeaked());
  });

  describe("through --write: the same, beside what the stack's file has", () => {
    const { step, check } = projectStory({ config: config({ livestreams: { kept: {} } }) });
    let before: unknown;
    let written: string;

    step("its lines stay, and the entries and their secrets are added", async (project) => {
      assertSucceeded(await project.up());
      await makeByHand(project, 1);
      await make(project, `${KIT}/livestreams`, { name: "of-another-1a2b3c4" });
      before = await everything(project);
      const own = (await stackFile(project)).replace(
        "kept: {}",
        "'kept': {} # ours\n    # The last.",
      );
      await writeFile(stackFileOf(project), own);
      await project.control.clearRequests();
      const write = await runAdopt(project, ["--write"]);
      assertSucceeded(write);
      expect(write.stderr).toBe("");
      const lines = write.stdout.trimEnd().split("\n");
      expect(lines.filter((line) => line.includes(": written; adopts "))).toHaveLength(1 + OTHERS);
      expect(lines.slice(-4)).toStrictEqual([
        "Secrets of stack test: 4 written, 0 unchanged.",
        `Pulumi.test.yaml: ${1 + OTHERS} entries written.`,
        "1 resource is left out, because another stack may manage it; adopt without options lists it.",
        "Next: run pulumi preview, which says for each create what it adopts.",
      ]);
      written = await stackFile(project);
      const left = written.split("\n");
      for (const line of own.split("\n"))
        expect(left.splice(0, left.indexOf(line) + 1)).toContain(line);
      expect(written.match(/^ {2}livestreaming:livestreams:/gm)).toHaveLength(1);
      expect(await writes(project)).toStrictEqual([]);
    });

    check("a second --write writes nothing", async (project) => {
      const { stdout } = await runAdopt(project, ["--write"]);
      expect(stdout).toMatch(/^Secrets of stack test: 0 written, 4 unchanged\./);
      expect(stdout).toMatch(/^Pulumi\.test\.yaml: nothing to write\.$/m);
      expect(await stackFile(project)).toBe(written);
    });

    step("the up takes over what is there, and the next one is unchanged", (project) =>
      assertTakesOver(project, before, 1 + OTHERS, 1),
    );

    check("what is secret is nowhere in plain text", (project) => project.assertNoSecretLeaked());
  });

  it("through code: the same", async () => {
    await withProject(
      async (project) => {
        await makeByHand(project, 2);
        const before = await everything(project);
        const printed = await runAdopt(project, ["--code", "--meetings"]);
        assertSucceeded(printed);
        await project.program(printed.stdout);
        const written = await runAdopt(project, ["--secrets", "--code"]);
        assertSucceeded(written);
        await assertTakesOver(project, before, 2 + OTHERS + 2);
        await project.assertNoSecretLeaked();
      },
      { program: "" },
    );
  });
});

function stackFileOf({ directory, stack }: Project): string {
  return join(directory, `Pulumi.${stack}.yaml`);
}

function stackFile(project: Project): Promise<string> {
  return readFile(stackFileOf(project), "utf8");
}

/** @param own how many the stack manages already */
async function assertTakesOver(
  project: Project,
  before: unknown,
  count: number,
  own = 0,
): Promise<void> {
  await project.control.clearRequests();
  const preview = await project.preview(["--diff"]);
  assertCreatesOnly(preview, count);
  assertSaysSo(preview, count);
  const up = await project.up();
  assertCreatesOnly(up, count);
  assertSaysSo(up, 0);
  expect(await writes(project)).toStrictEqual([]);
  expect(await everything(project)).toStrictEqual(before);
  await project.control.clearRequests();
  assertSteps(await project.up(), []);
  const idle = await project.preview(["--diff"]);
  assertSteps(idle, []);
  assertSaysSo(idle, 0);
  showing(idle, () => expect(idle.stdout).not.toContain("--outputs:--"));
  expect(await project.requests()).toStrictEqual([]);
  assertSteps(await project.refresh(), []);
  const again = await runAdopt(project, ["--json", "--meetings"]);
  assertSucceeded(again);
  const { unmanaged, managed } = JSON.parse(again.stdout) as Record<string, unknown>;
  const left = (unmanaged as { section: string }[]).filter(({ section }) => section !== "meetings");
  expect(left).toStrictEqual([]);
  expect(managed).toStrictEqual({ test: count + own });
}

/** Once beside each resource that is taken over, and of no other. */
function assertSaysSo({ diagnostics, ...run }: Operation, count: number): void {
  const told = diagnostics.filter(({ message }) => message.startsWith("adopts the "));
  showing({ ...run }, () => expect(told).toHaveLength(count));
  expect(new Set(told.map(({ urn }) => urn)).size).toBe(count);
}

function assertCreatesOnly(operation: Operation, count: number): void {
  assertSucceeded(operation);
  const ops = operation.steps.map(({ op }) => op);
  showing(operation, () => expect(ops).toStrictEqual(Array(count).fill("create")));
}
