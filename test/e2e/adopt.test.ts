import { everything, makeByHand } from "../adopt/by-hand.ts";
import { paste, runAdopt } from "../adopt/run.ts";
import { assertSucceeded, showing } from "../support/outcome.ts";
import { type Operation, type Project, projectStory, withProject } from "../support/project.ts";
import { assertSteps, writes } from "./stack-under-test.ts";

/** What `makeByHand` makes beside the many livestreams, less the meeting and its livestream. */
const OTHERS = 3 + 2 + 2 + 3 + 1;

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
      expect(written.stdout).toMatch(/4 written, 0 there already/);
      expect(await writes(project)).toStrictEqual([]);
    });

    check("a second --secrets has nothing to do", async (project) => {
      const { stdout } = await runAdopt(project, ["--secrets"]);
      expect(stdout).toMatch(/^Secrets of stack test: 0 written, 4 there already\.\n$/);
    });

    step("the up takes over what is there, and the next one is unchanged", (project) =>
      assertTakesOver(project, before, 99 + OTHERS),
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
        await assertTakesOver(project, before, 2 + OTHERS + 1);
        await project.assertNoSecretLeaked();
      },
      { program: "" },
    );
  });
});

async function assertTakesOver(project: Project, before: unknown, count: number): Promise<void> {
  await project.control.clearRequests();
  assertCreatesOnly(await project.preview(["--diff"]), count);
  assertCreatesOnly(await project.up(), count);
  expect(await writes(project)).toStrictEqual([]);
  expect(await everything(project)).toStrictEqual(before);
  await project.control.clearRequests();
  assertSteps(await project.up(), []);
  expect(await project.requests()).toStrictEqual([]);
  assertSteps(await project.refresh(), []);
  const again = await runAdopt(project, ["--json", "--meetings"]);
  assertSucceeded(again);
  const { unmanaged, managed } = JSON.parse(again.stdout) as Record<string, unknown>;
  const left = (unmanaged as { section: string }[]).filter(({ section }) => section !== "meetings");
  expect(left).toStrictEqual([]);
  expect(managed).toStrictEqual({ test: count });
}

function assertCreatesOnly(operation: Operation, count: number): void {
  assertSucceeded(operation);
  const ops = operation.steps.map(({ op }) => op);
  showing(operation, () => expect(ops).toStrictEqual(Array(count).fill("create")));
}
