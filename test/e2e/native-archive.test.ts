/** The plugin from its archive in a TypeScript program, without a line for it in Pulumi.yaml. */
import { installPlugin } from "../support/languages.ts";
import { projectStory } from "../support/project.ts";
import { assertSteps, held } from "./stack-under-test.ts";

const PROGRAM = `
import { LiveInput } from "pulumi-realtimekit";
export const { streamKey } = new LiveInput("hub", { displayName: "Hub" });
`;

describe("the plugin that pulumi plugin install has installed", () => {
  const { step } = projectStory({
    program: PROGRAM,
    config: { "realtimekit:provider": "native" },
  });

  step("is not found before", async (project) => {
    const { code, text } = await project.up();
    expect(code).not.toBe(0);
    expect(text).toContain("realtimekit");
    expect(await held(project).liveInputs()).toStrictEqual([]);
  });

  step("manages a stack's resources", async (project) => {
    await installPlugin(project);
    assertSteps(await project.up(), ["create hub"]);
    const [hub] = await held(project).liveInputs();
    const { streamKey } = await project.outputs({ showSecrets: true });
    expect([hub?.meta.name, hub?.rtmps.streamKey]).toStrictEqual(["Hub", streamKey]);
    assertSteps(await project.preview(), []);
    await project.assertNoSecretLeaked();
  });
});
