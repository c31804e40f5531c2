/**
 * Meetings. A meeting cannot be deleted, only set to INACTIVE. Paths below
 * /accounts/{account}/realtime/kit/{app}:
 *
 * POST  /meetings       create, 201
 * GET   /meetings       list: page_no, per_page, search (id or title), status, start_time, end_time
 * GET   /meetings/{id}  read
 * PATCH /meetings/{id}  change what is sent, at any depth; the only call that sets the status
 * PUT   /meetings/{id}  replace everything except the status
 *
 * Its participants are in participants.ts, its livestreams in meeting-livestreams.ts.
 */
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { appScope, type AppPath } from "./app-path.ts";
import type { EmulatorContext, Kind } from "./context.ts";
import { kitPage, kitSuccess, missing } from "./envelope.ts";
import { merged } from "./merge.ts";
import {
  meetingBody,
  meetingChange,
  writeOnlyStorageFields,
  type MeetingBody,
} from "./meeting-schema.ts";
import { isoTime, pageOf, pageQuery } from "./paging.ts";
import type { Collection, Scope } from "./store.ts";
import { validate } from "./validation.ts";

/** A stored meeting: its body as it was sent. */
export interface MeetingDocument {
  id: string;
  status: "ACTIVE" | "INACTIVE";
  body: MeetingBody;
  created_at: string;
  updated_at: string;
}

const listQuery = pageQuery.extend({
  search: z.string().default(""),
  status: z.enum(["ACTIVE", "INACTIVE"]).optional(),
  start_time: isoTime.optional(),
  end_time: isoTime.optional(),
});

/** All meetings; the parent is the app. */
export function meetingsOf({ store }: Pick<EmulatorContext, "store">): Collection<MeetingDocument> {
  return store.collection<MeetingDocument>("meeting");
}

/** The meeting, or 404. */
export function existingMeeting(
  emulator: Pick<EmulatorContext, "store">,
  scope: Scope,
  id: string,
): MeetingDocument {
  const meeting = meetingsOf(emulator).get(scope, id);
  if (meeting === undefined) throw missing(`Meeting ${id} not found`);
  return meeting;
}

/** Adds the routes. */
export const addMeetings: Kind = (routes, emulator) => {
  const meetings = meetingsOf(emulator);
  const change = (scope: Scope, meeting: MeetingDocument) => {
    const changed = { ...meeting, updated_at: new Date().toISOString() };
    meetings.replace(scope, meeting.id, changed);
    return kitSuccess(shown(changed));
  };

  routes.post<{ Params: AppPath }>("/meetings", (request, reply) => {
    const body = validate(meetingBody, request.body);
    const now = new Date().toISOString();
    const meeting: MeetingDocument = {
      id: randomUUID(),
      status: "ACTIVE",
      body,
      created_at: now,
      updated_at: now,
    };
    meetings.insert(appScope(request.params), meeting.id, meeting);
    return reply.code(emulator.quirks.kitCreated).send(kitSuccess(shown(meeting)));
  });

  routes.get<{ Params: AppPath }>("/meetings", (request) => {
    const query = validate(listQuery, request.query);
    const found = meetings
      .listed(appScope(request.params), emulator.quirks)
      .filter((meeting) => matches(meeting, query));
    const { items, paging } = pageOf(found, query, emulator.quirks);
    return kitPage(items.map(listForm), paging);
  });

  routes.get<{ Params: AppPath & { id: string } }>("/meetings/:id", (request) =>
    kitSuccess(shown(existingMeeting(emulator, appScope(request.params), request.params.id))),
  );

  routes.patch<{ Params: AppPath & { id: string } }>("/meetings/:id", (request) => {
    const scope = appScope(request.params);
    const before = existingMeeting(emulator, scope, request.params.id);
    const { status = before.status, ...part } = validate(meetingChange, request.body);
    const body = validate(meetingBody, merged(before.body, part));
    return change(scope, { ...before, status, body });
  });

  routes.put<{ Params: AppPath & { id: string } }>("/meetings/:id", (request) => {
    const scope = appScope(request.params);
    const before = existingMeeting(emulator, scope, request.params.id);
    return change(scope, { ...before, body: validate(meetingBody, request.body) });
  });
};

/** A meeting in responses: with defaults, without storage credentials. */
function shown({ id, status, body, created_at, updated_at }: MeetingDocument) {
  const { title, preferred_region, recording_config, ai_config } = body;
  return {
    id,
    status,
    ...(typeof title === "string" && { title }),
    ...(typeof preferred_region === "string" && { preferred_region }),
    ...(ai_config && { ai_config }),
    ...(recording_config && { recording_config: readable(recording_config) }),
    live_stream_on_start: body.live_stream_on_start ?? false,
    record_on_start: body.record_on_start ?? false,
    persist_chat: body.persist_chat ?? false,
    summarize_on_end: body.summarize_on_end ?? false,
    transcribe_on_end: body.transcribe_on_end ?? false,
    session_keep_alive_time_in_secs: body.session_keep_alive_time_in_secs ?? 60,
    created_at,
    updated_at,
  };
}

/** The SDK's type of an item has no `ai_config`. */
function listForm(meeting: MeetingDocument) {
  return { ...shown(meeting), ai_config: undefined };
}

function readable(config: NonNullable<MeetingBody["recording_config"]>) {
  if (!config.storage_config) return config;
  const fields = Object.entries(config.storage_config);
  const storage_config = Object.fromEntries(
    fields.filter(([field]) => !writeOnlyStorageFields.includes(field)),
  );
  return { ...config, storage_config };
}

function matches(meeting: MeetingDocument, query: z.infer<typeof listQuery>): boolean {
  const created = Date.parse(meeting.created_at);
  const text = [meeting.id, meeting.body.title ?? ""].join("\n").toLowerCase();
  return (
    text.includes(query.search.toLowerCase()) &&
    (query.status === undefined || meeting.status === query.status) &&
    created >= (query.start_time ?? -Infinity) &&
    created <= (query.end_time ?? Infinity)
  );
}
