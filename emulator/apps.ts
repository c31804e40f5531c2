/**
 * Apps. An app cannot be renamed or deleted.
 *
 * GET  /accounts/{account}/realtime/kit/apps  list: page_no, per_page, search, sort_order
 * POST /accounts/{account}/realtime/kit/apps  create; its sub-routes work at once
 */
import { randomUUID } from "node:crypto";
import type { AppGetResponse, AppPostParams } from "cloudflare/resources/realtime-kit/apps";
import type { IsEqual } from "type-fest";
import { z } from "zod";
import type { EmulatorContext, Kind } from "./context.ts";
import { kitPage, kitSuccess } from "./envelope.ts";
import { pageOf, pageQuery } from "./paging.ts";
import type { Collection } from "./store.ts";
import { validate } from "./validation.ts";

type AppDocument = Required<AppGetResponse.Data>;

const appBody = z.strictObject({ name: z.string().min(1) });

// The body has the SDK's type.
true satisfies IsEqual<z.infer<typeof appBody>, Omit<AppPostParams, "account_id">>;

const listQuery = pageQuery.extend({
  search: z.string().default(""),
  sort_order: z.enum(["ASC", "DESC"]).default("ASC"),
});

/** All apps. */
export function appsOf({ store }: Pick<EmulatorContext, "store">): Collection<AppDocument> {
  return store.collection<AppDocument>("app");
}

/** A new app, not yet stored. */
export function newApp(id: string, name: string): AppDocument {
  return { id, name, created_at: new Date().toISOString() };
}

/** Adds the routes. */
export const addApps: Kind = (routes, emulator) => {
  const apps = appsOf(emulator);

  routes.get<{ Params: { account: string } }>("/realtime/kit/apps", (request) => {
    const { search, sort_order, ...page } = validate(listQuery, request.query);
    const found = apps
      .listed({ account: request.params.account, parent: "" }, emulator.quirks)
      .filter(({ name }) => name.toLowerCase().includes(search.toLowerCase()));
    if (sort_order === "DESC") found.reverse();
    const { items, paging } = pageOf(found, page, emulator.quirks);
    return kitPage(items, paging);
  });

  routes.post<{ Params: { account: string } }>("/realtime/kit/apps", (request, reply) => {
    const { name } = validate(appBody, request.body);
    const app = newApp(randomUUID(), name);
    apps.insert({ account: request.params.account, parent: "" }, app.id, app);
    return reply.code(emulator.quirks.kitCreated).send(kitSuccess({ app }));
  });
};
