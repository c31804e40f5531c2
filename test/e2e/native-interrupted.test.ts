/** An up with the native plugin that is killed after the API has created a resource. */
import assert from "node:assert/strict";
import { KIT } from "../support/emulator.ts";
import { type Project, projectStory } from "../support/project.ts";
import { interrupted, LONG, until } from "./interrupting.ts";

const story = projectStory({
  program: `
import { Livestream } from "pulumi-realtimekit";
export const { id, playbackUrl } = new Livestream("keynote", {});
`,
  native: true,
  config: { "realtimekit:provider": "native" },
});

async function livestreams(project: Project): Promise<{ id: string; name: string }[]> {
  const { body } = await project.api("GET", `${KIT}/livestreams`);
  return (body as { data: { id: string; name: string }[] }).data;
}

interface Pending {
  readonly type: string;
  readonly resource: { readonly urn: string };
}

async function pending(project: Project) {
  const { deployment } = await project.exportState();
  const operations = (deployment.pending_operations ?? []) as Pending[];
  return operations.map(({ type, resource }) => [type, resource.urn]);
}

const URN = "urn:pulumi:test::livestreaming::realtimekit:index:Livestream::keynote";

describe("a create that is killed after the API has done it", () => {
  story.step("is pending in the state", async (project) => {
    await project.control.fault({ method: "POST", path: "/livestreams$", cut: "after" });
    await project.control.fault({ path: "/livestreams$", method: "GET", latencyMs: LONG, skip: 1 });
    const up = await interrupted(project, "SIGKILL", () =>
      until(project, (requests) => requests.includes(`POST ${KIT}/livestreams`)),
    );
    expect(up.code).not.toBe(0);
    await project.control.clearFaults();
    expect((await project.pulumi(["cancel", "--yes"])).code).toBe(0);
    expect(await livestreams(project)).toHaveLength(1);
    expect(await pending(project)).toStrictEqual([["creating", URN]]);
  });

  story.step("is imported by its id, after a refresh has cleared it", async (project) => {
    const [first] = await livestreams(project);
    assert.ok(first);
    // A refresh alone keeps what is pending: it cannot know the id.
    expect((await project.refresh()).code).toBe(0);
    expect(await pending(project)).toHaveLength(1);
    const cleared = await project.pulumi(["refresh", "--yes", "--clear-pending-creates"]);
    expect([cleared.code, cleared.text]).toStrictEqual([0, expect.any(String)]);
    expect(await pending(project)).toStrictEqual([]);
    const imported = await project.pulumi([
      ...["import", "realtimekit:index:Livestream", "keynote", first.id],
      ...["--yes", "--protect=false", "--generate-code=false"],
    ]);
    expect([imported.code, imported.text]).toStrictEqual([0, expect.any(String)]);
    for (const run of [await project.preview(), await project.up(), await project.refresh()])
      expect([run.code, run.steps]).toStrictEqual([0, []]);
    expect(await livestreams(project)).toStrictEqual([expect.objectContaining({ id: first.id })]);
  });
});
