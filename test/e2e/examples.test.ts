import { cp, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { root } from "../../scripts/places.ts";
import { assertSucceeded } from "../support/outcome.ts";
import { ACCOUNT, type Project, Secret, withProject } from "../support/project.ts";
import { at, get, list, type Plain, textAt } from "./api.ts";
import { assertSteps, LIVE_INPUTS } from "./stack-under-test.ts";

const APPS = `/accounts/${ACCOUNT}/realtime/kit/apps`;

interface Example {
  readonly name: string;
  /** The steps of the first up. */
  readonly creates: string[];
  /** What the API must have afterwards. */
  readonly then: (project: Project, outputs: Plain) => Promise<void>;
}

const SUMMIT = [
  "create summit",
  "create summit",
  "create summit",
  "create summit-linkedin",
  "create summit-livestream",
  "create summit-twitch",
  "create summit-youtube",
];
const ONBOARDING = [
  "create onboarding",
  "create onboarding",
  "create onboarding-host",
  "create onboarding-guest",
  "create webinars",
];

const EXAMPLES: Example[] = [
  {
    name: "event",
    creates: [...SUMMIT, "create status"],
    then: async (project, outputs) => {
      const kit = await kitOf(project, "emulator");
      const summit = at(outputs, "broadcasts.summit");
      await assertSummit(project, kit, {
        streamKey: textAt(summit, "streamKey"),
        playbackUrl: textAt(summit, "playbackUrl"),
        ingestServer: textAt(summit, "ingestServer"),
      });
      await assertStatusHook(project, kit);
    },
  },
  {
    name: "webinar",
    creates: [
      ...ONBOARDING,
      "create onboarding-restream",
      "create onboarding-restream",
      "create onboarding-restream-youtube",
    ],
    then: async (project, outputs) => {
      const kit = await kitOf(project, "webinars");
      const stage = at(outputs, "stages.onboarding") as Plain;
      expect([stage.hostPreset, stage.guestPreset]).toStrictEqual([
        "onboarding-host",
        "onboarding-guest",
      ]);
      const { host, guest } = await assertOnboarding(project, kit, stage);
      const { brand } = at(host, "ui.design_tokens.colors") as { brand: Plain };
      expect(brand[500]).toBe("#0a7d5a");
      expect(new Set(Object.values(brand)).size).toBe(5);
      expect(at(guest, "permissions.polls.can_vote")).toBe(true);
      const [hub, ...more] = await list(project, LIVE_INPUTS);
      expect(more).toStrictEqual([]);
      const held = await get(project, `${LIVE_INPUTS}/${textAt(hub, "uid")}`);
      const meeting = await get(project, `${kit}/meetings/${textAt(stage, "meetingId")}`);
      expect(at(meeting, "recording_config.live_streaming_config.rtmp_url")).toBe(
        textAt(held, "rtmps.url") + textAt(held, "rtmps.streamKey"),
      );
      expect(await targetsOf(project, held)).toStrictEqual([
        ["rtmps://a.rtmps.youtube.com/live2", true],
      ]);
    },
  },
  {
    name: "typescript",
    creates: [...SUMMIT, ...ONBOARDING, "create status"],
    then: async (project, outputs) => {
      const kit = await kitOf(project, "webinars");
      await assertSummit(project, kit, outputs);
      await assertOnboarding(project, kit, outputs);
      await assertStatusHook(project, kit);
      expect(outputs.outputsVersion).toBe(1);
      expect(at(outputs, "broadcasts.summit.streamKey")).toBe(outputs.streamKey);
      expect(at(outputs, "stages.onboarding.meetingId")).toBe(outputs.meetingId);
    },
  },
];

describe("the examples", () => {
  for (const example of EXAMPLES) {
    it(`${example.name} comes up as it is, and the next up is unchanged`, async () => {
      await withProject((project) => run(project, example), { program: "" });
    });
  }
});

async function run(project: Project, { name, creates, then }: Example): Promise<void> {
  await install(project, name);
  assertSteps(await project.up(), creates);
  await then(project, await project.outputs({ showSecrets: true }));
  await project.control.clearRequests();
  assertSteps(await project.up(), []);
  expect(await project.requests()).toStrictEqual([]);
  await project.assertNoSecretLeaked();
}

/**
 * The example's program and manifest in place of the project's own; its config with the address,
 * account, app and token of this test, each secret with a value of this test's.
 */
async function install(project: Project, name: string): Promise<void> {
  const from = join(root, "examples", name);
  for (const file of ["index.ts", "Pulumi.yaml"])
    await cp(join(from, file), join(project.directory, file));
  const text = await readFile(join(from, "Pulumi.dev.yaml"), "utf8");
  const { config } = parse(text) as { config: Plain };
  const declared = Object.entries(config).filter(([key]) => !key.startsWith("realtimekit:"));
  expect(declared.length).toBeGreaterThan(0);
  const has = (key: string) => `realtimekit:${key}` in config;
  expect(["baseUrl", "accountId", "apiToken"].filter((key) => !has(key))).toStrictEqual([]);
  await project.config({
    ...Object.fromEntries(declared.map(([key, value]) => [key, planted(value, key)])),
    // What the example does without it must do without here.
    ...(!has("appId") && { "realtimekit:appId": undefined }),
  });
  // The manifest names another project, which has no stack yet.
  assertSucceeded(await project.pulumi(["stack", "init", project.stack]));
}

/** Config with every `secure` value, whose passphrase is the example's, as one of this test. */
function planted(value: unknown, path: string): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value;
  if ("secure" in value) return new Secret(`secret-of-${path.replace(/\W/g, "-")}`);
  return Object.fromEntries(
    Object.entries(value).map(([key, below]) => [key, planted(below, `${path}.${key}`)]),
  );
}

