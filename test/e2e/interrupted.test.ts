import assert from "node:assert/strict";
import { assertFailed, assertSucceeded } from "../support/outcome.ts";
import { withProject } from "../support/project.ts";
import { interrupted, LONG, until } from "./interrupting.ts";
import { assertSteps, config, counts, devStack, held, KIT, writes } from "./stack-under-test.ts";

const GET = `GET ${KIT}/livestreams`;
const stack = { config: config({ livestreams: { keynote: {} }, liveInputs: { hub: {} } }) };

describe("an up that is cut off", () => {
  it("on its way back from the API makes each resource once", async () => {
    await withProject(async (project) => {
      await project.control.fault({ method: "POST", path: "/livestreams$", cut: "after" });
      await project.control.fault({
        method: "POST",
        path: "/live_inputs$",
        status: 502,
        afterWrite: true,
      });
      assertSteps(await project.up(), ["create hub", "create keynote"]);
      expect(await project.control.faults()).toStrictEqual([]);
      expect(await writes(project)).toHaveLength(2);
      expect(await counts(project)).toStrictEqual(ONE_OF_EACH);
      assertSteps(await project.refresh(), []);
    }, stack);
  });

  it("by a kill after the write, is named at the next up, with the line that takes it over", async () => {
    await withProject(async (project) => {
      // The write happens and its answer is lost; the look for it hangs, and there it is killed.
      await project.control.fault({ method: "POST", path: "/livestreams$", cut: "after" });
      await project.control.fault({
        path: "/livestreams$",
        method: "GET",
        skip: 1,
        latencyMs: LONG,
      });
      const up = await interrupted(project, "SIGKILL", async () => {
        await until(project, (requests) => requests.filter((line) => line === GET).length === 2);
        await until(project, (requests) => requests.includes(`POST ${HUB}`));
      });
      assertFailed(up);
      const [first, ...more] = await held(project).livestreams();
      assert.ok(first && more.length === 0);

      await project.control.clearFaults();
      await project.control.clearRequests();
      assertSucceeded(await project.pulumi(["cancel", "--yes"]));
      const next = await project.up();
      assertSucceeded(next);
      expect(next.text).toContain(`${first.name} (${first.id})`);
      expect(next.text).toContain(`set adopt: "${first.id}"`);
      expect((await held(project).livestreams()).map(({ id }) => id)).toContain(first.id);
      expect(await counts(project)).toStrictEqual({ ...ONE_OF_EACH, livestreams: 2 });
      assertSteps(await project.up(), []);
    }, stack);
  });

  it("by Ctrl-C ends what it has begun and nothing more; the next up goes on from there", async () => {
    await withProject(
      async (project) => {
        // Longer than it takes to see the request and to signal.
        await project.control.fault({ method: "POST", path: "/live_inputs$", latencyMs: 3_000 });
        const up = await interrupted(project, "SIGINT", () =>
          until(project, (requests) => requests.includes(`POST ${HUB}`)),
        );
        assertFailed(up);
        expect(await counts(project)).toStrictEqual({ ...ONE_OF_EACH, livestreams: 0 });
        expect((await project.exportState()).deployment.pending_operations ?? []).toStrictEqual([]);

        assertSteps(await project.up(), ["create youtube"]);
        expect(await counts(project)).toStrictEqual({ ...ONE_OF_EACH, livestreams: 0, targets: 1 });
        assertSteps(await project.refresh(), []);
      },
      {
        config: config({
          liveInputs: { hub: {} },
          restreamTargets: { youtube: devStack().restreamTargets.youtube },
        }),
      },
    );
  });
});

const HUB = KIT.replace(/realtime.*/, "stream/live_inputs");
const ONE_OF_EACH = { livestreams: 1, presets: 0, liveInputs: 1, targets: 0 };
