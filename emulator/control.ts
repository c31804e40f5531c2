/**
 * The control plane, with which tests and the start script inspect a running emulator and inject faults. It
 * needs no token: the server listens on the loopback interface only, and requests with another host or from
 * a web page are refused. Bodies are JSON. The typed client is control-client.ts. Paths below /__emulator:
 *
 * | call                           | body, and what it does                                         |
 * | ------------------------------ | -------------------------------------------------------------- |
 * | GET    /health                 | answers { emulator, data, accountId, appId, pid }              |
 * | GET    /requests               | answers [{ method, path, query, status, time }], oldest first; |
 * |                                | never bodies or tokens; status null: running or cut            |
 * | DELETE /requests               | forgets them                                                   |
 * | POST   /faults                 | { method?, path?, status?, body?, latencyMs?, cut?, truncated?,|
 * |                                | retryAfter?, afterWrite?, times? = 1, skip? = 0 }: the next    |
 * |                                | `times` requests that match, after `skip` of them, fail so;    |
 * |                                | faults.ts says what each field means. Answers { id }           |
 * | GET    /faults                 | answers the faults that are still to happen                    |
 * | DELETE /faults                 | forgets them                                                   |
 * | GET    /quirks                 | answers all quirks, see quirks.ts                              |
 * | PUT    /quirks                 | { some: quirk }: changes these, leaves the others              |
 * | POST   /livestreams/{id}/status| { status, at?, ingestSeconds?, viewerSeconds?, errorMessage? } |
 * |                                | LIVE or INVOKED starts a session if there is none; OFFLINE,    |
 * |                                | IDLE or ERRORED ends it; the seconds are those of the session  |
 * | POST   /meetings/{id}/start    | a participant joins: starts the livestream of a meeting with   |
 * |                                | live_stream_on_start. Answers { livestreamId }, or null        |
 * | POST   /meetings/{id}/end      | the last participant leaves: stops its livestream, if any      |
 * | POST   /reset                  | deletes all data, requests and faults, and creates the first   |
 * |                                | app again; keeps the quirks                                    |
 */
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { refusedBy } from "./api.ts";
import type { EmulatorContext } from "./context.ts";
import { ApiError } from "./envelope.ts";
import { faultSchema } from "./faults.ts";
import { LivestreamStore } from "./livestream-store.ts";
import { startMeetingLivestream, stopMeetingLivestream } from "./meeting-livestreams.ts";
import { strangeTo } from "./local-only.ts";
import { meetingsOf } from "./meetings.ts";
import { quirksSchema } from "./quirks.ts";
import { InvalidInput, validate } from "./validation.ts";

const statusBody = z.strictObject({
  status: z.enum(["LIVE", "INVOKED", "OFFLINE", "IDLE", "ERRORED"]),
  at: z.iso.datetime().optional(),
  ingestSeconds: z.number().min(0).optional(),
  viewerSeconds: z.number().min(0).optional(),
  errorMessage: z.string().optional(),
});

/** A change of a livestream's status as a test asks for it. */
export type StatusRequest = z.infer<typeof statusBody>;

/** Identifies the emulator, for a command that finds the port in use. */
export interface Health {
  emulator: "realtimekit";
  data: string;
  accountId: string;
  appId: string;
  pid: number;
}

/** Adds the routes. */
export function addControl(server: FastifyInstance, emulator: EmulatorContext): void {
  void server.register(
    (control, _options, done) => {
      control.addHook("onRequest", (request, _reply, next) => {
        const { headers } = request;
        if (strangeTo(headers) !== undefined || headers.origin !== undefined) {
          throw new ApiError(403, "The control plane answers local tools only");
        }
        next();
      });
      control.setErrorHandler((error, _request, reply) => {
        const status =
          error instanceof ApiError
            ? error.status
            : error instanceof InvalidInput
              ? 400
              : (refusedBy(error) ?? 500);
        const message = error instanceof Error ? error.message : String(error);
        return reply.code(status).send({ error: message });
      });
      addState(control, emulator);
      addFaults(control, emulator);
      addLivestreamStatus(control, emulator);
      addMeetingEvents(control, emulator);
      done();
    },
    { prefix: "/__emulator" },
  );
}

function addState(control: FastifyInstance, emulator: EmulatorContext): void {
  control.get("/health", (): Health => {
    const { data, accountId, appId } = emulator;
    return { emulator: "realtimekit", data, accountId, appId, pid: process.pid };
  });
  control.get("/requests", () => emulator.requests.list());
  control.delete("/requests", () => {
    emulator.requests.clear();
    return {};
  });
  control.get("/quirks", () => emulator.quirks);
  control.put("/quirks", (request) => {
    const changed = validate(quirksSchema.partial(), request.body);
    emulator.quirks = { ...emulator.quirks, ...changed };
    return emulator.quirks;
  });
  control.post("/reset", () => {
    emulator.store.clear();
    emulator.requests.clear();
    emulator.faults.clear();
    emulator.seed();
    return {};
  });
}

function addFaults(control: FastifyInstance, emulator: EmulatorContext): void {
  control.post("/faults", (request) => {
    const { id } = emulator.faults.add(validate(faultSchema, request.body));
    return { id };
  });
  control.get("/faults", () => emulator.faults.list());
  control.delete("/faults", () => {
    emulator.faults.clear();
    return {};
  });
}

function addLivestreamStatus(control: FastifyInstance, emulator: EmulatorContext): void {
  const store = new LivestreamStore(emulator);
  control.post<{ Params: { id: string } }>("/livestreams/:id/status", (request) => {
    const { status, at, ...change } = validate(statusBody, request.body);
    const located = store.livestreams.find(request.params.id);
    if (!located) throw new ApiError(404, `Livestream ${request.params.id} not found`);
    store.setStatus(located.scope, request.params.id, {
      ...change,
      status: status === "IDLE" ? "OFFLINE" : status,
      at: at ?? new Date().toISOString(),
    });
    return {};
  });
}

function addMeetingEvents(control: FastifyInstance, emulator: EmulatorContext): void {
  const located = (id: string) => {
    const found = meetingsOf(emulator).find(id);
    if (found) return found;
    throw new ApiError(404, `Meeting ${id} not found`);
  };
  control.post<{ Params: { id: string } }>("/meetings/:id/start", (request) => {
    const { scope, document } = located(request.params.id);
    const livestream =
      document.body.live_stream_on_start === true
        ? startMeetingLivestream(emulator, scope, document, null)
        : undefined;
    return { livestreamId: livestream?.id ?? null };
  });
  control.post<{ Params: { id: string } }>("/meetings/:id/end", (request) => {
    const { scope, document } = located(request.params.id);
    stopMeetingLivestream(emulator, scope, document);
    return {};
  });
}
