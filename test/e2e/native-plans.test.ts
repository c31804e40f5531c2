/** Plans and automatic names by Pulumi's settings, on the native plugin. */
import { KIT } from "../support/emulator.ts";
import { type Project, projectStory } from "../support/project.ts";

const program = (names: string[]) =>
  [
    'import { Livestream } from "pulumi-realtimekit";',
    ...names.map((name) => `export const ${name} = new Livestream("${name}").name;`),
  ].join("\n");

const NATIVE = { "realtimekit:provider": "native" };

const story = projectStory({ program: program(["planned"]), native: true, config: NATIVE });

async function livestreams(project: Project): Promise<{ id: string; name: string }[]> {
  const { body } = await project.api("GET", `${KIT}/livestreams?per_page=100`);
  return (body as { data: { id: string; name: string }[] }).data;
}

const namesAtApi = async (project: Project) =>
  (await livestreams(project)).map(({ name }) => name).sort();

describe("an automatic name", () => {
  story.step("is the one that the plan's preview showed", async (project) => {
    const preview = await project.pulumi(["preview", "--save-plan", "plan.json", "--diff"]);
    const [, shown] =
      /name\s*: "(planned-[0-9a-f]{7})"|planned\s*: "(planned-[0-9a-f]{7})"/
        .exec(preview.text)
        ?.filter(Boolean) ?? [];
    expect([preview.code, shown]).toStrictEqual([0, expect.stringMatching(/^planned-/)]);
    const up = await project.up(["--plan", "plan.json"]);
    expect(up.code).toBe(0);
    expect(await namesAtApi(project)).toStrictEqual([shown]);
  });

  story.step("follows pulumi:autonaming", async (project) => {
    await project.config({
      ...NATIVE,
      "pulumi:autonaming": { pattern: "${stack}-${name}", enforce: true },
    });
    await project.program(program(["planned", "enforced"]));
    const up = await project.up();
    expect(up.code).toBe(0);
    expect(await namesAtApi(project)).toContain("test-enforced");
  });
});
