/** Reads livestreams with their sessions, in each of the formats of the API. */
import {
  BaseLivestreams,
  type LivestreamGetAllLivestreamsParams,
} from "cloudflare/resources/realtime-kit/livestreams";
import * as z from "zod";
import type { Api } from "../provider/client/api.ts";
import { answer } from "../provider/client/errors.ts";
import { orAbsent, pager, pagesOf } from "../provider/client/reading.ts";
import { join } from "../provider/schema/addresses.ts";
import type {
  GetLivestreamResult,
  LivestreamSession,
  LivestreamSummary,
} from "./livestream-results.ts";
import type { Scope } from "./lookup.ts";

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? "");
const optional = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);

/** A livestream from the API. Details and lists have different fields (contract). */
export const livestreamItem = z.looseObject({
  id: z.string().min(1),
  name: text,
  status: z.string(),
  meeting_id: optional,
  // A boolean, or text by the SDK's types (contract).
  disabled: z
    .union([z.boolean(), z.stringbool()])
    .nullish()
    .transform((value) => value ?? undefined),
  ingest_server: text,
  stream_key: text,
  playback_url: text,
  created_at: optional,
  updated_at: optional,
});

/** Converts a livestream from the API. */
export function summaryOf(item: z.output<typeof livestreamItem>): LivestreamSummary {
  const { ingest_server: ingestServer, stream_key: streamKey } = item;
  return {
    id: item.id,
    name: item.name,
    status: item.status,
    meetingId: item.meeting_id,
    disabled: item.disabled,
    ingestServer,
    streamKey,
    ingestUrl: ingestServer && streamKey && join(ingestServer, streamKey),
    playbackUrl: item.playback_url,
    createdAt: item.created_at,
    updatedAt: item.updated_at,
  };
}

/** What a list can be restricted to. */
export type Query = Omit<LivestreamGetAllLivestreamsParams, "account_id" | "page_no" | "per_page">;

/** All livestreams of an app that match, as the API returns them. */
export function allLivestreams(api: Api, { accountId, appId }: Scope, query: Query = {}) {
  return pagesOf(livestreamItem, "GET livestreams", (page) =>
    api.use(BaseLivestreams).getAllLivestreams(appId, { account_id: accountId, ...query, ...page }),
  );
}

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

/** A livestream with its sessions; undefined if the API responds with 404. */
export async function readLivestream(
  api: Api,
  id: string,
  place: Scope,
): Promise<GetLivestreamResult | undefined> {
  const found = await orAbsent(detailsOf(api, id, place));
  if (!found) return undefined;
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
}

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
