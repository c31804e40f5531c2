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
  /** The app's id (a UUID). This or `name`. */
  id: z.string().min(1).optional(),
  /** The app's name, whole and with its capitals. The API lets several have one name. This or `id`. */
  name: z.string().min(1).optional(),
  ...inAccount,
});

/** Which app {@link getApp} looks for. */
export type GetAppArgs = RequireExactlyOne<z.input<typeof schema>, "id" | "name">;

/** An app, as {@link getApp} finds it. */
export interface GetAppResult {
  /** Its id (a UUID), which every livestream, preset and meeting in it is reached by. */
  readonly id: string;
  /** Its name; empty where it has none. */
  readonly name: string;
  /** When it was made, in ISO format; absent where the API does not say. */
  readonly createdAt?: string | undefined;
}

const item = z.looseObject({
  id: z.string().min(1),
  name: z.string().nullish(),
  created_at: z.string().nullish(),
});

const lookup: Lookup<typeof schema, GetAppResult> = {
  name: "getApp",
  schema,
  conflicts: idOrName,
  read: async (api, { id, name, accountId }) => {
    // The API has no call for one app. Its `search` is not used: what it matches is not documented.
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
 * Looks up one RealtimeKit app of the account.
 *
 * @throws pulumi.RunError where there is none, where several have the name (with their ids), and
 *   where the API refuses
 *
 * @example
 * const { id } = await getApp({ name: "Conference" });
 */
export function getApp(args: GetAppArgs): Promise<GetAppResult> {
  return invoke(lookup, args);
}

/** {@link getApp} for arguments that are outputs; unknown in a preview where one of them is. */
export function getAppOutput(
  args: Inputs<GetAppArgs>,
  opts: LookupOutputOptions = {},
): pulumi.Output<GetAppResult> {
  return invokeOutput(lookup, args, opts, (found) => found);
}
