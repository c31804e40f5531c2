import { assertSucceeded } from "../support/outcome.ts";
import { type Project, projectStory } from "../support/project.ts";
import { ok } from "./api.ts";
import {
  assertSteps,
  config,
  counts,
  devStack,
  held,
  KIT,
  LIVE_INPUTS,
  named,
  stackOutputs,
  writes,
} from "./stack-under-test.ts";

describe("what happened to the API behind the stack's back", () => {
  describe("is found by refresh, and made good by up", () => {
    const { step, check } = projectStory({ config: config(devStack()) });
    step("before it, all is up", async (project) => assertSucceeded(await project.up()));
    step("what was changed", changed);
    step("automatic names that were changed", renamed);
    step("what is gone", gone);
    step("a live input that is gone, with its outputs", hubGone);
    step("destroy leaves what the API cannot delete, and says so", destroyed);
    check("what is secret is nowhere in plain text", (project) => project.assertNoSecretLeaked());
  });
});

/** Permission, recording and target; each with the fields that nobody declared left alone. */
async function changed(project: Project): Promise<void> {
  const { presets, liveInputs, restreamTargets } = await stackOutputs(project);
  const api = held(project);
  const host = named(presets, "host").id;
  const hub = named(liveInputs, "hub");
  const youtube = named(restreamTargets, "youtube").id;
  await ok(project, "PATCH", `${KIT}/presets/${host}`, { permissions: { can_record: false } });
  await ok(project, "PUT", `${LIVE_INPUTS}/${hub.id}`, {
    meta: { name: hub.name, colour: "theirs" },
    recording: { mode: "off" },
  });
  await ok(project, "PUT", `${LIVE_INPUTS}/${hub.id}/outputs/${youtube}`, { enabled: false });

  await assertFoundOnce(project, ["update host", "update hub", "update youtube"]);
  assertSteps(await project.up(), ["update host", "update hub", "update youtube"]);

  expect((await api.preset(host)).permissions.can_record).toBe(true);
  const [input] = await api.liveInputs();
  expect(input).toMatchObject({
    recording: { mode: "automatic" },
    meta: { colour: "theirs" },
  });
  const enabled = (await api.targets(hub.id)).find(({ uid }) => uid === youtube)?.enabled;
  expect(enabled).toBe(true);
  await assertSettled(project);
}

async function renamed(project: Project): Promise<void> {
  const { presets, liveInputs } = await stackOutputs(project);
  const host = named(presets, "host");
  const hub = named(liveInputs, "hub");
  await ok(project, "PATCH", `${KIT}/presets/${host.id}`, { name: "Somebody's" });
  await ok(project, "PUT", `${LIVE_INPUTS}/${hub.id}`, {
    meta: { name: "Somebody's" },
    recording: { mode: "automatic" },
  });
  assertSteps(await project.refresh(["--diff"]), ["update host", "update hub"]);
  assertSteps(await project.up(), ["update host", "update hub"]);
  const api = held(project);
  expect((await api.preset(host.id)).name).toBe(host.name);
  expect((await api.liveInputs())[0]?.meta.name).toBe(hub.name);
  await assertSettled(project);
}

async function gone(project: Project): Promise<void> {
  const { presets, liveInputs, restreamTargets } = await stackOutputs(project);
  const hub = named(liveInputs, "hub").id;
  const backup = named(restreamTargets, "backup").id;
  await ok(project, "DELETE", `${KIT}/presets/${named(presets, "viewer").id}`);
  await ok(project, "DELETE", `${LIVE_INPUTS}/${hub}/outputs/${backup}`);
  await assertFoundOnce(project, ["delete backup", "delete viewer"]);
  assertSteps(await project.up(), ["create backup", "create viewer"]);
  expect(await counts(project)).toStrictEqual(WHOLE);
}

async function hubGone(project: Project): Promise<void> {
  const { liveInputs } = await stackOutputs(project);
  await ok(project, "DELETE", `${LIVE_INPUTS}/${named(liveInputs, "hub").id}`);
  await assertFoundOnce(project, ["delete backup", "delete hub", "delete youtube"]);
  assertSteps(await project.up(), ["create backup", "create hub", "create youtube"]);
  expect(await counts(project)).toStrictEqual(WHOLE);
}

async function destroyed(project: Project): Promise<void> {
  const before = (await stackOutputs(project)).livestreams;
  const destroy = await project.destroy();
  assertSucceeded(destroy);
  expect(await counts(project)).toStrictEqual({
    livestreams: 2,
    presets: 0,
    liveInputs: 0,
    targets: 0,
  });
  const remains = Object.values(before).map(
    ({ id, name }) =>
      `The livestream ${name} (${id}) is no longer managed, but it still exists, because the API cannot delete livestreams. Its stream key and playback URL keep working.`,
  );
  expect(destroy.diagnostics.map(({ message }) => message.trim()).sort()).toStrictEqual(
    remains.sort(),
  );

  // The next up makes new ones, with new keys, and names those that are left.
  const up = await project.up();
  assertSucceeded(up);
  const after = (await stackOutputs(project)).livestreams;
  const keysOf = (all: typeof before) => Object.values(all).map(({ streamKey }) => streamKey);
  expect(keysOf(after).filter((key) => keysOf(before).includes(key))).toStrictEqual([]);
  for (const { name, id } of Object.values(before)) expect(up.text).toContain(`${name} (${id})`);
  expect(await counts(project)).toStrictEqual({ ...WHOLE, livestreams: 4 });
}

const WHOLE = { livestreams: 2, presets: 2, liveInputs: 1, targets: 2 };

/** The first refresh finds it, the second has nothing more to find. */
async function assertFoundOnce(project: Project, steps: string[]): Promise<void> {
  await project.control.clearRequests();
  assertSteps(await project.refresh(["--diff"]), steps);
  assertSteps(await project.refresh(), []);
  expect(await writes(project)).toStrictEqual([]);
}

async function assertSettled(project: Project): Promise<void> {
  assertSteps(await project.refresh(), []);
  assertSteps(await project.preview(), []);
}
