/** What examples/yaml and examples/python declare, as the API must hold it. */
import { KIT, STREAM } from "../support/emulator.ts";
import { assertSucceeded } from "../support/outcome.ts";
import type { Project } from "../support/project.ts";
import type { Story } from "../support/story.ts";
import { at, get, list, textAt } from "./api.ts";
import { assertSteps, held, lines, writes } from "./stack-under-test.ts";

const CREATES = ["host", "hub", "keynote", "keynote", "twitch", "youtube"].map(
  (name) => `create ${name}`,
);

/**
 * The story of such a program: it comes up, changes and goes.
 *
 * @param change switches the target `twitch` on, in the program's own language
 */
export function programStory(
  { step, check }: Story<Project>,
  change: (project: Project) => Promise<void>,
): void {
  step("comes up", async (project) => {
    assertSteps(await project.up(), CREATES);
  });

  check("is at the API as it is declared", assertHeld);

  check("exports what an encoder and a player need, the key as a secret", async (project) => {
    const [livestream] = await held(project).livestreams();
    const [hub] = await held(project).liveInputs();
    expect(await project.outputs({ showSecrets: true })).toStrictEqual({
      ingestServer: hub?.rtmps.url,
      streamKey: hub?.rtmps.streamKey,
      playbackUrl: livestream?.playback_url,
      hostPreset: expect.stringMatching(/^host-[0-9a-f]{7}$/) as string,
    });
    expect(await project.outputs()).toMatchObject({ streamKey: "[secret]" });
  });

  step("has nothing to change then: a preview, a refresh and an up are empty", async (project) => {
    await project.control.clearRequests();
    for (const run of [await project.preview(), await project.refresh(), await project.up()])
      assertSteps(run, []);
    expect(await writes(project)).toStrictEqual([]);
  });

  step("changes in place what the program changes", async (project) => {
    await change(project);
    assertSteps(await project.up(), ["update twitch"]);
    expect(await targets(project)).toMatchObject({ [TWITCH]: true });
  });

  check("has no key in plain text in its state, nor in anything said", (project) =>
    project.assertNoSecretLeaked(),
  );

  step("is destroyed, but for the livestream, which the API cannot delete", async (project) => {
    const destroy = await project.destroy();
    assertSucceeded(destroy);
    expect(lines(destroy)).toHaveLength(CREATES.length);
    expect(await list(project, STREAM)).toStrictEqual([]);
    expect(await list(project, `${KIT}/presets`)).toStrictEqual([]);
    expect(await list(project, `${KIT}/livestreams`)).toHaveLength(1);
  });
}

const TWITCH = "rtmps://ingest.global-contribute.live-video.net/app";

/** Whether each of the hub's targets is on, by its URL. */
async function targets(project: Project): Promise<Record<string, boolean>> {
  const [hub] = await held(project).liveInputs();
  const all = await held(project).targets(hub?.uid ?? "");
  return Object.fromEntries(all.map(({ url, enabled }) => [url, enabled]));
}

async function assertHeld(project: Project): Promise<void> {
  const [livestream, ...others] = await held(project).livestreams();
  expect([livestream?.name, others]).toStrictEqual(["keynote", []]);
  const [preset] = await list(project, `${KIT}/presets`);
  const host = await get(project, `${KIT}/presets/${textAt(preset ?? {}, "id")}`);
  const { brand, background } = at(host, "ui.design_tokens.colors") as Record<string, object>;
  expect([brand, background]).toMatchObject([{ 500: "#0a7d5a" }, { 1000: "#101418" }]);
  expect(at(host, "permissions.can_record")).toBe(false);
  const [hub, ...more] = await held(project).liveInputs();
  expect(more).toStrictEqual([]);
  expect([hub?.meta.name, hub?.recording.mode]).toStrictEqual(["Summit", "automatic"]);
  expect(await targets(project)).toStrictEqual({
    "rtmps://a.rtmps.youtube.com/live2": true,
    [TWITCH]: false,
    [livestream?.ingest_server ?? ""]: true,
  });
}
