/**
 * A sample of each kind, for the tests that run for all kinds. A new kind needs one more item here.
 */
import { app } from "../../provider/resources/app/definition.ts";
import { liveInput } from "../../provider/resources/live-input/definition.ts";
import { livestream } from "../../provider/resources/livestream/definition.ts";
import type { ResourceDefinition } from "../../provider/engine/definition.ts";
import { meeting } from "../../provider/resources/meeting/definition.ts";
import { preset } from "../../provider/resources/preset/definition.ts";
import { restreamTarget } from "../../provider/resources/restream-target/definition.ts";
import { webhook } from "../../provider/resources/webhook/definition.ts";
import { ACCOUNT, APP, APPS, KIT, STREAM } from "./account.ts";
import { type Caller, hub, listed } from "./caller.ts";
import type { Plain } from "./plain.ts";
import { wholeMeeting } from "./whole-meeting.ts";
import { wholePreset } from "./whole-preset.ts";

export interface Sample {
  readonly definition: ResourceDefinition;
  /** The required inputs. */
  readonly small: Plain;
  /** All inputs of the schema, at every depth. */
  readonly whole: Plain;
  /** Creates at the API what must exist first; returns the inputs for it. */
  readonly first?: (api: Caller) => Promise<Plain>;
  /** The input that gets the automatic name. */
  readonly nameKey?: "name" | "title" | "displayName";
  /** Creates another resource of that name, for kinds whose names need not be unique. */
  readonly makeAlike?: (api: Caller, name: string) => Promise<unknown>;
  /** The path of its creates, as a pattern for faults. */
  readonly path: string;
  /** Lists all resources of the kind at the API. */
  readonly held: (api: Caller, declared: Plain) => Promise<Plain[]>;
  /** The key of the id in an item of that list. */
  readonly idKey: "id" | "uid";
}

const inAccount = { accountId: ACCOUNT, adopt: "an-id" };
const inApp = { ...inAccount, appId: APP };
const hook = { url: "https://example.com/hook", events: ["livestreaming.statusUpdate"] };

export const samples: readonly Sample[] = [
  {
    definition: livestream,
    small: {},
    whole: { name: "keynote_1-a", keyVersion: "2", ...inApp },
    nameKey: "name",
    path: "/livestreams$",
    held: (api) => listed(api, `${KIT}/livestreams?per_page=100`),
    idKey: "id",
  },
  {
    definition: preset,
    small: {},
    whole: { name: "hosts", ...wholePreset(), ...inApp },
    nameKey: "name",
    path: "/presets$",
    held: (api) => listed(api, `${KIT}/presets?per_page=100`),
    idKey: "id",
  },
  {
    definition: liveInput,
    small: {},
    whole: {
      displayName: "the hub",
      enabled: false,
      preferLowLatency: true,
      recording: {
        mode: "automatic",
        timeoutSeconds: 30,
        requireSignedUrls: true,
        allowedOrigins: ["example.com", "*.example.org"],
        hideLiveViewerCount: true,
      },
      deleteRecordingAfterDays: 45,
      defaultCreator: "somebody",
      ...inAccount,
    },
    nameKey: "displayName",
    makeAlike: ({ api }, name) => api("POST", STREAM, { meta: { name } }),
    path: "/live_inputs$",
    held: (api) => listed(api, STREAM),
    idKey: "uid",
  },
  {
    definition: restreamTarget,
    small: { liveInputId: "a-hub", platform: "youtube", streamKey: "yt-key-12345678" },
    whole: {
      liveInputId: "66be4bf738797e01e1fca35a7bdecdcd",
      platform: "youtube",
      url: "rtmps://ingest.example.com/live2",
      streamKey: "abcd-efgh-ijkl",
      enabled: false,
      ...inAccount,
    },
    first: async (api) => ({ liveInputId: await hub(api) }),
    path: "/outputs$",
    held: (api, { liveInputId }) => listed(api, `${STREAM}/${String(liveInputId)}/outputs`),
    idKey: "uid",
  },
  {
    definition: app,
    small: {},
    whole: { name: "events", ...inAccount },
    nameKey: "name",
    path: "/apps$",
    // Without the one that exists from the start.
    held: async (api) =>
      (await listed(api, `${APPS}?per_page=1000`)).filter(({ id }) => id !== APP),
    idKey: "id",
  },
  {
    definition: meeting,
    small: {},
    whole: { ...wholeMeeting, ...inApp },
    nameKey: "title",
    makeAlike: ({ api }, title) => api("POST", `${KIT}/meetings`, { title }),
    path: "/meetings$",
    held: (api) => listed(api, `${KIT}/meetings?per_page=100`),
    idKey: "id",
  },
  {
    definition: webhook,
    small: hook,
    whole: {
      name: "status",
      url: "https://example.com/whole",
      events: ["livestreaming.statusUpdate", "meeting.started"],
      enabled: false,
      ...inApp,
    },
    nameKey: "name",
    makeAlike: ({ api }, name) =>
      api("POST", `${KIT}/webhooks`, { ...hook, name, url: "https://example.com/other" }),
    path: "/webhooks$",
    held: (api) => listed(api, `${KIT}/webhooks`),
    idKey: "id",
  },
];

/** The sample of a kind. */
export function sampleOf(name: string): Sample {
  const found = samples.find(({ definition }) => definition.name === name);
  if (!found) throw new Error(`no sample of a ${name}`);
  return found;
}

/** The required inputs, after creating what must exist first. */
export async function declare({ small, first }: Sample, api: Caller): Promise<Plain> {
  return { ...small, ...(await first?.(api)) };
}

/** The sorted ids of all resources of the kind at the API. */
export async function heldIds(
  { held, idKey }: Sample,
  api: Caller,
  declared: Plain,
): Promise<string[]> {
  return (await held(api, declared)).map((each) => String(each[idKey])).toSorted();
}

/** The kind with an article, for test names. */
export function one({ name }: ResourceDefinition): string {
  return `${/^[AEIOU]/.test(name) ? "an" : "a"} ${name}`;
}
