/**
 * Webhook: a URL that receives the events of an app.
 *
 * | method | call |
 * | ------ | ---- |
 * | create | GET …/webhooks (does it exist?), POST …/webhooks |
 * | read   | GET …/webhooks, once for all webhooks of an app; GET …/webhooks/{id} of one that is not listed |
 * | update | PUT …/webhooks/{id}: the resource has all of its fields |
 * | delete | DELETE …/webhooks/{id} |
 */
import { BaseWebhooks } from "cloudflare/resources/realtime-kit/webhooks";
import * as z from "zod";
import { answer } from "../../client/errors.ts";
import type { Api } from "../../client/api.ts";
import {
  adoptable,
  APP_REFERENCE,
  type ResourceState,
  inApp,
  type ResourceDefinition,
  REPLACE_IN_APP,
} from "../../engine/definition.ts";
import { ONCE } from "../../client/once.ts";
import { confirmGone as confirmGoneFrom, unlessGone, unpaged } from "../../client/reading.ts";
import { review } from "./review.ts";
import { group, list } from "../../schema/schema.ts";

/** The events of an app (SDK's type). */
export const WEBHOOK_EVENTS = [
  "meeting.started",
  "meeting.ended",
  "meeting.participantJoined",
  "meeting.participantLeft",
  "meeting.chatSynced",
  "meeting.transcript",
  "meeting.summary",
  "recording.statusUpdate",
  "livestreaming.statusUpdate",
] as const;

/** The inputs of a webhook. */
export const webhookSchema = group({
  /** The name of the webhook. Default: the logical name and a random suffix. Can be changed in place. */
  name: z.string().min(1).optional(),
  /** The URL that receives a POST request for each event. Can be changed in place. */
  url: z.url({ protocol: /^https?$/, error: "use a URL that starts with https://" }),
  /** The events to send, at least one, in any order. Can be changed in place. */
  events: list(z.enum(WEBHOOK_EVENTS))
    .min(1)
    .transform((events) => [...new Set(events)].sort()),
  /** Whether events are sent. Default: true. Can be changed in place. */
  enabled: z.boolean().default(true),
  ...inApp,
  ...adoptable,
});

/** The outputs of a webhook. */
export const webhookOutputs = z.object({
  /** The name of the webhook. */
  name: z.string(),
  /** The URL that receives a POST request for each event. */
  url: z.string(),
  /** The events to send, sorted. */
  events: z.array(z.enum(WEBHOOK_EVENTS)),
  /** Whether events are sent. */
  enabled: z.boolean(),
});

type Inputs = z.output<typeof webhookSchema> & { name: string; accountId: string; appId: string };

export const webhook = {
  name: "Webhook",
  inputs: webhookSchema,
  outputs: webhookOutputs,
  section: {
    name: "webhooks",
    references: APP_REFERENCE,
    exports: ["name", "url", "enabled"],
  } as const,
  review,
  unique: ["name", "url"],
  replaceOnChanges: REPLACE_IN_APP,
  nameInput: { key: "name", twice: "refused by us" },
  computedDefaults: {},
  describe: ({ name, url, appId }) =>
    `a webhook named ${JSON.stringify(name)} to ${url} in app ${appId}`,
  list: all,
  // Two with the same name and URL would send every event twice.
  clash: ({ name, url }, inputs) =>
    name !== inputs.name ? undefined : url === inputs.url ? "taken" : "alike",
  create: async (api, inputs) => {
    const params = { ...settingsOf(inputs), account_id: inputs.accountId };
    const made = await api.use(BaseWebhooks).createWebhook(inputs.appId, params, ONCE);
    return toState(answer(single, made, "POST webhooks").data);
  },
  read: async (api, id, where) => {
    const found = (await all(api, where)).find((each) => each.id === id);
    return found ? toState(found) : await one(api, id, where);
  },
  update: async (api, id, inputs) => {
    const params = { ...settingsOf(inputs), account_id: inputs.accountId, app_id: inputs.appId };
    const changed = await api.use(BaseWebhooks).replaceWebhook(id, params);
    return toState(answer(single, changed, `PUT webhook ${id}`).data);
  },
  delete: async (api, id, { accountId, appId }) => {
    await api.use(BaseWebhooks).deleteWebhook(id, { account_id: accountId, app_id: appId });
  },
  confirmGone,
} satisfies ResourceDefinition<Inputs>;

const item = z.looseObject({
  id: z.string().min(1),
  name: z.string(),
  url: z.string(),
  events: z.array(z.string()),
  enabled: z.boolean(),
});

const single = z.object({ data: item });

/** One that is not in the list is read by itself before it counts as deleted: the list may lag behind. */
async function one(api: Api, id: string, where: Where): Promise<ResourceState | undefined> {
  const params = { account_id: where.accountId, app_id: where.appId };
  return await unlessGone(
    async () => {
      const body = await api.use(BaseWebhooks).getWebhookByID(id, params);
      return toState(answer(single, body, `GET webhook ${id}`).data);
    },
    () => confirmGone(api, id, where),
  );
}

function confirmGone(api: Api, id: string, where: Where): Promise<void> {
  return confirmGoneFrom(() => all(api, where, { fresh: true }), id, "webhook");
}

type Where = Pick<Inputs, "accountId" | "appId">;

/** All webhooks of an app; the list has the complete items. */
function all(
  api: Api,
  { accountId, appId }: Pick<Inputs, "accountId" | "appId">,
  options?: { fresh: boolean },
) {
  const load = () =>
    unpaged(item, "GET webhooks", () =>
      api.use(BaseWebhooks).getWebhooks(appId, { account_id: accountId }),
    );
  return api.list(`webhooks ${accountId}/${appId}`, load, options);
}

function settingsOf({ name, url, events, enabled }: Inputs) {
  return { name, url, events, enabled };
}

function toState({ id, name, url, events, enabled }: z.output<typeof item>): ResourceState {
  const held = { name, url, events: [...events].sort(), enabled };
  return { id, inputs: held, outputs: held };
}
