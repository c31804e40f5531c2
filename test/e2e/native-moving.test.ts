/** A stack moves to the native plugin and back: nothing is replaced, nothing is written at the API. */
import { runAdopt } from "../adopt/run.ts";
import { runCommand } from "../support/run-command.ts";
import { type Operation, type Project, projectStory } from "../support/project.ts";
import { KIT, STREAM } from "../support/emulator.ts";
import type { Plain } from "../support/plain.ts";

const PROGRAM = `
import { App, Livestream, LiveInput, Meeting, Preset, RestreamTarget, Webhook } from "pulumi-realtimekit";
const app = new App("app");
const keynote = new Livestream("keynote");
const hub = new LiveInput("hub", { recording: { mode: "automatic" } });
const target = new RestreamTarget("target", { liveInputId: hub.id, platform: "youtube", streamKey: "yt-key-0123456789" }, { parent: hub });
new Meeting("panel", { title: "Panel" }, { aliases: [{ name: "old-panel" }] });
const host = new Preset("host", { template: "host" });
new Webhook("hook", { url: "https://example.com/hook", events: ["livestreaming.statusUpdate"] });
const got = Preset.get("got", host.id);
export const { playbackUrl, streamKey, ffmpegCommand } = keynote;
export const theme = got.ui.apply((ui) => ui.designTokens.theme);
export const platform = target.platform;
export const appName = app.name;
`;

const ROTATED = PROGRAM.replace('title: "Panel"', 'title: "Other panel"').replace(
  'new Livestream("keynote")',
  'new Livestream("keynote", { keyVersion: "2" })',
);

const NATIVE = { "realtimekit:provider": "native" };

const story = projectStory({ program: PROGRAM, native: true });

let before: { ids: Plain; outputs: Plain } | undefined;

/** The id of each resource, by its name. */
async function idsOf(project: Project): Promise<Plain> {
  const { deployment } = await project.exportState();
  const own = (deployment.resources ?? []).filter(({ type }) => type.includes("realtimekit:"));
  return Object.fromEntries(own.map(({ urn, id }) => [urn.split("::").at(-1) ?? "", id]));
}

async function typesOf(project: Project): Promise<string[]> {
  const { deployment } = await project.exportState();
  const types = (deployment.resources ?? []).map(({ type }) => type);
  return types.filter((type) => type.includes("realtimekit:"));
}

/** All steps but those of what is only read: it is read each time, and at a move the old is forgotten. */
function changes({ steps }: Operation) {
  return steps.filter(({ op }) => op !== "read" && op !== "discard");
}

function shown(run: Operation) {
  return [run.code, changes(run)];
}

async function writes(project: Project): Promise<string[]> {
  return (await project.requests()).filter((request) => !request.startsWith("GET"));
}

async function assertQuiet(project: Project): Promise<void> {
  expect(shown(await project.preview(["--diff"]))).toStrictEqual([0, []]);
  expect(shown(await project.refresh())).toStrictEqual([0, []]);
}

describe("a stack of the dynamic provider", () => {
  story.step("is brought up", async (project) => {
    const up = await project.up();
    expect(up.code).toBe(0);
    before = {
      ids: await idsOf(project),
      outputs: await project.outputs({ showSecrets: true }),
    };
    expect(Object.keys(before.ids)).toHaveLength(8);
    await project.control.clearRequests();
  });

  story.step("moves to the plugin by one setting, with nothing to show", async (project) => {
    await project.config(NATIVE);
    expect(shown(await project.preview())).toStrictEqual([0, []]);
    expect(shown(await project.up())).toStrictEqual([0, []]);
    expect(await typesOf(project)).not.toContainEqual(expect.stringContaining("dynamic"));
    expect(await idsOf(project)).toStrictEqual(before?.ids);
    expect(await project.outputs({ showSecrets: true })).toStrictEqual(before?.outputs);
    await assertQuiet(project);
    expect(await writes(project)).toStrictEqual([]);
  });

  story.step("is changed there as it was before", async (project) => {
    await project.program(PROGRAM.replace('title: "Panel"', 'title: "Other panel"'));
    const up = await project.up();
    expect(changes(up).map(({ op, name }) => [op, name])).toStrictEqual([["update", "panel"]]);
    expect(await writes(project)).toHaveLength(1);
    await assertQuiet(project);
    await project.program(ROTATED);
    const { code, stdout } = await runCommand(project, "review", []);
    expect([code, stdout]).toStrictEqual([
      30,
      expect.stringMatching(/Livestream replaced \(1\)[^]*`keynote`: `keyVersion` changes/),
    ]);
    const rotated = await project.up();
    expect(changes(rotated).map(({ op }) => op)).toStrictEqual([
      ...["create-replacement", "replace", "delete-replaced"],
    ]);
    await assertQuiet(project);
    before = { ids: await idsOf(project), outputs: await project.outputs({ showSecrets: true }) };
    await project.control.clearRequests();
  });

  story.step("is what adopt reports as managed", async (project) => {
    const { code, stdout } = await runAdopt(project, ["--json", "--meetings"]);
    const { unmanaged } = JSON.parse(stdout) as { unmanaged: unknown[] };
    expect([code, unmanaged]).toStrictEqual([0, []]);
    await project.control.clearRequests();
  });

  story.step("moves back, by updates that write nothing", async (project) => {
    await project.config({ "realtimekit:provider": "dynamic" });
    const up = await project.up();
    expect(up.code).toBe(0);
    expect(new Set(changes(up).map(({ op }) => op))).toStrictEqual(new Set(["update"]));
    expect(await writes(project)).toStrictEqual([]);
    expect(await idsOf(project)).toStrictEqual(before?.ids);
    expect(await project.outputs({ showSecrets: true })).toStrictEqual(before?.outputs);
    await assertQuiet(project);
    expect(await writes(project)).toStrictEqual([]);
  });

  story.step("leaves no key anywhere", async (project) => {
    project.secrets.add("yt-key-0123456789");
    await project.assertNoSecretLeaked();
  });

  story.step("is destroyed by the host that it is in", async (project) => {
    const destroy = await project.destroy();
    expect(destroy.code).toBe(0);
    const { body: inputs } = await project.api("GET", STREAM);
    expect(inputs).toMatchObject({ result: { liveInputs: [] } });
    const { body: hooks } = await project.api("GET", `${KIT}/webhooks`);
    expect(hooks).toMatchObject({ data: [] });
  });
});
