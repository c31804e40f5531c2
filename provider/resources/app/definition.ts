/**
 * App: a RealtimeKit app, which contains livestreams, presets, meetings and webhooks.
 *
 * | method | call |
 * | ------ | ---- |
 * | create | GET …/apps (is there one with this name?), POST …/apps |
 * | read   | GET …/apps: there is no GET of one |
 * | update | none: the API has no rename |
 * | delete | none: the API has no delete; the app stays |
 */
import { BaseApps } from "cloudflare/resources/realtime-kit/apps";
import * as z from "zod";
import { answer } from "../../client/errors.ts";
import type { Api } from "../../client/api.ts";
import {
  adoptable,
  type ResourceState,
  inAccount,
  type ResourceDefinition,
  REPLACE_IN_ACCOUNT,
} from "../../engine/definition.ts";
import { ONCE } from "../../client/once.ts";
import { confirmGone as confirmGoneFrom, listed, pagesOf } from "../../client/reading.ts";
import { review } from "./review.ts";
import { group } from "../../schema/schema.ts";

/** The inputs of an app. */
export const appSchema = group({
  /**
   * The name of the app. Default: the logical name and a random suffix. Changing this replaces the
   * resource: the API cannot rename apps. If an app with this name already exists, create fails and
   * explains how to adopt it. The API cannot delete apps, so for short-lived stacks, set a name and
   * `adopt: true`.
   */
  name: z.string().min(1).optional(),
  ...inAccount,
  ...adoptable,
});

/** The outputs of an app. */
export const appOutputs = z.object({
  /** The name of the app. */
  name: z.string(),
});

type Inputs = z.output<typeof appSchema> & { name: string; accountId: string };

export const app = {
  name: "App",
  inputs: appSchema,
  outputs: appOutputs,
  section: { name: "apps", exports: ["name"] } as const,
  // `adopt` looks for everything else inside one app.
  adoption: { offered: "never" },
  review,
  unique: ["name"],
  replaceOnChanges: { name: "the API cannot rename it", ...REPLACE_IN_ACCOUNT },
  nameInput: { key: "name", twice: "refused by us" },
  computedDefaults: {},
  describe: ({ name, accountId }) => `an app named ${JSON.stringify(name)} in account ${accountId}`,
  list: appsOf,
  create: async (api, { accountId, name }) => {
    const made = await api.use(BaseApps).post({ account_id: accountId, name }, ONCE);
    return toState(answer(single, made, "POST apps").data.app);
  },
  read: async (api, id, where) => {
    const found = await listed(
      (options) => appsOf(api, where, options),
      (each) => each.id === id,
    );
    return found && toState(found);
  },
  confirmGone: (api, id, where) =>
    confirmGoneFrom(() => appsOf(api, where, { fresh: true }), id, "app"),
  retainedMessage: (id, { name }) =>
    `The app ${name} (${id}) is no longer managed, but it still exists with everything in it, because the API cannot delete apps.`,
} satisfies ResourceDefinition<Inputs>;

const item = z.looseObject({ id: z.string().min(1), name: z.string() });

const single = z.object({ data: z.object({ app: item }) });

/** All apps of an account. */
function appsOf(api: Api, { accountId }: Pick<Inputs, "accountId">, options?: { fresh: boolean }) {
  const load = () =>
    pagesOf(item, "GET apps", (page) => api.use(BaseApps).get({ account_id: accountId, ...page }));
  return api.list(`apps ${accountId}`, load, options);
}

function toState({ id, name }: z.output<typeof item>): ResourceState {
  return { id, inputs: { name }, outputs: { name } };
}
