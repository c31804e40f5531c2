/** Components and functions of the plugin in a YAML program. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ACCOUNT, APP, KIT } from "../support/emulator.ts";
import { describeLanguage, openExample } from "../support/languages.ts";
import type { Project } from "../support/project.ts";
import { story } from "../support/story.ts";
import { list } from "./api.ts";
import { held } from "./stack-under-test.ts";

const PROGRAM = `
name: realtimekit-yaml
runtime: yaml
config:
  youtubeKey: { type: string, secret: true }
resources:
  event:
    type: realtimekit:Broadcast
    properties:
      hubArgs: { displayName: Summit }
      livestream: { name: watch }
      targets:
        youtube:
            platform: youtube
            streamKey: \${youtubeKey}
  panel:
    type: realtimekit:Stage
    properties:
      meeting: { title: Panel }
      host: { permissions: { canRecord: false } }
outputs:
  ingestUrl: \${event.ingestUrl}
  playbackUrl: \${event.playbackUrl}
  youtube: \${event.targets["youtube"].id}
  guestPreset: \${panel.guestPreset}
`;

const LOOKUP = `
variables:
  found:
    fn::invoke:
      function: realtimekit:getPreset
      arguments:
        name: \${panel.hostPreset}
`;

/** A provider of another app, a resource, and a component whose resources follow it. */
function elsewhere(project: Project, appId: string): string {
  return `
  other:
    type: pulumi:providers:realtimekit
    properties:
      accountId: ${ACCOUNT}
      appId: ${appId}
      apiToken: ${project.token}
      baseUrl: ${project.emulator.baseUrl}
  alone:
    type: realtimekit:Livestream
    properties:
      name: elsewhere
    options:
      provider: \${other}
  within:
    type: realtimekit:Broadcast
    properties:
      livestream: { name: inside }
    options:
      providers:
        - \${other}
`;
}

async function write(project: Project, text: string): Promise<void> {
  await writeFile(join(project.directory, "Pulumi.yaml"), text);
}

await describeLanguage("yaml", "a broadcast and a stage in YAML", () => {
  const { step, check } = story(() => openExample("yaml", ["Pulumi.yaml"]));

  step("come up", async (project) => {
    await write(project, PROGRAM);
    const up = await project.up();
    expect([up.code, up.text]).toStrictEqual([0, up.code === 0 ? up.text : ""]);
  });

  check("are at the API as they are declared", async (project) => {
    const [hub] = await held(project).liveInputs();
    const [livestream] = await held(project).livestreams();
    const targets = await held(project).targets(hub?.uid ?? "");
    expect([hub?.meta.name, livestream?.name]).toStrictEqual(["Summit", "watch"]);
    expect(targets.map(({ url }) => url).sort()).toStrictEqual(
      [livestream?.ingest_server, "rtmps://a.rtmps.youtube.com/live2"].sort(),
    );
    const presets = await list(project, `${KIT}/presets`);
    expect(
      presets.map(({ name }) => String(name).replace(/-[0-9a-f]{7}$/, "")).sort(),
    ).toStrictEqual([...["panel-guest", "panel-host"]]);
  });

  check("export their outputs, the keys as secrets", async (project) => {
    const outputs = await project.outputs();
    expect(outputs).toMatchObject({
      ingestUrl: "[secret]",
      playbackUrl: expect.stringMatching(/^https:/) as string,
      youtube: expect.any(String) as string,
      guestPreset: expect.stringMatching(/^panel-guest-/) as string,
    });
    await project.assertNoSecretLeaked();
  });

  step("are looked up by a function", async (project) => {
    const text = PROGRAM.replace(
      "outputs:",
      `${LOOKUP}outputs:\n  canRecord: \${found.permissions.canRecord}`,
    );
    await write(project, text);
    const up = await project.up();
    expect([up.code, up.steps, up.text]).toStrictEqual([0, [], up.code === 0 ? up.text : ""]);
    expect(await project.outputs()).toMatchObject({ canRecord: false });
  });

  step("are left alone by a preview and a refresh", async (project) => {
    for (const run of [await project.preview(), await project.refresh()])
      expect([run.code, run.steps]).toStrictEqual([0, []]);
  });

  step("go where their provider says", async (project) => {
    const { body } = await project.api("POST", `/accounts/${ACCOUNT}/realtime/kit/apps`, {
      name: "other",
    });
    const { id } = (body as { data: { app: { id: string } } }).data.app;
    await write(project, PROGRAM.replace("resources:\n", `resources:\n${elsewhere(project, id)}`));
    const up = await project.up();
    expect([up.code, up.text]).toStrictEqual([0, up.code === 0 ? up.text : ""]);
    const other = KIT.replace(APP, id);
    const names = async (path: string) =>
      (await list(project, path)).map(({ name }) => String(name).replace(/-[0-9a-f]{7}$/, ""));
    expect((await names(`${other}/livestreams`)).sort()).toStrictEqual(["elsewhere", "inside"]);
    expect(await names(`${KIT}/livestreams`)).toStrictEqual(["watch"]);
    for (const run of [await project.preview(), await project.refresh()])
      expect([run.code, run.steps]).toStrictEqual([0, []]);
  });

  step("say what is wrong with an argument", async (project) => {
    await write(project, PROGRAM.replace("platform: youtube", "platform: linkedin"));
    const preview = await project.preview();
    expect(preview.code).not.toBe(0);
    expect(preview.text).toContain("Broadcast event: targets.youtube.url: ");
    expect(preview.text).not.toMatch(/\\n\\s+at /);
  });
});
