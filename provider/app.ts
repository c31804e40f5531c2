/**
 * App: a RealtimeKit app, in which livestreams, presets, meetings and webhooks live.
 *
 * | method | call |
 * | ------ | ---- |
 * | create | GET …/apps (is the name there? then it is taken over), POST …/apps |
 * | read   | GET …/apps: there is no GET of one |
 * | update | none: the API has no rename |
 * | delete | none: the API has no delete; the app is forgotten |
 */
import { BaseApps } from "cloudflare/resources/realtime-kit/apps";
import * as z from "zod";
import { answer } from "./mechanism/errors.ts";
import type { Api } from "./mechanism/http.ts";
import {
  adoptable,
  type Held,
  inAccount,
  type Kind,
  REPLACE_IN_ACCOUNT,
} from "./mechanism/kind.ts";
import { stableName } from "./mechanism/names.ts";
import { ONCE } from "./mechanism/once.ts";
import { listed, pagesOf } from "./mechanism/reading.ts";
import { group } from "./mechanism/schema.ts";

/** What may be declared of an app. */
export const appSchema = group({
  /**
   * Its name. Default: the logical name and a short hash of project, stack and logical name. An app
   * of that name that exists already is taken over: apps can neither be renamed nor deleted, so a
   * second one of the same name would stay for ever. A change replaces.
   */
  name: z.string().min(1).optional(),
  ...inAccount,
  ...adoptable,
});

type Inputs = z.output<typeof appSchema> & { name: string; accountId: string };

export const app: Kind<Inputs> = {
  name: "App",
  schema: appSchema,
  outputs: { name: "plain" },
  unique: ["name"],
  replaceOn: { name: "the API has no rename", ...REPLACE_IN_ACCOUNT },
  fallbacks: { name: { from: [], value: (_, by) => stableName(by) } },
  identity: ({ name, accountId }) => `an app named ${JSON.stringify(name)} in account ${accountId}`,
  find: async (api, inputs, options) => {
    const named = (await appsOf(api, inputs, options)).filter(({ name }) => name === inputs.name);
    return named.map(({ id }) => ({ id, is: "ours" }));
  },
  make: async (api, { accountId, name }) => {
    const made = await api.use(BaseApps).post({ account_id: accountId, name }, ONCE);
    return hold(answer(single, made, "POST apps").data.app);
  },
  read: async (api, id, where) => {
    const found = await listed(
      (options) => appsOf(api, where, options),
      (each) => each.id === id,
    );
    return found && hold(found);
  },
  forgotten: (id, { name }) =>
    `The app ${name} (${id}) is no longer managed, but it stays with all that is in it: the API cannot delete apps.`,
};

const item = z.looseObject({ id: z.string().min(1), name: z.string() });

const single = z.object({ data: z.object({ app: item }) });

/** All apps of an account. */
function appsOf(api: Api, { accountId }: Pick<Inputs, "accountId">, options?: { fresh: boolean }) {
  const load = () =>
    pagesOf(item, "GET apps", (page) => api.use(BaseApps).get({ account_id: accountId, ...page }));
  return api.list(`apps ${accountId}`, load, options);
}

function hold({ id, name }: z.output<typeof item>): Held {
  return { id, inputs: { name }, outputs: { name } };
}
