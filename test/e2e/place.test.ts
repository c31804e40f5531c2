/** The state says where a program creates a resource, which Pulumi's tools show. */
import { type Project, projectStory } from "../support/project.ts";

const program = `
  import { Livestream } from "pulumi-realtimekit";
  new Livestream("at-top", {});
  function make(name: string) { return new Livestream(name, {}); }
  make("in-a-function");
`;

interface Placed {
  readonly urn: string;
  readonly sourcePosition?: string;
  readonly stackTrace?: readonly { readonly sourcePosition?: string }[];
}

/** The lines of a resource's stack trace, the innermost first. */
async function linesOf(project: Project, name: string): Promise<string[]> {
  const { deployment } = await project.exportState();
  const all = (deployment.resources ?? []) as unknown as readonly Placed[];
  const found = all.find(({ urn }) => urn.endsWith(`::${name}`));
  const frames = [{ sourcePosition: found?.sourcePosition }, ...(found?.stackTrace ?? [])];
  return frames.map(({ sourcePosition = "nowhere" }) => sourcePosition.replace(/,\d+$/, ""));
}

describe("a resource's place in its program", () => {
  const { step, check } = projectStory({ program });

  step("up", async (project) => {
    expect(await project.up()).toMatchObject({ code: 0 });
  });

  check("is the line of the program, and no line of a package", async (project) => {
    expect(await linesOf(project, "at-top")).toEqual([
      "project:///index.ts#3",
      "project:///index.ts#3",
    ]);
    expect(await linesOf(project, "in-a-function")).toEqual([
      "project:///index.ts#4",
      "project:///index.ts#4",
      "project:///index.ts#5",
    ]);
  });
});
