/**
 * Livestreams of meetings: one at a time, and a new one at each start. The app's list of livestreams contains
 * them with their `meeting_id`. Paths below /accounts/{account}/realtime/kit/{app}:
 *
 * POST /meetings/{id}/livestreams             start; 409 if one is live
 * GET  /meetings/{id}/active-livestream       the live one, 404 without one
 * POST /meetings/{id}/active-livestream/stop  stop it, 404 without one
 */
import type { LivestreamStartLivestreamingAMeetingParams as StartParams } from "cloudflare/resources/realtime-kit/livestreams";
import type { IsEqual } from "type-fest";
import { z } from "zod";
import { appScope, type AppPath } from "./app-path.ts";
import type { EmulatorContext, Kind } from "./context.ts";
import { ApiError, kitSuccess, missing } from "./envelope.ts";
import { LivestreamStore, type LivestreamDocument } from "./livestream-store.ts";
import { itemForm, livestreamName, shownStatus } from "./livestreams.ts";
import { existingMeeting, type MeetingDocument } from "./meetings.ts";
import type { Scope } from "./store.ts";
import { validate } from "./validation.ts";

const startBody = z.strictObject({
  name: livestreamName.nullish(),
  video_config: z
    .strictObject({ height: z.number().optional(), width: z.number().optional() })
    .optional(),
});

// The body has the SDK's type.
true satisfies IsEqual<z.infer<typeof startBody>, Omit<StartParams, "account_id" | "app_id">>;

/** The meeting's live livestream, if any. */
function active(
  store: LivestreamStore,
  scope: Scope,
  meeting: MeetingDocument,
): LivestreamDocument | undefined {
  return store.livestreams
    .list(scope)
    .find(({ id, meeting_id }) => meeting_id === meeting.id && store.activeSession(scope, id));
}

/** Creates and starts a livestream for the meeting. */
export function startMeetingLivestream(
  emulator: EmulatorContext,
  scope: Scope,
  meeting: MeetingDocument,
  name: string | null,
): LivestreamDocument {
  const store = new LivestreamStore(emulator);
  if (meeting.status === "INACTIVE") throw new ApiError(409, `Meeting ${meeting.id} is INACTIVE`);
  if (active(store, scope, meeting)) {
    throw new ApiError(409, `Meeting ${meeting.id} is being livestreamed already`);
  }
  const { id, created_at } = store.create(scope, name, meeting.id);
  const started = store.setStatus(scope, id, { status: "LIVE", at: created_at });
  if (started === undefined) throw new Error(`Livestream ${id} vanished while it was started`);
  return started;
}

/** Stops the meeting's livestream; undefined if there is none. */
export function stopMeetingLivestream(
  emulator: EmulatorContext,
  scope: Scope,
  meeting: MeetingDocument,
): LivestreamDocument | undefined {
  const store = new LivestreamStore(emulator);
  const livestream = active(store, scope, meeting);
  const at = new Date().toISOString();
  return livestream && store.setStatus(scope, livestream.id, { status: "OFFLINE", at });
}

/** Adds the routes. */
export const addMeetingLivestreams: Kind = (routes, emulator) => {
  const store = new LivestreamStore(emulator);
  const none = ({ id }: MeetingDocument) => missing(`Meeting ${id} has no active livestream`);

  routes.post<{ Params: AppPath & { id: string } }>(
    "/meetings/:id/livestreams",
    (request, reply) => {
      const scope = appScope(request.params);
      const meeting = existingMeeting(emulator, scope, request.params.id);
      const { name } = validate(startBody, request.body);
      const livestream = startMeetingLivestream(emulator, scope, meeting, name ?? null);
      const { id, playback_url, ingest_server, stream_key } = itemForm(livestream, emulator);
      const status = shownStatus(livestream, emulator.quirks);
      return reply
        .code(201)
        .send(kitSuccess({ id, status, ingest_server, playback_url, stream_key }));
    },
  );

  routes.get<{ Params: AppPath & { id: string } }>("/meetings/:id/active-livestream", (request) => {
    const scope = appScope(request.params);
    const meeting = existingMeeting(emulator, scope, request.params.id);
    const livestream = active(store, scope, meeting);
    if (livestream === undefined) throw none(meeting);
    return kitSuccess(itemForm(livestream, emulator));
  });

  routes.post<{ Params: AppPath & { id: string } }>(
    "/meetings/:id/active-livestream/stop",
    (request) => {
      const scope = appScope(request.params);
      const meeting = existingMeeting(emulator, scope, request.params.id);
      if (!stopMeetingLivestream(emulator, scope, meeting)) throw none(meeting);
      return kitSuccess({ message: "Livestream stopped" });
    },
  );
};
