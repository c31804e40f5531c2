import type * as pulumi from "@pulumi/pulumi";
import type { RequireExactlyOne } from "type-fest";
import * as z from "zod";
import type { Inputs } from "../components/resource.ts";
import type { LivestreamSummary } from "./get-livestreams.ts";
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

/** A session of a livestream. Times are in ISO 8601 format, and absent if the API does not return them. */
export interface LivestreamSession {
  /** The ID of the session (a UUID). */
  readonly id: string;
  /** The ID of the livestream. */
  readonly livestreamId?: string | undefined;
  /** When the session was requested. */
  readonly invokedTime?: string | undefined;
  /** When the session started. */
  readonly startedTime?: string | undefined;
  /** When the session stopped; absent while it is live. */
  readonly stoppedTime?: string | undefined;
  /** The seconds of video received from the encoder or the meeting. */
  readonly ingestSeconds: number;
  /** The total seconds that all viewers watched. */
  readonly viewerSeconds: number;
  /** The error message of the API, if the session failed. */
  readonly errMessage?: string | undefined;
  /** When the API created its record of the session. */
  readonly createdAt?: string | undefined;
  /** When the API last updated its record of the session. */
  readonly updatedAt?: string | undefined;
}

/** The result of {@link getLivestream}. */
export interface GetLivestreamResult<Key = string> extends LivestreamSummary<Key> {
  /**
   * The seconds of video received. The API's response has one of two formats: flat (Cloudflare's
   * documentation), with the seconds of the livestream, or nested (types of the official SDK), with the
   * seconds of each session; in the nested format, this is the sum over `sessions`.
   */
  readonly ingestSeconds: number;
  /** The total seconds that all viewers watched, over the same sessions as `ingestSeconds`. */
  readonly viewerSeconds: number;
  /**
   * The sessions that the API returns, in its order: in the flat format only the live session; in the
   * nested format the latest session or more.
   */
  readonly sessions: LivestreamSession[];
  /** The total number of sessions, including those not in `sessions`; absent in the flat format. */
  readonly sessionCount?: number | undefined;
  /** The session that is live; absent if there is none. */
  readonly activeSession?: LivestreamSession | undefined;
}

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
