/** What changes in the stack of changes.test.ts, and what must come of each change. */
import { type Operation, Secret } from "../support/project.ts";
import {
  type held,
  KIT,
  LIVE_INPUTS,
  named,
  replaced,
  type stackOutputs,
} from "./stack-under-test.ts";

export type Outputs = Awaited<ReturnType<typeof stackOutputs>>;

export interface Seen {
  api: ReturnType<typeof held>;
  operation: Operation;
  /** The writes, ids left out. */
  writes: string[];
  before: Outputs;
  after: Outputs;
}

export interface Change {
  what: string;
  /** Laid over what was declared before it; null takes out. */
  declare: object;
  steps: string[];
  /** The writes, ids left out. */
  writes: string[];
  /** What else must be so at the API afterwards. */
  then: (seen: Seen) => Promise<void> | void;
}

const PUT_PRESET = `PUT ${KIT}/presets/…`;
const PUT_HUB = `PUT ${LIVE_INPUTS}/…`;
const PUT_TARGET = `PUT ${LIVE_INPUTS}/…/outputs/…`;
const POST_LIVESTREAM = `POST ${KIT}/livestreams`;

/**
 * One round after the other in one stack, which begins as Pulumi.dev.yaml. The changes of a round are
 * made by one up, each to a resource of its own.
 */
export const rounds: Change[][] = [
  [
    {
      what: "a preset's permission changes in place",
      declare: { presets: { host: { permissions: { canRecord: false } } } },
      steps: ["update host"],
      writes: [PUT_PRESET],
      then: async ({ api, after }) => {
        const { permissions, config } = await api.preset(named(after.presets, "host").id);
        expect([permissions.can_record, permissions.kick_participant]).toStrictEqual([false, true]);
        expect(config.max_video_streams.desktop).toBe(8);
      },
    },
    {
      what: "a preset switches to another template in place",
      declare: { presets: { viewer: { template: "host" } } },
      steps: ["update viewer"],
      writes: [PUT_PRESET],
      then: async ({ api, after }) => {
        const { permissions, ui } = await api.preset(named(after.presets, "viewer").id);
        expect(permissions.kick_participant).toBe(true);
        expect(ui.design_tokens.theme).toBe("light");
      },
    },
    {
      what: "a target is switched off in place",
      declare: { restreamTargets: { youtube: { enabled: false } } },
      steps: ["update youtube"],
      writes: [PUT_TARGET],
      then: (seen) => assertTarget(seen, { enabled: false, isNew: false }),
    },
    {
      what: "a live input's name, recording and days change in place",
      declare: {
        liveInputs: {
          hub: { displayName: "Hub", recording: { mode: "off" }, deleteRecordingAfterDays: 30 },
        },
      },
      steps: ["update hub"],
      writes: [PUT_HUB],
      then: async ({ api, before, after }) => {
        expect({ ...named(after.liveInputs, "hub"), name: "" }).toStrictEqual({
          ...named(before.liveInputs, "hub"),
          name: "",
        });
        const [hub] = await api.liveInputs();
        expect([hub?.meta.name, hub?.recording.mode, hub?.deleteRecordingAfterDays]).toStrictEqual([
          "Hub",
          "off",
          30,
        ]);
      },
    },
    {
      what: "a livestream's new name makes a new one; the old stays at the API and is said to",
      declare: { livestreams: { keynote: { name: "opening" } } },
      steps: replaced("keynote", "name"),
      writes: [POST_LIVESTREAM],
      then: async (seen) => {
        await assertNewKey(seen, "keynote");
        expect(named(seen.after.livestreams, "keynote").name).toBe("opening");
      },
    },
  ],
  [
    {
      what: "a preset's colour changes in place",
      declare: {
        presets: { host: { ui: { designTokens: { colors: { brand: { 500: "#AB12CD" } } } } } },
      },
      steps: ["update host"],
      writes: [PUT_PRESET],
      then: async ({ api, after }) => {
        const { colors } = (await api.preset(named(after.presets, "host").id)).ui.design_tokens;
        expect([colors.brand[500], colors.brand[600]]).toStrictEqual(["#ab12cd", "#0d51fd"]);
      },
    },
    {
      what: "a preset is renamed in place",
      declare: { presets: { viewer: { name: "Audience 1" } } },
      steps: ["update viewer"],
      writes: [PUT_PRESET],
      then: async ({ api, before, after }) => {
        const { id, name } = named(after.presets, "viewer");
        expect([id, name]).toStrictEqual([named(before.presets, "viewer").id, "Audience 1"]);
        expect((await api.preset(id)).name).toBe("Audience 1");
      },
    },
    {
      what: "and on again",
      declare: { restreamTargets: { youtube: { enabled: null } } },
      steps: ["update youtube"],
      writes: [PUT_TARGET],
      then: (seen) => assertTarget(seen, { enabled: true, isNew: false }),
    },
    {
      what: "a live input's deleteRecordingAfterDays is taken out",
      declare: { liveInputs: { hub: { deleteRecordingAfterDays: null } } },
      steps: ["update hub"],
      writes: [PUT_HUB],
      then: async ({ api }) => {
        const [hub] = await api.liveInputs();
        expect([hub?.meta.name, hub?.deleteRecordingAfterDays]).toStrictEqual(["Hub", undefined]);
      },
    },
    {
      what: "a livestream's keyVersion rotates its key; the old stays at the API and is said to",
      declare: { livestreams: { workshop: { keyVersion: "2" } } },
      steps: replaced("workshop", "keyVersion"),
      writes: [POST_LIVESTREAM],
      then: (seen) => assertNewKey(seen, "workshop"),
    },
  ],
  [
    {
      what: "a field that is taken out returns to the template's value",
      declare: { presets: { host: { permissions: null, config: null } } },
      steps: ["update host"],
      writes: [PUT_PRESET],
      then: async ({ api, after }) => {
        const { permissions, config, ui } = await api.preset(named(after.presets, "host").id);
        expect(permissions.can_record).toBe(true);
        expect(config.max_video_streams.desktop).toBe(9);
        expect(ui.design_tokens.colors.brand[500]).toBe("#ab12cd");
      },
    },
    {
      what: "a preset that is taken out is deleted",
      declare: { presets: { viewer: null } },
      steps: ["delete viewer"],
      writes: [`DELETE ${KIT}/presets/…`],
      then: async ({ api }) => {
        expect(Object.keys(await api.presets())).toHaveLength(1);
      },
    },
    {
      what: "a target's new stream key replaces it",
      declare: {
        restreamTargets: { youtube: { streamKey: new Secret("second-key-of-this-test") } },
      },
      steps: replaced("youtube", "streamKey"),
      writes: [`DELETE ${LIVE_INPUTS}/…/outputs/…`, `POST ${LIVE_INPUTS}/…/outputs`],
      then: (seen) => assertTarget(seen, { enabled: true, isNew: true }),
    },
    {
      what: "a livestream that is taken out stays at the API and is said to",
      declare: { livestreams: { workshop: null } },
      steps: ["delete workshop"],
      writes: [],
      then: async ({ api, operation, before, after }) => {
        const old = named(before.livestreams, "workshop");
        expect(Object.keys(after.livestreams)).toStrictEqual(["keynote"]);
        expect((await api.livestreams()).map(({ id }) => id)).toContain(old.id);
        assertForgotten(operation, old);
      },
    },
  ],
  [
    {
      what: "a target's platform is a word of ours: no write",
      declare: {
        restreamTargets: {
          youtube: { platform: "custom", url: "rtmps://a.rtmps.youtube.com/live2" },
        },
      },
      steps: ["update youtube"],
      writes: [],
      then: ({ after }) => {
        expect(named(after.restreamTargets, "youtube").platform).toBe("custom");
      },
    },
  ],
];

