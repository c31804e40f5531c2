import assert from "node:assert/strict";
import { everything, makeByHand } from "../adopt/by-hand.ts";
import { paste, runAdopt } from "../adopt/run.ts";
import { type Operation, type Project, withProject } from "../support/project.ts";
import { assertSteps, writes } from "./stack-under-test.ts";

/** What `makeByHand` makes beside the many livestreams, less the meeting and its livestream. */
const OTHERS = 3 + 2 + 2 + 3 + 1;

describe("taking over what exists", () => {
  it("through config: the preview shows adoption only, and nothing changes at the API", async () => {
    await withProject(async (project) => {
      await makeByHand(project, 99);
      const before = await everything(project);
      await project.control.clearRequests();

      await t.test("what is printed can be pasted, and shows no secret", async () => {
        const printed = await runAdopt(project, ["--config"]);
        expect([printed.code, printed.stderr]).toStrictEqual([0, ""]);
        await paste(project, printed.stdout);
        const written = await runAdopt(project, ["--secrets"]);
        assert.equal(written.code, 0, written.stderr);
        expect(written.stdout).toMatch(/4 written, 0 there already/);
        expect(await writes(project)).toStrictEqual([]);
      });

      await t.test("a second --secrets has nothing to do", async () => {
        const { stdout } = await runAdopt(project, ["--secrets"]);
        expect(stdout).toMatch(/^Secrets of stack test: 0 written, 4 there already\.\n$/);
      });

      await assertTakesOver(project, before, 99 + OTHERS);
      await project.assertNoSecretLeaked();
    });
  });

  it("through code: the same", async () => {
    await withProject(
      async (project) => {
        await makeByHand(project, 2);
        const before = await everything(project);
        const printed = await runAdopt(project, ["--code", "--meetings"]);
        assert.equal(printed.code, 0, printed.stderr);
        await project.program(printed.stdout);
        const written = await runAdopt(project, ["--secrets", "--code"]);
        assert.equal(written.code, 0, written.stderr);
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
  assert.equal(again.code, 0, again.stderr);
  const { unmanaged, managed } = JSON.parse(again.stdout) as Record<string, unknown>;
  const left = (unmanaged as { section: string }[]).filter(({ section }) => section !== "meetings");
  expect(left).toStrictEqual([]);
  expect(managed).toStrictEqual({ test: count });
}

function assertCreatesOnly({ code, steps, text }: Operation, count: number): void {
  assert.equal(code, 0, text);
  expect([...new Set(steps.map(({ op }) => op))]).toStrictEqual(["create"]);
  assert.equal(steps.length, count, text);
}
