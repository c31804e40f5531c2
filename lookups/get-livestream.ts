import type * as pulumi from "@pulumi/pulumi";
import type { RequireExactlyOne } from "type-fest";
import * as z from "zod";
import type { Inputs } from "../components/resource.ts";
import type { GetLivestreamResult } from "./livestream-results.ts";
import { allLivestreams, readLivestream } from "./livestreams-at-api.ts";
import {
  idOrName,
  inApp,
  invoke,
  invokeOutput,
  type Lookup,
  type LookupOutputOptions,
  nothing,
  NothingFound,
  findUnique,
} from "./lookup.ts";

const schema = z.strictObject({
  /** The ID of the livestream (a UUID). Set either `id` or `name`. */
  id: z.string().min(1).optional(),
  /**
   * The complete name of the livestream, case-sensitive, or the logical name in its automatic name, such
   * as `keynote` for `keynote-456fc80`. Includes the livestreams of meetings. If several match, the
   * lookup fails and lists their IDs. Set either `id` or `name`.
   */
  name: z.string().min(1).optional(),
  ...inApp,
});

/** Arguments for {@link getLivestream}. */
export type GetLivestreamArgs = RequireExactlyOne<z.input<typeof schema>, "id" | "name">;

export const lookup: Lookup<typeof schema, GetLivestreamResult> = {
  name: "getLivestream",
  schema,
  secret: ["streamKey", "ingestUrl"],
  conflicts: idOrName,
  read: async (api, args) => {
    const { name, ...place } = args;
    const where = `app ${args.appId}`;
    const id =
      args.id ?? findUnique(await allLivestreams(api, place), name ?? "", "livestream", where).id;
    const found = await readLivestream(api, id, place);
    if (found) return found;
    // If the app does not exist, the list fails with a better error.
    throw new NothingFound(nothing(await allLivestreams(api, place), { id }, "livestream", where));
  },
};

/**
 * Looks up the current status, seconds and sessions of a livestream. They are not stored in the state,
 * so they never appear as a change. The stream key is plain text: wrap it in `pulumi.secret` before you
 * use it in a resource or a stack output, or use {@link getLivestreamOutput}.
 *
 * @throws pulumi.RunError if there is no such livestream, if several have the name (the error lists
 *   their IDs), or if the API returns an error
 *
 * @example
 * const { status, viewerSeconds } = await getLivestream({ name: "keynote" });
 */
export function getLivestream(args: GetLivestreamArgs): Promise<GetLivestreamResult> {
  return invoke(lookup, args);
}

/**
 * Like {@link getLivestream}, for arguments that are outputs, such as the ID of a resource. In a preview,
 * the result is unknown if an argument is unknown or its resource does not exist yet. Only `streamKey`
 * and `ingestUrl` are secret.
 *
 * @example
 * const keynote = new Livestream("keynote");
 * export const status = getLivestreamOutput({ id: keynote.id }).status;
 */
export function getLivestreamOutput(
  args: Inputs<GetLivestreamArgs>,
  opts: LookupOutputOptions = {},
): pulumi.Output<GetLivestreamResult<pulumi.Output<string>>> {
  return invokeOutput(lookup, args, opts);
}
