/** Pulumi's resource options, given to entries of a stack's config. */
import { assertFailed, assertSucceeded } from "../support/outcome.ts";
import { projectStory } from "../support/project.ts";
import { assertSteps, config, counts, errorsOf, writes } from "./stack-under-test.ts";

const hub = { options: { retainOnDelete: true, ignoreChanges: ["enabled"] } };
const event = { targets: {}, options: { retainOnDelete: true } };

const declared = (livestreams: object, liveInputs: object) =>
  config({ livestreams, liveInputs, broadcasts: { event } });

const all = declared({ keynote: { options: { protect: true } } }, { hub });
const renamed = { opening: { options: { protect: true, aliases: ["keynote"] } } };

describe("options of entries", () => {
  const { step, check } = projectStory({ config: all });

  step("go with what the up makes", async (project) => {
    const parts = ["create event", "create event", "create hub", "create keynote"];
    assertSteps(await project.up(), parts);
    assertSteps(await project.preview(), []);
  });

  step(
    "a renamed entry with its alias is no other, and what is ignored does not change",
    async (project) => {
      await project.control.clearRequests();
      await project.config(declared(renamed, { hub: { ...hub, enabled: false } }));
      assertSteps(await project.up(), []);
      expect(await writes(project)).toStrictEqual([]);
    },
  );

  step("what is protected is not deleted", async (project) => {
    await project.config(declared({}, { hub }));
    const up = await project.up();
    assertFailed(up);
    expect(errorsOf(up).join("\n")).toMatch(/opening.*cannot be deleted|protect/s);
    expect((await counts(project)).livestreams).toBe(1);
  });

  step("what is retained stays at the API, the parts of a component too", async (project) => {
    await project.config(declared({ opening: { options: { aliases: ["keynote"] } } }, { hub }));
    assertSteps(await project.up(), []);
    assertSucceeded(await project.destroy());
    expect((await counts(project)).liveInputs).toBe(2);
  });

  check(
    "a component takes none that are for one resource, and says which it takes",
    async (project) => {
      await project.config(
        config({ broadcasts: { event: { options: { ignoreChanges: ["x"] } } } }),
      );
      expect(errorsOf(await project.preview()).join("\n")).toContain(
        "broadcasts.event.options.ignoreChanges: unknown; allowed here: protect, retainOnDelete, aliases",
      );
    },
  );
});
