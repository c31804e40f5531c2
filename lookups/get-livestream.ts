import type * as pulumi from "@pulumi/pulumi";
import { BaseLivestreams } from "cloudflare/resources/realtime-kit/livestreams";
import type { RequireExactlyOne } from "type-fest";
import * as z from "zod";
import type { Inputs } from "../components/resource.ts";
import { answer } from "../provider/client/errors.ts";
import type { Api } from "../provider/client/api.ts";
import { pager } from "../provider/client/reading.ts";
import {
  allLivestreams,
  livestreamItem,
  type LivestreamSummary,
  summaryOf,
} from "./get-livestreams.ts";
import {
  idOrName,
  inApp,
  invoke,
  invokeOutput,
  type Lookup,
  type LookupOutputOptions,
  nothing,
  NothingFound,
  orAbsent,
  type Scope,
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

const optional = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);

/** A number, or text for the live session (SDK's types). */
const seconds = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d+(\.\d+)?$/)
      .transform(Number),
  ])
  .nullish()
  .transform((value) => value ?? undefined);

const session = z.looseObject({
  id: z.string().min(1),
  livestream_id: optional,
  invoked_time: optional,
  started_time: optional,
  stopped_time: optional,
  ingest_seconds: seconds,
  viewer_seconds: seconds,
  err_message: optional,
  created_at: optional,
  updated_at: optional,
});

type SessionItem = z.output<typeof session>;

/** A single session by its type, but paged like a list: both are accepted. */
const sessions = z
  .union([z.array(session), session.transform((one) => [one])])
  .nullish()
  .transform((list) => list ?? []);

const nested = z.looseObject({
  livestream: livestreamItem,
  session: sessions,
  paging: z.object({ total_count: z.number().optional() }).nullish(),
});

const flat = livestreamItem.extend({ ingest_seconds: seconds, viewer_seconds: seconds });

/** Details come flat (Cloudflare's documentation) or nested (SDK's types). */
const details = z.object({
  data: z.union([
    nested.transform(({ livestream, session: shown, paging }) => ({
      livestream: { ...livestream, ingest_seconds: undefined, viewer_seconds: undefined },
      shown,
      count: paging?.total_count ?? shown.length,
    })),
    flat.transform((livestream) => ({ livestream, shown: [], count: undefined })),
  ]),
});

const active = z.object({ data: z.looseObject({ session: session.nullish() }) });

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
    const found = await orAbsent(detailsOf(api, id, place));
    // If the app does not exist, the list fails with a better error.
    if (!found)
      throw new NothingFound(
        nothing(await allLivestreams(api, place), { id }, "livestream", where),
      );
    const { livestream, count } = found;
    const onAir = canBeOnAir(livestream.status) && (await activeOf(api, id, place));
    const shown = new Map(found.shown.map((each) => [each.id, each]));
    if (onAir && !shown.has(onAir.id)) shown.set(onAir.id, onAir);
    const all = [...shown.values()].map(sessionOf);
    return {
      ...summaryOf(livestream),
      ingestSeconds: livestream.ingest_seconds ?? sum(all, "ingestSeconds"),
      viewerSeconds: livestream.viewer_seconds ?? sum(all, "viewerSeconds"),
      sessions: all,
      sessionCount: count,
      activeSession: onAir ? sessionOf(onAir) : undefined,
    };
  },
};

/** The livestream with the sessions of all pages. */
async function detailsOf(api: Api, id: string, { accountId, appId }: Scope) {
  const shown = new Map<string, SessionItem>();
  const params = { account_id: accountId, app_id: appId };
  const pageNumber = pager((page) =>
    api.use(BaseLivestreams).getLivestreamSessionForLivestreamID(id, { ...params, ...page }),
  );
  for (let page = 1; ; page++) {
    const { data } = answer(details, await pageNumber(page), `GET livestream ${id}`);
    const before = shown.size;
    for (const each of data.shown) shown.set(each.id, each);
    // A page without new sessions is the last one, even if the count is higher.
    if (shown.size === before || shown.size >= (data.count ?? 0))
      return { ...data, shown: [...shown.values()] };
  }
}

/** Without video there is no live session. */
function canBeOnAir(status: string): boolean {
  return status !== "OFFLINE" && status !== "IDLE";
}

/** The live session; the API responds with 404 if there is none. */
async function activeOf(
  api: Api,
  id: string,
  { accountId, appId }: Scope,
): Promise<SessionItem | undefined> {
  const params = { account_id: accountId, app_id: appId };
  const body = await orAbsent(
    api.use(BaseLivestreams).getActiveLivestreamsForLivestreamID(id, params),
  );
  if (body === undefined) return undefined;
  return answer(active, body, `GET active session of livestream ${id}`).data.session ?? undefined;
}

function sessionOf(item: SessionItem): LivestreamSession {
  return {
    id: item.id,
    livestreamId: item.livestream_id,
    invokedTime: item.invoked_time,
    startedTime: item.started_time,
    stoppedTime: item.stopped_time,
    ingestSeconds: item.ingest_seconds ?? 0,
    viewerSeconds: item.viewer_seconds ?? 0,
    errMessage: item.err_message,
    createdAt: item.created_at,
    updatedAt: item.updated_at,
  };
}

function sum(of: readonly LivestreamSession[], key: "ingestSeconds" | "viewerSeconds"): number {
  return of.reduce((total, one) => total + one[key], 0);
}

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
