import assert from "node:assert/strict";
import { isPlain } from "../../provider/schema/compare.ts";
import { assertSucceeded } from "../support/outcome.ts";
import { type Project, projectStory, Secret } from "../support/project.ts";
import { type Outputs, rounds, type Seen } from "./rounds-of-changes.ts";
import { assertSteps, config, devStack, held, stackOutputs, writes } from "./stack-under-test.ts";

describe("changes to a stack", () => {
  describe("take exactly the steps and writes that each needs", () => {
    const { step, check } = projectStory({ config: config(devStack()) });
    let declared: Record<string, unknown> = devStack();
    let before: Outputs;

    step("before them, all is up", async (project) => {
      assertSucceeded(await project.up());
      before = await stackOutputs(project);
    });
    for (const [index, round] of rounds.entries()) {
      let seen: Seen | undefined;
      step(`round ${index + 1}`, async (project) => {
        declared = round.reduce((all, change) => over(all, change.declare), declared);
        seen = await changed(project, declared, before);
        before = seen.after;
        assertSteps(
          seen.operation,
          round.flatMap(({ steps }) => steps),
        );
        expect(seen.writes).toStrictEqual(round.flatMap((change) => change.writes).sort());
      });
      for (const { what, then } of round)
        check(what, () => then(seen ?? assert.fail("there was no such round")));
    }
    step("nothing is left to change", async (project) => assertSteps(await project.up(), []));
    check("what is secret is nowhere in plain text", (project) => project.assertNoSecretLeaked());
  });
});

async function changed(
  project: Project,
  declared: Record<string, unknown>,
  before: Outputs,
): Promise<Seen> {
  await project.config(config(declared));
  await project.control.clearRequests();
  const operation = await project.up(["--diff"]);
  assertSucceeded(operation);
  const written = (await writes(project)).map(withoutIds).sort();
  const after = await stackOutputs(project);
  return { api: held(project), operation, writes: written, before, after };
}

/** Ids of resources as …, those of the account and the app as they are. */
function withoutIds(line: string): string {
  return line.replace(/\/(presets|live_inputs|outputs)\/[0-9a-f-]{32,36}/g, "/$1/…");
}

/** `change` laid over `base`; null takes a key out. */
function over(base: Record<string, unknown>, change: object): Record<string, unknown> {
  const result = { ...base };
  for (const [key, value] of Object.entries(change) as [string, unknown][]) {
    const isGroup = isPlain(value) && !(value instanceof Secret);
    if (value === null) Reflect.deleteProperty(result, key);
    else result[key] = isGroup ? over(isPlain(base[key]) ? base[key] : {}, value) : value;
  }
  return result;
}
