/** `pulumi import` with the native plugin, and a program's option `import`. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runAdopt } from "../adopt/run.ts";
import { type Project, projectStory, Secret } from "../support/project.ts";
import { KIT, STREAM } from "../support/emulator.ts";
import type { Plain } from "../support/plain.ts";

const NONE = "export {};";

const story = projectStory({
  program: NONE,
  native: true,
  config: { "realtimekit:provider": "native" },
});

async function make(project: Project, path: string, body: Plain): Promise<Plain> {
  const { body: answer } = await project.api("POST", path, body);
  const { data, result } = answer as { data?: Plain; result?: Plain };
  return data ?? result ?? {};
}

async function writes(project: Project): Promise<string[]> {
  return (await project.requests()).filter((request) => !request.startsWith("GET"));
}

let ids: Record<string, string> = {};

describe("what exists", () => {
  story.step("is there, made by somebody else", async (project) => {
    const livestream = await make(project, `${KIT}/livestreams`, { name: "keynote" });
    const input = await make(project, STREAM, {
      meta: { name: "hub" },
      recording: { mode: "automatic" },
    });
    const target = await make(project, `${STREAM}/${String(input.uid)}/outputs`, {
      url: "rtmps://a.rtmps.youtube.com/live2",
      streamKey: "yt-key-0123456789",
    });
    const meeting = await make(project, `${KIT}/meetings`, { title: "Panel" });
    project.secrets.add("yt-key-0123456789");
    ids = {
      Livestream: String(livestream.id),
      LiveInput: String(input.uid),
      RestreamTarget: `${String(input.uid)}/${String(target.uid)}`,
      Meeting: String(meeting.id),
    };
    await project.control.clearRequests();
  });

  story.check("is listed by adopt as a file for pulumi import", async (project) => {
    const { code, stdout, stderr } = await runAdopt(project, ["--import", "--meetings"]);
    expect([code, stderr]).toStrictEqual([0, ""]);
    const { resources } = JSON.parse(stdout) as { resources: { type: string; id: string }[] };
    const listed = resources.map(({ type, id }) => [type.replace("realtimekit:index:", ""), id]);
    expect(Object.fromEntries(listed)).toMatchObject(ids);
    await writeFile(join(project.directory, "import.json"), stdout);
    const run = await project.pulumi([
      ...["import", "--file", "import.json", "--preview-only", "--generate-code=false"],
    ]);
    expect([run.code, run.text]).toStrictEqual([0, expect.stringContaining("= 4 to import")]);
  });

  for (const kind of ["Livestream", "LiveInput", "RestreamTarget", "Meeting"])
    story.step(`is imported by pulumi import: a ${kind}`, async (project) => {
      const run = await project.pulumi([
        ...["import", `realtimekit:index:${kind}`, kind.toLowerCase(), ids[kind] ?? ""],
        ...["--yes", "--protect=false", "--generate-code=false"],
      ]);
      expect([run.code, run.text]).toStrictEqual([0, expect.any(String)]);
    });

  story.step("is left alone by a refresh, with no program yet", async (project) => {
    const refresh = await project.refresh();
    expect([refresh.code, refresh.steps]).toStrictEqual([0, []]);
  });

  story.step("is left alone by a program that declares it, and by a refresh", async (project) => {
    await project.program(`
import { LiveInput, Livestream, Meeting, RestreamTarget } from "pulumi-realtimekit";
import * as pulumi from "@pulumi/pulumi";
const streamKey = new pulumi.Config().requireSecret("youtubeKey");
export const { playbackUrl } = new Livestream("livestream", { name: "keynote" });
const hub = new LiveInput("liveinput", { displayName: "hub", recording: { mode: "automatic" } });
new RestreamTarget("restreamtarget", { liveInputId: hub.id, platform: "youtube", streamKey });
new Meeting("meeting", { title: "Panel", sessionKeepAliveTimeInSecs: 60 });
`);
    await project.config({
      "realtimekit:provider": "native",
      "livestreaming:youtubeKey": new Secret("yt-key-0123456789"),
    });
    for (const run of [
      await project.preview(["--diff"]),
      await project.up(),
      await project.refresh(),
    ])
      expect([run.code, run.steps]).toStrictEqual([0, []]);
    expect(await writes(project)).toStrictEqual([]);
    const { playbackUrl } = await project.outputs();
    expect(String(playbackUrl)).toMatch(/^https:/);
  });

  story.step("is imported by the option of a class as well", async (project) => {
    const { id } = await make(project, `${KIT}/livestreams`, { name: "encore" });
    await project.control.clearRequests();
    const program = (name: string) => `
import { Livestream } from "pulumi-realtimekit";
new Livestream("encore", ${name}, { import: ${JSON.stringify(id)} });
`;
    await project.program(program('{ name: "other" }'));
    const preview = await project.preview(["--target", "**encore"]);
    expect(preview.steps.map(({ op, name }) => [op, name])).toContainEqual(["import", "encore"]);
    const refused = await project.up(["--target", "**encore"]);
    expect(refused.code).not.toBe(0);
    expect(refused.text).toMatch(/may not be replaced[^]*name: \{encore\} => \{other\}/);
    await project.program(program("{}"));
    const up = await project.up(["--target", "**encore"]);
    expect(up.code).toBe(0);
    expect(up.steps).toStrictEqual([]);
    const { deployment } = await project.exportState();
    const held = deployment.resources?.find(({ urn }) => urn.endsWith("::encore"));
    expect(held?.id).toBe(id);
    expect(await writes(project)).toStrictEqual([]);
  });

  story.step("has no key in the state, nor in anything said", async (project) => {
    await project.assertNoSecretLeaked();
  });
});
