/**
 * Livestreams and their sessions. A livestream cannot be changed or deleted, and names are not
 * unique. Paths below /accounts/{account}/realtime/kit/{app}:
 *
 * POST /livestreams                                  create (quirks: createLivestreamStatus, createLivestreamGone,
 *                                                    livestreamNameTaken, livestreamNamePattern)
 * GET  /livestreams                                  list: page_no, per_page, status, exclude_meetings,
 *                                                    sort_order, start_time, end_time (quirk: livestreamList)
 * GET  /livestreams/{id}                             details (quirk: livestreamDetails)
 * GET  /livestreams/{id}/active-livestream-session   the live session
 * GET  /livestreams/sessions/{session}               one session
 */
import type {
  LivestreamGetActiveLivestreamsForLivestreamIDResponse as ActiveResponse,
  LivestreamGetLivestreamSessionDetailsForSessionIDResponse as SessionResponse,
} from "cloudflare/resources/realtime-kit/livestreams";
import type { onRequestHookHandler } from "fastify";
import { z } from "zod";
import { appScope, type AppPath } from "./app-path.ts";
import type { EmulatorContext, Kind } from "./context.ts";
import { ApiError, kitPage, kitSuccess, missing, type Paging } from "./envelope.ts";
import {
  LivestreamStore,
  type LivestreamDocument,
  type SessionDocument,
} from "./livestream-store.ts";
import { isoTime, pageOf, pageQuery, queryFlag } from "./paging.ts";
import type { Quirks } from "./quirks.ts";
import type { Scope } from "./store.ts";
import { validate } from "./validation.ts";

/** The pattern of a livestream's name (contract). */
export const livestreamName = z
  .string()
  .regex(/^[a-zA-Z0-9-_]*$/, "only letters, digits, - and _ are allowed");

const createBody = z.strictObject({ name: livestreamName.nullish() });
const anyName = z.strictObject({ name: z.string().nullish() });

const listQuery = pageQuery.extend({
  status: z.enum(["LIVE", "IDLE", "OFFLINE", "ERRORED", "INVOKED"]).optional(),
  exclude_meetings: queryFlag.default(false),
  sort_order: z.enum(["ASC", "DSC"]).default("DSC"),
  start_time: isoTime.optional(),
  end_time: isoTime.optional(),
});

/** The status in responses. */
export function shownStatus({ status }: LivestreamDocument, quirks: Quirks) {
  return status === "OFFLINE" ? quirks.offlineStatus : status;
}

/** What the form of a livestream in responses depends on. */
type Shown = Pick<EmulatorContext, "quirks" | "endpoints">;

/** The response to a create, as in Cloudflare's documentation. */
function seedForm(livestream: LivestreamDocument, { quirks, endpoints }: Shown) {
  const { id, name, meeting_id, stream_key, playback_url } = livestream;
  const status = shownStatus(livestream, quirks);
  const ingest_server = endpoints.ingestServer;
  const playback = endpoints.playback(playback_url);
  return { id, name, status, meeting_id, ingest_server, stream_key, playback_url: playback };
}

/** A livestream in lists and in the SDK's nested details. */
export function itemForm(livestream: LivestreamDocument, shown: Shown) {
  const { created_at, updated_at } = livestream;
  const disabled = shown.quirks.disabled === "string" ? "false" : false;
  return { ...seedForm(livestream, shown), disabled, created_at, updated_at };
}

/** A session. Fields without a value are absent, as in the SDK's type. */
function sessionForm({ stopped_time, err_message, ...session }: SessionDocument) {
  return {
    ...session,
    ...(stopped_time !== null && { stopped_time }),
    ...(err_message !== null && { err_message }),
  };
}

function detailsForm(
  livestream: LivestreamDocument,
  sessions: readonly SessionDocument[],
  paging: Paging,
  shown: Shown,
) {
  if (shown.quirks.livestreamDetails === "seed") {
    const sum = (of: "ingest_seconds" | "viewer_seconds") =>
      sessions.reduce((total, session) => total + session[of], 0);
    return {
      ...seedForm(livestream, shown),
      ingest_seconds: sum("ingest_seconds"),
      viewer_seconds: sum("viewer_seconds"),
    };
  }
  // The SDK's type has a single session: the latest.
  const latest = sessions.at(-1);
  return {
    livestream: itemForm(livestream, shown),
    ...(latest && { session: sessionForm(latest) }),
    paging,
  };
}

