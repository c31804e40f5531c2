import type * as pulumi from "@pulumi/pulumi";
import { BaseLivestreams } from "cloudflare/resources/realtime-kit/livestreams";
import type { RequireExactlyOne } from "type-fest";
import * as z from "zod";
import type { Inputs } from "../components/resource.ts";
import { answer } from "../provider/client/errors.ts";
import type { Api } from "../provider/client/api.ts";
import { PER_PAGE } from "../provider/client/reading.ts";
import {
  allLivestreams,
  livestreamItem,
  type LivestreamSummary,
  summaryOf,
  withSecrets,
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
  /** The livestream's id (a UUID). This or `name`. */
  id: z.string().min(1).optional(),
  /**
   * The livestream's name, whole and with its capitals, or the logical name of which its automatic
   * name was made: `keynote` for `keynote-456fc80`; those of meetings count as well. Several may match,
   * which is an error that lists their ids. This or `id`.
   */
  name: z.string().min(1).optional(),
  ...inApp,
});

/** Which livestream {@link getLivestream} looks for. */
export type GetLivestreamArgs = RequireExactlyOne<z.input<typeof schema>, "id" | "name">;

/** One time on air; times in ISO format, each absent where it has not come or the API does not say. */
export interface LivestreamSession {
  /** Its id (a UUID). */
  readonly id: string;
  /** The livestream that was on air. */
  readonly livestreamId?: string | undefined;
  /** When it was asked for. */
  readonly invokedTime?: string | undefined;
  /** When it began. */
  readonly startedTime?: string | undefined;
  /** When it ended; absent while it is on air. */
  readonly stoppedTime?: string | undefined;
  /** How many seconds of picture came in, or the meeting was streamed. */
  readonly ingestSeconds: number;
  /** How many seconds all viewers together have watched. */
  readonly viewerSeconds: number;
  /** What went wrong, in the API's words. */
  readonly errMessage?: string | undefined;
  /** When the API made its record of it. */
  readonly createdAt?: string | undefined;
  /** When that record last changed. */
  readonly updatedAt?: string | undefined;
}

/** A livestream, as {@link getLivestream} finds it. */
export interface GetLivestreamResult<Key = string> extends LivestreamSummary<Key> {
  /**
   * How many seconds of picture came in. The API's details come in two forms: flat (RealtimeKit's
   * page), which tells the seconds of the livestream, and nested (the official SDK's types), which
   * tells those of `sessions`; of that form this is their sum.
   */
  readonly ingestSeconds: number;
  /** How many seconds all viewers together have watched; of the same sessions as `ingestSeconds`. */
  readonly viewerSeconds: number;
  /**
   * The sessions that the API shows, of all pages, in its order: of the flat form none but the active
   * one; of the nested form one by the SDK's types, which is the latest, or as many as it gives.
   */
  readonly sessions: LivestreamSession[];
  /** How many sessions there were, whether shown or not; absent in the flat form, which does not say. */
  readonly sessionCount?: number | undefined;
  /** The session that is on air; absent where none is. */
  readonly activeSession?: LivestreamSession | undefined;
}

const optional = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);

/** A number, or, for the session on air, text (SDK's types). */
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

/** Typed as one, and paged as if there were many: both are read. */
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

/** Details come flat (page) or nested (SDK's types). */
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

const lookup: Lookup<typeof schema, GetLivestreamResult> = {
  name: "getLivestream",
  schema,
  conflicts: idOrName,
  read: async (api, args) => {
    const { name, ...place } = args;
    const where = `app ${args.appId}`;
    const id =
      args.id ?? findUnique(await allLivestreams(api, place), name ?? "", "livestream", where).id;
    const found = await orAbsent(detailsOf(api, id, place));
    // The list tells by failing where it is the app that is not there.
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
  for (let page = 1; ; page++) {
    const query = { account_id: accountId, app_id: appId, page_no: page, per_page: PER_PAGE };
    const body = await api.use(BaseLivestreams).getLivestreamSessionForLivestreamID(id, query);
    const { data } = answer(details, body, `GET livestream ${id}`);
    const before = shown.size;
    for (const each of data.shown) shown.set(each.id, each);
    // A page that brings nothing new is the end, whatever the count says: it may show but the latest.
    if (shown.size === before || shown.size >= (data.count ?? 0))
      return { ...data, shown: [...shown.values()] };
  }
}

/** Without a picture there is no session to ask for. */
function canBeOnAir(status: string): boolean {
  return status !== "OFFLINE" && status !== "IDLE";
}

/** The session on air; a livestream that has none is answered with 404. */
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
 * Looks up one livestream as it is now: status, seconds, sessions. None of it is in the state, so it
 * never shows as a change of a resource.
 * The stream key is plain text here: wrap it with `pulumi.secret` before it goes into a resource or a
 * stack output, or use {@link getLivestreamOutput}.
 *
 * @throws pulumi.RunError where there is none, where several have the name (with their ids), and
 *   where the API refuses
 *
 * @example
 * const { status, viewerSeconds } = await getLivestream({ name: "keynote" });
 */
export function getLivestream(args: GetLivestreamArgs): Promise<GetLivestreamResult> {
  return invoke(lookup, args);
}

/**
 * {@link getLivestream} for arguments that are outputs, as a resource's id; unknown in a preview where
 * one of them is, or where their resource is not made yet.
 * `streamKey` and `ingestUrl` are secret outputs of their own, and the rest can be read.
 *
 * @example
 * const keynote = new Livestream("keynote");
 * export const status = getLivestreamOutput({ id: keynote.id }).status;
 */
export function getLivestreamOutput(
  args: Inputs<GetLivestreamArgs>,
  opts: LookupOutputOptions = {},
): pulumi.Output<GetLivestreamResult<pulumi.Output<string>>> {
  return invokeOutput(lookup, args, opts, withSecrets);
}
