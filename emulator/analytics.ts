/**
 * Livestream analytics, summed over the sessions that started in a range. Paths below
 * /accounts/{account}/realtime/kit/{app}; both take start_time and end_time in Unix seconds:
 *
 * GET /analytics/livestreams/overall  livestreams that had a session, and the seconds of all
 * GET /analytics/livestreams/daywise  the same by day (UTC); there `count` counts sessions
 */
import type {
  LivestreamGetLivestreamAnalyticsCompleteResponse as OverallResponse,
  LivestreamGetLivestreamAnalyticsDaywiseResponse as DaywiseResponse,
} from "cloudflare/resources/realtime-kit/livestreams";
import { z } from "zod";
import { appScope, type AppPath } from "./app-path.ts";
import type { Kind } from "./context.ts";
import { kitSuccess } from "./envelope.ts";
import { LivestreamStore, type SessionDocument } from "./livestream-store.ts";
import { validate } from "./validation.ts";

const unixTime = z.coerce.number().min(0).optional();
const rangeQuery = z.object({ start_time: unixTime, end_time: unixTime });

/** Adds the routes. */
export const addLivestreamAnalytics: Kind = (routes, emulator) => {
  const store = new LivestreamStore(emulator);
  const sessions = (path: AppPath, query: unknown): SessionDocument[] => {
    const { start_time: from = 0, end_time: to = Infinity } = validate(rangeQuery, query);
    return store.sessions.list(appScope(path)).filter(({ started_time }) => {
      const began = Date.parse(started_time) / 1000;
      return began >= from && began <= to;
    });
  };

  routes.get<{ Params: AppPath }>("/analytics/livestreams/overall", (request) => {
    const found = sessions(request.params, request.query);
    const count = new Set(found.map(({ livestream_id }) => livestream_id)).size;
    return kitSuccess({ count, ...seconds(found) } satisfies OverallResponse.Data);
  });

  routes.get<{ Params: AppPath }>("/analytics/livestreams/daywise", (request) => {
    const found = sessions(request.params, request.query);
    const days = Map.groupBy(found, ({ started_time }) => started_time.slice(0, 10));
    const daywise: DaywiseResponse.Data[] = [...days]
      .sort(([one], [other]) => one.localeCompare(other))
      .map(([date, ofDay]) => ({ date, count: ofDay.length, ...seconds(ofDay) }));
    return kitSuccess(daywise);
  });
};

function seconds(sessions: readonly SessionDocument[]) {
  const sum = (of: "ingest_seconds" | "viewer_seconds") =>
    sessions.reduce((total, session) => total + session[of], 0);
  return {
    total_ingest_seconds: sum("ingest_seconds"),
    total_viewer_seconds: sum("viewer_seconds"),
  };
}
