import { presetSchema } from "../../provider/resources/preset/inputs.ts";
import { host } from "../../provider/resources/preset/templates.ts";
import { toWire } from "../../provider/client/wire.ts";
import { make } from "../adopt/by-hand.ts";
import { existsAlready } from "../support/exists.ts";
import { showing } from "../support/outcome.ts";
import {
  APP,
  type Operation,
  type Project,
  projectStory,
  Secret,
  withProject,
} from "../support/project.ts";
import {
  assertSteps,
  config,
  counts,
  errorsOf,
  held,
  KIT,
  lines,
  LIVE_INPUTS,
  named,
  stackOutputs,
  writes,
} from "./stack-under-test.ts";

const KEY = "key-of-an-older-target";
const PRESET = toWire(presetSchema, { name: "Made by hand", ...host() });
/** Made by hand, before there was a stack. */
interface Existing {
  livestream: string;
  preset: string;
  liveInput: string;
  target: string;
}

describe("resources that exist already", () => {
  describe("are taken over through config, and never made a second time", () => {
    const { step, check } = projectStory();
    let existing: Existing;

    step("the up that adopts makes none, and brings them to what is declared", async (project) => {
      existing = await makeByHand(project);
      const before = await counts(project);
      await project.config(declared(existing));
      await project.control.clearRequests();
      // What the preview says is no part of its plan: the update keeps to it.
      assertTold(await project.preview(["--save-plan", "plan.json"]), {
        audience: `adopts the Preset ${existing.preset}; nothing is created`,
        hub: `adopts the LiveInput ${existing.liveInput}; nothing is created`,
        main: `adopts the Livestream ${existing.livestream}; nothing is created`,
        youtube: `adopts the RestreamTarget ${existing.target}; nothing is created`,
      });
      expect(await project.requests()).toStrictEqual([]);
      const up = await project.up(["--plan", "plan.json"]);
      expect(up.diagnostics).toStrictEqual([]);
      assertSteps(up, ["create audience", "create hub", "create main", "create youtube"]);
      expect((await writes(project)).sort()).toStrictEqual([
        `PUT ${KIT}/presets/${existing.preset}`,
        `PUT ${LIVE_INPUTS}/${existing.liveInput}`,
        `PUT ${LIVE_INPUTS}/${existing.liveInput}/outputs/${existing.target}`,
      ]);
      expect(await counts(project)).toStrictEqual(before);
      await assertTakenOver(project, existing);
    });

    step("the next up is unchanged, and a preview says nothing", async (project) => {
      await assertUnchanged(project);
      assertTold(await project.preview(), {});
    });

    step("without the adopt lines nothing changes", async (project) => {
      await project.config(declared({}));
      await assertUnchanged(project);
      assertSteps(await project.refresh(), []);
    });

    step("what was not declared is kept by a later change, too", async (project) => {
      await project.config(declared({}, { enabled: false }));
      assertSteps(await project.up(), ["update audience", "update hub"]);
      const api = held(project);
      expect((await api.preset(existing.preset)).name).toBe("Made by hand");
      expect((await api.liveInputs())[0]?.meta.name).toBe("Made by hand");
      expect(named((await stackOutputs(project)).presets, "audience").name).toBe("Made by hand");
    });

    check("what is secret is nowhere in plain text", (project) => project.assertNoSecretLeaked());
  });

  it("that are not there, or cannot become what is declared, are one clear message each", async () => {
    await withProject(async (project) => {
      const livestream = await make(project, `${KIT}/livestreams`, { name: "by-hand" });
      const adopting = async (section: string, entry: object) => {
        await project.config({ [`livestreaming:${section}`]: { one: entry } });
        const up = await project.up();
        expect(up.code).not.toBe(0);
        return { lines: lines(up), errors: errorsOf(up) };
      };
      const steps = ["create one"];
      expect(await adopting("livestreams", { adopt: "no-such-id" })).toStrictEqual({
        lines: steps,
        errors: [
          'adopt: there is no Livestream with the id "no-such-id"; check the id, the account and the app',
        ],
      });
      expect(await adopting("livestreams", { adopt: livestream, name: "other" })).toStrictEqual({
        lines: steps,
        errors: [
          `adopt: "${livestream}" differs from your inputs in name (the API cannot rename it); set these inputs to its values, or remove adopt to create a new one`,
        ],
      });
      expect(await adopting("livestreams", { name: "by-hand" })).toStrictEqual({
        lines: steps,
        errors: [existsAlready(`a livestream named "by-hand" in app ${APP}`, livestream)],
      });
      expect(await counts(project)).toStrictEqual({
        livestreams: 1,
        presets: 0,
        liveInputs: 0,
        targets: 0,
      });
    });
  });
});