/** The path of the account's app of that name, the only one of it. */
async function kitOf(project: Project, name: string): Promise<string> {
  const [app, ...more] = (await list(project, APPS)).filter((each) => each.name === name);
  expect(more).toStrictEqual([]);
  return `/accounts/${ACCOUNT}/realtime/kit/${textAt(app, "id")}`;
}

/** What goes out of a live input: where, and whether. */
async function targetsOf(project: Project, hub: Plain): Promise<unknown[]> {
  const outputs = await list(project, `${LIVE_INPUTS}/${textAt(hub, "uid")}/outputs`);
  return outputs.map(({ url, enabled }) => [url, enabled]).sort();
}

/** An event restreamed to three platforms, one of them off, and shown by a livestream. */
async function assertSummit(project: Project, kit: string, outputs: Plain): Promise<void> {
  const [input] = await list(project, LIVE_INPUTS);
  const hub = await get(project, `${LIVE_INPUTS}/${textAt(input, "uid")}`);
  expect([at(hub, "meta.name"), at(hub, "recording.mode")]).toStrictEqual(["Summit", "automatic"]);
  const [livestream, ...more] = await list(project, `${kit}/livestreams`);
  expect(more).toStrictEqual([]);
  expect([outputs.ingestServer, outputs.streamKey, outputs.playbackUrl]).toStrictEqual([
    at(hub, "rtmps.url"),
    at(hub, "rtmps.streamKey"),
    livestream?.playback_url,
  ]);
  expect(livestream?.name).toBe("summit");
  expect(await targetsOf(project, hub)).toStrictEqual(
    [
      ["rtmps://a.rtmps.youtube.com/live2", true],
      ["rtmps://ingest.example.com/live", false],
      ["rtmps://ingest.global-contribute.live-video.net/app", true],
      [livestream?.ingest_server, true],
    ].sort(),
  );
}

/** A meeting that livestreams on start, and two presets that participants can be given. */
async function assertOnboarding(project: Project, kit: string, outputs: Plain) {
  const meeting = `${kit}/meetings/${textAt(outputs, "meetingId")}`;
  const { title, persist_chat, live_stream_on_start } = await get(project, meeting);
  expect([title, persist_chat, live_stream_on_start]).toStrictEqual(["Onboarding", true, true]);
  const presets = await list(project, `${kit}/presets`);
  const whole = async (name: string) => {
    const found = presets.find((each) => each.name === name);
    return get(project, `${kit}/presets/${textAt(found, "id")}`);
  };
  const host = await whole(textAt(outputs, "hostPreset"));
  const guest = await whole(textAt(outputs, "guestPreset"));
  expect(at(host, "ui.design_tokens.logo")).toBe("https://example.com/logo.png");
  const access = [host, guest].map((preset) => at(preset, "permissions.stage_access"));
  expect(access).toStrictEqual(["ALLOWED", "CAN_REQUEST"]);
  return { host, guest };
}

async function assertStatusHook(project: Project, kit: string): Promise<void> {
  const hooks = await list(project, `${kit}/webhooks`);
  expect(hooks.map(({ url, events }) => [url, events])).toStrictEqual([
    ["https://example.com/livestreaming-status", ["livestreaming.statusUpdate"]],
  ]);
}
