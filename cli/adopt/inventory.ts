/** What the API holds: every list to its end, and every item whole. Only reads. */
import { BaseLivestreams } from "cloudflare/resources/realtime-kit/livestreams";
import { BaseMeetings } from "cloudflare/resources/realtime-kit/meetings";
import { BasePresets } from "cloudflare/resources/realtime-kit/presets";
import { BaseWebhooks } from "cloudflare/resources/realtime-kit/webhooks";
import { BaseLiveInputs } from "cloudflare/resources/stream/live-inputs/live-inputs";
import { BaseOutputs } from "cloudflare/resources/stream/live-inputs/outputs";
import pMap, { pMapSkip } from "p-map";
import * as z from "zod";
import { isPlain } from "../../provider/schema/compare.ts";
import { answer, explain, statusOf } from "../../provider/client/errors.ts";
import type { Api } from "../../provider/client/api.ts";
import type { ResourceState } from "../../provider/engine/definition.ts";
import { pagesOf, unpaged } from "../../provider/client/reading.ts";
import { kindOf, type SectionName } from "./kinds.ts";

export interface Scope {
  readonly accountId: string;
  readonly appId: string;
}

/** One thing as the API has it. */
export interface Item {
  readonly section: SectionName;
  readonly id: string;
  /** Its name there; empty where it has none. */
  readonly title: string;
  readonly held: ResourceState;
  /** `project/stack/logical name` that a live input carries, where a stack has made it. */
  readonly mark?: string | undefined;
  /** The live input that a restream target hangs on. */
  readonly hub?: string;
}

export interface Inventory {
  readonly items: Item[];
  /** What could not be looked at, and why. */
  readonly notes: string[];
}

/** Found in a list, not read yet. */
type Listed = Omit<Item, "held"> & { readonly where: object };

/** How many items are read at the same time. */
const AT_ONCE = 20;

/** Everything that could be taken over, by section. */
export async function takeInventory(
  api: Api,
  place: Scope,
  { meetings }: { meetings: boolean },
): Promise<Inventory> {
  const notes: string[] = [];
  const livestreams = await livestreamsOf(api, place);
  const listed = [
    ...livestreams,
    ...(await presetsOf(api, place)),
    ...(await ofStream(api, place, livestreams, notes)),
    ...(await webhooksOf(api, place)),
    ...(meetings ? await meetingsOf(api, place) : []),
  ];
  return { items: await readAll(api, listed), notes };
}

async function readAll(api: Api, listed: Listed[]): Promise<Item[]> {
  const read = async ({ where, ...one }: Listed) => {
    const held = await kindOf(one.section).read(api, one.id, where as never);
    // What is gone since the list was read is not there to be taken over.
    return held ? { ...one, held } : pMapSkip;
  };
  return await pMap(listed, read, { concurrency: AT_ONCE });
}

const named = z.looseObject({ id: z.string().min(1), name: z.string().nullish() });

const livestreamItem = named.extend({
  meeting_id: z.string().nullish(),
  playback_url: z.string().optional(),
});

/** Without those of meetings, which begin and end with them. */
async function livestreamsOf(api: Api, place: Scope): Promise<(Listed & { playback: string })[]> {
  const { accountId, appId } = place;
  const found = await pagesOf(livestreamItem, "GET livestreams", (page) =>
    api
      .use(BaseLivestreams)
      .getAllLivestreams(appId, { account_id: accountId, exclude_meetings: true, ...page }),
  );
  return found
    .filter(({ meeting_id }) => !meeting_id)
    .map(({ id, name, playback_url }) => ({
      ...{ section: "livestreams", id, title: name ?? "", where: place },
      playback: playback_url ?? "",
    }));
}

async function presetsOf(api: Api, place: Scope): Promise<Listed[]> {
  const found = await pagesOf(named, "GET presets", (page) =>
    api.use(BasePresets).get(place.appId, { account_id: place.accountId, ...page }),
  );
  return found.map(({ id, name }) => ({ section: "presets", id, title: name ?? "", where: place }));
}

async function webhooksOf(api: Api, place: Scope): Promise<Listed[]> {
  const found = await unpaged(named, "GET webhooks", () =>
    api.use(BaseWebhooks).getWebhooks(place.appId, { account_id: place.accountId }),
  );
  return found.map(({ id, name }) => ({
    ...{ section: "webhooks", id, title: name ?? "", where: place },
  }));
}

const meetingItem = z.looseObject({
  id: z.string().min(1),
  title: z.string().nullish(),
  status: z.string().nullish(),
});

/** Those that may be joined: INACTIVE is as far as a meeting can be deleted. */
async function meetingsOf(api: Api, place: Scope): Promise<Listed[]> {
  const found = await pagesOf(meetingItem, "GET meetings", (page) =>
    api.use(BaseMeetings).get(place.appId, { account_id: place.accountId, ...page }),
  );
  return found
    .filter(({ status }) => status !== "INACTIVE")
    .map(({ id, title }) => ({ section: "meetings", id, title: title ?? "", where: place }));
}

/** Live inputs and what hangs on them; a token that may not see Stream is no reason to show nothing. */
async function ofStream(
  api: Api,
  place: Scope,
  livestreams: { playback: string }[],
  notes: string[],
): Promise<Listed[]> {
  try {
    const inputs = await liveInputsOf(api, place, notes);
    // A livestream that is fed by a live input of this account: who destroyed that would end it.
    const own = inputs.filter(
      ({ id }) => !livestreams.some(({ playback }) => playback.includes(id)),
    );
    const targets = await Promise.all(own.map(({ id }) => targetsOf(api, place, id)));
    return [...own, ...targets.flat()];
  } catch (error) {
    if (statusOf(error) !== 403) throw error;
    notes.push(`Live inputs and restream targets are left out: ${explain(error, []).message}`);
    return [];
  }
}

const inputItem = z.looseObject({ uid: z.string().min(1), meta: z.unknown().optional() });

/** `{ liveInputs, total }` by the SDK's type; a bare array is taken as well. */
const inputs = z.union([
  z.array(inputItem).transform((liveInputs) => ({ liveInputs, total: undefined })),
  z.looseObject({ liveInputs: z.array(inputItem), total: z.number().optional() }),
]);

/** The list of live inputs has no pages; where it says that there are more, so do we. */
async function liveInputsOf(api: Api, { accountId }: Scope, notes: string[]): Promise<Listed[]> {
  const body = await api.use(BaseLiveInputs).list({ account_id: accountId });
  const { liveInputs, total = 0 } = answer(inputs, body, "GET live_inputs");
  if (total > liveInputs.length)
    notes.push(
      `The API lists ${liveInputs.length} of ${total} live inputs, and no more: take these over and run this again.`,
    );
  return liveInputs.map(({ uid, meta }) => {
    const { name, pulumi } = isPlain(meta) ? meta : {};
    return {
      ...{ section: "liveInputs", id: uid, title: text(name) ?? "", where: { accountId } },
      mark: text(pulumi),
    };
  });
}

const output = z.looseObject({ uid: z.string().min(1), url: z.string() });

async function targetsOf(api: Api, { accountId }: Scope, hub: string): Promise<Listed[]> {
  const page = await api.use(BaseOutputs).list(hub, { account_id: accountId });
  const found = answer(z.array(output), page.result, "GET outputs");
  const where = { accountId, liveInputId: hub };
  return found.map(({ uid }) => ({ section: "restreamTargets", id: uid, title: "", where, hub }));
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