/** What the engine shows beside each resource. */
function assertTold({ diagnostics, ...run }: Operation, expected: Record<string, string>): void {
  const told = diagnostics.map(({ urn = "", message }) => [
    urn.split("::").at(-1),
    message.trimEnd(),
  ]);
  showing(run, () => expect(Object.fromEntries(told)).toStrictEqual(expected));
  expect(told).toHaveLength(Object.keys(expected).length);
}

async function makeByHand(project: Project): Promise<Existing> {
  const livestream = await make(project, `${KIT}/livestreams`, { name: "by-hand" });
  const preset = await make(project, `${KIT}/presets`, PRESET);
  const meta = { name: "Made by hand", colour: "theirs" };
  const recording = { mode: "automatic" };
  const liveInput = await make(project, LIVE_INPUTS, { meta, recording });
  const target = await make(project, `${LIVE_INPUTS}/${liveInput}/outputs`, {
    url: "rtmps://a.rtmps.youtube.com/live2",
    streamKey: project.secrets.add(KEY),
    enabled: false,
  });
  return { livestream, preset, liveInput, target };
}

/** None of them says its name, so each keeps what it has. */
function declared(adopt: Partial<Existing>, { enabled = true } = {}): Record<string, unknown> {
  const adopting = (id: string | undefined) => (id === undefined ? {} : { adopt: id });
  return config({
    livestreams: { main: adopting(adopt.livestream) },
    presets: { audience: { permissions: { canRecord: enabled }, ...adopting(adopt.preset) } },
    liveInputs: { hub: { enabled, ...adopting(adopt.liveInput) } },
    restreamTargets: {
      youtube: {
        liveInput: "hub",
        platform: "youtube",
        streamKey: new Secret(KEY),
        ...adopting(adopt.target),
      },
    },
  });
}

async function assertTakenOver(project: Project, existing: Existing): Promise<void> {
  const api = held(project);
  const { livestreams, presets, liveInputs, restreamTargets } = await stackOutputs(project);
  const main = named(livestreams, "main");
  expect([main.id, main.name]).toStrictEqual([existing.livestream, "by-hand"]);
  expect(presets).toStrictEqual({ audience: { id: existing.preset, name: "Made by hand" } });
  const hub = named(liveInputs, "hub");
  expect([hub.id, hub.name]).toStrictEqual([existing.liveInput, "Made by hand"]);
  expect(restreamTargets).toStrictEqual({
    youtube: { id: existing.target, platform: "youtube", enabled: true },
  });

  const preset = await api.preset(existing.preset);
  expect([preset.name, preset.permissions.can_record]).toStrictEqual(["Made by hand", true]);
  const [input] = await api.liveInputs();
  expect(input).toMatchObject({
    meta: { name: "Made by hand", colour: "theirs" },
    recording: { mode: "off" },
  });
  expect((await api.targets(existing.liveInput))[0]?.enabled).toBe(true);
}

async function assertUnchanged(project: Project): Promise<void> {
  await project.control.clearRequests();
  assertSteps(await project.up(), []);
  expect(await project.requests()).toStrictEqual([]);
}
