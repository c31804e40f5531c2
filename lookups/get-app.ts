import type * as pulumi from "@pulumi/pulumi";
import { BaseApps } from "cloudflare/resources/realtime-kit/apps";
import type { RequireExactlyOne } from "type-fest";
import * as z from "zod";
import type { Inputs } from "../components/resource.ts";
import { pagesOf } from "../provider/client/reading.ts";
import {
  idOrName,
  inAccount,
  invoke,
  invokeOutput,
  type Lookup,
  type LookupOutputOptions,
  nothing,
  NothingFound,
  findUnique,
} from "./lookup.ts";

const schema = z.strictObject({
  /** The ID of the app (a UUID). Set either `id` or `name`. */
  id: z.string().min(1).optional(),
  /** The complete name of the app, case-sensitive. Several apps can have the same name. Set either `id` or `name`. */
  name: z.string().min(1).optional(),
  ...inAccount,
});

/** Arguments for {@link getApp}. */
export type GetAppArgs = RequireExactlyOne<z.input<typeof schema>, "id" | "name">;

/** The result of {@link getApp}. */
export interface GetAppResult {
  /** The ID of the app (a UUID). Use it as `appId` of other resources. */
  readonly id: string;
  /** The name of the app; empty if it has none. */
  readonly name: string;
  /** The creation time in ISO 8601 format; absent if the API does not return it. */
  readonly createdAt?: string | undefined;
}

const item = z.looseObject({
  id: z.string().min(1),
  name: z.string().nullish(),
  created_at: z.string().nullish(),
});

export const lookup: Lookup<typeof schema, GetAppResult> = {
  name: "getApp",
  schema,
  conflicts: idOrName,
  read: async (api, { id, name, accountId }) => {
    // The API has no call for one app, and does not document what its `search` matches.
    const apps = await pagesOf(item, "GET apps", (page) =>
      api.use(BaseApps).get({ account_id: accountId, ...page }),
    );
    const where = `account ${accountId}`;
    const found =
      id === undefined
        ? findUnique(apps, name ?? "", "app", where)
        : apps.find((app) => app.id === id);
    if (!found) throw new NothingFound(nothing(apps, { id: id ?? "" }, "app", where));
    return { id: found.id, name: found.name ?? "", createdAt: found.created_at ?? undefined };
  },
};

/**
 * Looks up a RealtimeKit app in the account.
 *
 * @throws pulumi.RunError if there is no such app, if several have the name (the error lists their IDs),
 *   or if the API returns an error
 *
 * @example
 * const { id } = await getApp({ name: "Conference" });
 */
export function getApp(args: GetAppArgs): Promise<GetAppResult> {
  return invoke(lookup, args);
}

/** Like {@link getApp}, for arguments that are outputs. In a preview, the result is unknown if one of them is. */
export function getAppOutput(
  args: Inputs<GetAppArgs>,
  opts: LookupOutputOptions = {},
): pulumi.Output<GetAppResult> {
  return invokeOutput(lookup, args, opts);
}