async function assertTarget(
  { api, before, after }: Seen,
  { enabled, isNew }: { enabled: boolean; isNew: boolean },
): Promise<void> {
  const now = named(after.restreamTargets, "youtube");
  const targets = await api.targets(named(after.liveInputs, "hub").id);
  expect(targets).toHaveLength(2);
  expect(targets.find(({ uid }) => uid === now.id)?.enabled).toBe(enabled);
  expect(now.enabled).toBe(enabled);
  expect(now.id !== named(before.restreamTargets, "youtube").id).toBe(isNew);
}

async function assertNewKey({ api, operation, before, after }: Seen, name: string): Promise<void> {
  const old = named(before.livestreams, name);
  const now = named(after.livestreams, name);
  const streams = new Map((await api.livestreams()).map((one) => [one.id, one.stream_key]));
  expect(now.streamKey).not.toBe(old.streamKey);
  expect([streams.get(old.id), streams.get(now.id)]).toStrictEqual([old.streamKey, now.streamKey]);
  assertForgotten(operation, old);
}

function assertForgotten(
  { diagnostics, text }: Operation,
  old: { id: string; name: string },
): void {
  const message = `The livestream ${old.name} (${old.id}) is no longer managed, but it still exists, because the API cannot delete livestreams. Its stream key and playback URL keep working.`;
  expect(diagnostics.map((said) => said.message.trim())).toStrictEqual([message]);
  expect(text).toContain(message);
}