/** Adds the routes. */
export const addLivestreams: Kind = (routes, emulator) => {
  const store = new LivestreamStore(emulator);
  const existing = (scope: Scope, id: string): LivestreamDocument => {
    const livestream = store.livestreams.get(scope, id);
    if (livestream === undefined) throw missing(`Livestream ${id} not found`);
    return livestream;
  };

  const refuseTakenName = (scope: Scope, name: string | null | undefined) => {
    const { livestreamNameTaken: status } = emulator.quirks;
    if (status === "allowed" || !store.livestreams.list(scope).some((each) => each.name === name))
      return;
    throw new ApiError(status, `A livestream with the name ${JSON.stringify(name)} already exists`);
  };

  // A call that no longer exists does not check the body.
  const onRequest: onRequestHookHandler = (_request, _reply, done) => {
    const { createLivestreamGone: gone } = emulator.quirks;
    if (gone !== "off")
      throw new ApiError(gone, "Independent livestreams can no longer be created");
    done();
  };
  routes.post<{ Params: AppPath }>("/livestreams", { onRequest }, (request, reply) => {
    const { createLivestreamStatus: status, livestreamNamePattern: pattern } = emulator.quirks;
    const { name } = validate(pattern === "refused" ? createBody : anyName, request.body);
    const scope = appScope(request.params);
    refuseTakenName(scope, name);
    const livestream = store.create(scope, name ?? null, null);
    return reply.code(status).send(kitSuccess(seedForm(livestream, emulator)));
  });

  routes.get<{ Params: AppPath }>("/livestreams", (request) => {
    const { quirks } = emulator;
    const query = validate(listQuery, request.query);
    const { items, paging } = pageOf(
      filtered(store.livestreams.listed(appScope(request.params), quirks), query),
      query,
      quirks,
    );
    const livestreams = items.map((item) => itemForm(item, emulator));
    if (quirks.livestreamList === "nested") return kitSuccess({ livestreams, paging });
    if (quirks.livestreamList === "nested-top-paging") return kitPage({ livestreams }, paging);
    return kitPage(livestreams, paging);
  });

  routes.get<{ Params: AppPath & { id: string } }>("/livestreams/:id", (request) => {
    const scope = appScope(request.params);
    const livestream = existing(scope, request.params.id);
    const sessions = store.sessionsOf(scope, livestream.id);
    const { paging } = pageOf(sessions, validate(pageQuery, request.query), emulator.quirks);
    return kitSuccess(detailsForm(livestream, sessions, paging, emulator));
  });

  routes.get<{ Params: AppPath & { id: string } }>(
    "/livestreams/:id/active-livestream-session",
    (request) => {
      const scope = appScope(request.params);
      const livestream = existing(scope, request.params.id);
      const session = store.activeSession(scope, livestream.id);
      if (!session) throw missing(`Livestream ${livestream.id} has no active session`);
      return kitSuccess({
        livestream: itemForm(livestream, emulator),
        session: activeSessionForm(session),
      });
    },
  );

  routes.get<{ Params: AppPath & { session: string } }>(
    "/livestreams/sessions/:session",
    (request) => {
      const session = store.sessions.get(appScope(request.params), request.params.session);
      if (!session) throw missing(`Session ${request.params.session} not found`);
      // Only this type has no `invoked_time`.
      const shown = { ...sessionForm(session), invoked_time: undefined };
      return kitSuccess(shown satisfies SessionResponse.Data);
    },
  );
};

/** Only for the live session, the SDK's type has the seconds as text. */
function activeSessionForm(session: SessionDocument): ActiveResponse.Data.Session {
  return {
    ...sessionForm(session),
    ingest_seconds: String(session.ingest_seconds),
    viewer_seconds: String(session.viewer_seconds),
  };
}

function filtered(
  all: readonly LivestreamDocument[],
  query: z.infer<typeof listQuery>,
): LivestreamDocument[] {
  const status = query.status === "IDLE" ? "OFFLINE" : query.status;
  const found = all.filter((livestream) => {
    const created = Date.parse(livestream.created_at);
    return (
      (status === undefined || livestream.status === status) &&
      !(query.exclude_meetings && livestream.meeting_id !== null) &&
      created >= (query.start_time ?? -Infinity) &&
      created <= (query.end_time ?? Infinity)
    );
  });
  return query.sort_order === "ASC" ? found : found.reverse();
}
