/**
 * Meeting: a RealtimeKit meeting, which can be recorded and livestreamed.
 *
 * | method | call |
 * | ------ | ---- |
 * | create | GET …/meetings (is there one from a lost create?), POST …/meetings |
 * | read   | GET …/meetings/{id} |
 * | update | GET and PATCH …/meetings/{id}, or PUT to remove a value |
 * | delete | PATCH …/meetings/{id} `{ status: INACTIVE }`: the API has no delete |
 */
import { BaseMeetings } from "cloudflare/resources/realtime-kit/meetings";
import * as z from "zod";
import { equal, merge, without } from "../../schema/compare.ts";
import { answer } from "../../client/errors.ts";
import type { Api } from "../../client/api.ts";
import {
  APP_REFERENCE,
  type ResourceState,
  inApp,
  type ResourceDefinition,
  REPLACE_IN_APP,
} from "../../engine/definition.ts";
import { meetingSchema } from "./inputs.ts";
import { ONCE } from "../../client/once.ts";
import { confirmGone as confirmGoneFrom, pagesOf, unlessGone } from "../../client/reading.ts";
import { review } from "./review.ts";
import { keysOf } from "../../schema/schema.ts";
import { fromWire, toWire } from "../../client/wire.ts";

/** The outputs of a meeting. */
export const meetingOutputs = z.object({
  /** The title of the meeting. */
  title: z.string(),
  /** ACTIVE if participants can join the meeting, otherwise INACTIVE. */
  status: z.enum(["ACTIVE", "INACTIVE"]),
});

type Inputs = z.output<typeof meetingSchema> & {
  title: string;
  accountId: string;
  appId: string;
};

export const meeting = {
  name: "Meeting",
  inputs: meetingSchema,
  outputs: meetingOutputs,
  section: {
    name: "meetings",
    references: APP_REFERENCE,
    exports: ["title", "status"],
  } as const,
  // Application servers create meetings, often many.
  adoption: { offered: "on request" },
  review,
  replaceOnChanges: REPLACE_IN_APP,
  nameInput: { key: "title", twice: "allowed" },
  computedDefaults: {},
  describe: ({ title, appId }) => `a meeting titled ${JSON.stringify(title)} in app ${appId}`,
  list: async (api, where, options) => {
    const found = await all(api, where, options);
    return found.map(({ id, title, status }) => ({
      id,
      name: title ?? undefined,
      retired: status === "INACTIVE",
    }));
  },
  create: async (api, inputs) => {
    const { status, ...settings } = wire(inputs);
    const params = { ...settings, account_id: inputs.accountId };
    const answered = await api.use(BaseMeetings).create(inputs.appId, params, ONCE);
    const made = toState(answer(single, answered, "POST meetings").data);
    if (status === made.inputs.status) return made;
    await patch(api, made.id, inputs, { status });
    return { ...made, outputs: { ...made.outputs, status } };
  },
  read: (api, id, where) =>
    unlessGone(
      async () => toState(await get(api, id, where)),
      () => confirmGone(api, id, where),
    ),
  update: async (api, id, inputs, before) => {
    const held = onlyFields(await get(api, id, inputs));
    const wanted = wire(inputs);
    const kept = merge(held, wanted);
    const next = without(kept, wire(before), wanted) as Record<string, unknown>;
    const changed = Object.entries(next).filter(([key, value]) => !equal(held[key], value));
    // PATCH keeps values that are not sent, such as storage keys that cannot be read; only PUT removes values.
    if (equal(kept, next)) await patch(api, id, inputs, Object.fromEntries(changed));
    else await replace(api, id, inputs, next, held.status);
    return { id, inputs: {}, outputs: { title: inputs.title, status: inputs.status } };
  },
  delete: (api, id, where) => patch(api, id, where, { status: "INACTIVE" }),
  confirmGone,
  retainedMessage: (id, { title }) =>
    `The meeting ${title} (${id}) is now INACTIVE, and participants can no longer join it. The API cannot delete meetings.`,
} satisfies ResourceDefinition<Inputs>;

type Where = Pick<Inputs, "accountId" | "appId">;

const item = z.looseObject({
  id: z.string().min(1),
  title: z.string().nullish(),
  status: z.string().nullish(),
});

const single = z.object({ data: item });

function paramsOf({ accountId, appId }: Where) {
  return { account_id: accountId, app_id: appId };
}

async function get(api: Api, id: string, where: Where): Promise<z.output<typeof item>> {
  return answer(
    single,
    await api.use(BaseMeetings).getMeetingByID(id, paramsOf(where)),
    `GET meeting ${id}`,
  ).data;
}

function confirmGone(api: Api, id: string, where: Where): Promise<void> {
  return confirmGoneFrom(() => all(api, where, { fresh: true }), id, "meeting");
}

/** All meetings of an app, including the inactive ones. */
function all(api: Api, { accountId, appId }: Where, options?: { fresh: boolean }) {
  const load = () =>
    pagesOf(item, "GET meetings", (page) =>
      api.use(BaseMeetings).get(appId, { account_id: accountId, ...page }),
    );
  return api.list(`meetings ${accountId}/${appId}`, load, options);
}

type Settings = Record<string, unknown>;

async function patch(api: Api, id: string, where: Where, settings: Settings): Promise<void> {
  if (Object.keys(settings).length === 0) return;
  await api.use(BaseMeetings).updateMeetingByID(id, { ...settings, ...paramsOf(where) });
}

/** PUT accepts everything except the status. */
async function replace(
  api: Api,
  id: string,
  where: Where,
  wanted: Settings,
  statusBefore: unknown,
): Promise<void> {
  const { status, ...settings } = wanted;
  await api.use(BaseMeetings).replaceMeetingByID(id, { ...settings, ...paramsOf(where) });
  if (status !== statusBefore) await patch(api, id, where, { status });
}

/** The inputs that are fields of the API. */
const FIELDS = keysOf(meetingSchema).filter((key) => !(key in inApp) && key !== "adopt");

/** The request body. */
function wire(inputs: Partial<Inputs>): Settings {
  const fields = Object.entries(inputs).filter(([key]) => FIELDS.includes(key));
  return toWire(meetingSchema, Object.fromEntries(fields)) as Settings;
}

/** The fields that can be sent, as the API holds them, including values that our schema does not know. */
function onlyFields(found: Settings): Settings {
  const names = Object.keys(wire(Object.fromEntries(FIELDS.map((key) => [key, key]))));
  return Object.fromEntries(Object.entries(found).filter(([key]) => names.includes(key)));
}

function toState(found: z.output<typeof item>): ResourceState {
  const held = fromWire(meetingSchema, found) as Record<string, unknown>;
  // Older responses omit the settings that are off.
  const off = {
    liveStreamOnStart: false,
    recordOnStart: false,
    persistChat: false,
    transcribeOnEnd: false,
    summarizeOnEnd: false,
  };
  const inputs = Object.fromEntries(
    FIELDS.map((key) => [key, held[key] ?? off[key as keyof typeof off]]),
  );
  return {
    id: found.id,
    inputs: { ...inputs, status: held.status ?? "ACTIVE", title: found.title ?? undefined },
    outputs: { title: found.title ?? "", status: held.status ?? "ACTIVE" },
  };
}
