/**
 * A meeting's participants. Paths below /accounts/{account}/realtime/kit/{app}/meetings/{meeting}:
 *
 * POST   /participants             add, 201; its preset must exist; the response has the token to join
 * GET    /participants             list: page_no, per_page
 * GET    /participants/{id}        read
 * PATCH  /participants/{id}        change name, picture or preset
 * POST   /participants/{id}/token  a new token
 * DELETE /participants/{id}        remove
 */
import { randomBytes, randomUUID } from "node:crypto";
import type {
  MeetingAddParticipantParams,
  MeetingEditParticipantParams,
  MeetingGetMeetingParticipantResponse,
} from "cloudflare/resources/realtime-kit/meetings";
import type { IsEqual } from "type-fest";
import { z } from "zod";
import { appScope, type AppPath } from "./app-path.ts";
import type { Kind } from "./context.ts";
import { kitPage, kitSuccess, missing } from "./envelope.ts";
import { existingMeeting } from "./meetings.ts";
import { pageOf, pageQuery } from "./paging.ts";
import { presetsOf } from "./presets.ts";
import type { Scope } from "./store.ts";
import { InvalidInput, validate } from "./validation.ts";

type ParticipantDocument = MeetingGetMeetingParticipantResponse.Data;

const addBody = z.strictObject({
  custom_participant_id: z.string().min(1),
  preset_name: z.string().min(1),
  name: z.string().nullish(),
  picture: z.string().nullish(),
});
const changeBody = z.strictObject({
  name: z.string().nullish(),
  picture: z.string().nullish(),
  preset_name: z.string().min(1).nullish(),
});

// The bodies have the SDK's types.
type InApp = "account_id" | "app_id";
true satisfies IsEqual<z.infer<typeof addBody>, Omit<MeetingAddParticipantParams, InApp>>;
true satisfies IsEqual<
  z.infer<typeof changeBody>,
  Omit<MeetingEditParticipantParams, InApp | "meeting_id">
>;

type MeetingPath = AppPath & { meeting: string };

/** Adds the routes. */
export const addParticipants: Kind = (routes, emulator) => {
  const all = "/meetings/:meeting/participants";
  const one = `${all}/:id`;
  const participants = emulator.store.collection<ParticipantDocument>("participant");
  const meetingScope = (path: MeetingPath): Scope => ({
    account: path.account,
    parent: existingMeeting(emulator, appScope(path), path.meeting).id,
  });
  const existing = (scope: Scope, id: string): ParticipantDocument => {
    const participant = participants.get(scope, id);
    if (participant === undefined) throw missing(`Participant ${id} not found`);
    return participant;
  };
  const presetNamed = (path: AppPath, name: string) => {
    const presets = presetsOf(emulator).list(appScope(path));
    const preset = presets.find(({ body }) => body.name === name);
    if (preset) return preset;
    throw new InvalidInput(
      `preset_name: no preset of this app has the name ${JSON.stringify(name)}`,
    );
  };

  routes.post<{ Params: MeetingPath }>(all, (request, reply) => {
    const scope = meetingScope(request.params);
    const body = validate(addBody, request.body);
    presetNamed(request.params, body.preset_name);
    const now = new Date().toISOString();
    const participant = { id: randomUUID(), ...body, created_at: now, updated_at: now };
    participants.insert(scope, participant.id, participant);
    return reply
      .code(emulator.quirks.kitCreated)
      .send(kitSuccess({ ...participant, token: joinToken() }));
  });

  routes.get<{ Params: MeetingPath }>(all, (request) => {
    const found = participants.listed(meetingScope(request.params), emulator.quirks);
    const { items, paging } = pageOf(found, validate(pageQuery, request.query), emulator.quirks);
    return kitPage(items, paging);
  });

  routes.get<{ Params: MeetingPath & { id: string } }>(one, (request) =>
    kitSuccess(existing(meetingScope(request.params), request.params.id)),
  );

  routes.patch<{ Params: MeetingPath & { id: string } }>(one, (request) => {
    const scope = meetingScope(request.params);
    const before = existing(scope, request.params.id);
    const { preset_name, ...change } = validate(changeBody, request.body);
    const name = preset_name ?? before.preset_name;
    presetNamed(request.params, name);
    const updated_at = new Date().toISOString();
    const participant = { ...before, ...change, preset_name: name, updated_at };
    participants.replace(scope, participant.id, participant);
    return kitSuccess({ ...participant, token: joinToken() });
  });

  routes.post<{ Params: MeetingPath & { id: string } }>(`${one}/token`, (request) => {
    existing(meetingScope(request.params), request.params.id);
    return kitSuccess({ token: joinToken() });
  });

  routes.delete<{ Params: MeetingPath & { id: string } }>(one, (request) => {
    const scope = meetingScope(request.params);
    const { custom_participant_id, preset_name, created_at } = existing(scope, request.params.id);
    participants.delete(scope, request.params.id);
    const preset = presetsOf(emulator)
      .list(appScope(request.params))
      .find(({ body }) => body.name === preset_name);
    const updated_at = new Date().toISOString();
    return kitSuccess({ custom_participant_id, preset_id: preset?.id, created_at, updated_at });
  });
};

/** A token. Clients treat it as opaque. */
function joinToken(): string {
  return randomBytes(48).toString("base64url");
}
