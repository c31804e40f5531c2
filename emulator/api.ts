/**
 * Everything below /client/v4 that all kinds share: refusing non-local callers, the request log, faults, the
 * rate limit, bearer auth, unknown accounts, apps and routes, and errors in the envelope of their family. A
 * request passes these in this order.
 */
import type { Socket } from "node:net";
import { Readable } from "node:stream";
import { setImmediate as nextTurn, setTimeout as wait } from "node:timers/promises";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { AppPath } from "./app-path.ts";
import { appsOf } from "./apps.ts";
import { authorize, bearerToken, type TokenRules } from "./auth.ts";
import type { EmulatorContext } from "./context.ts";
import { ApiError, failure, familyOf } from "./envelope.ts";
import { faultStatus, type Fault } from "./faults.ts";
import { accountKinds, appKinds, streamKinds } from "./kinds.ts";
import { strangeTo } from "./local-only.ts";
import { defaultQuirks, type Quirks } from "./quirks.ts";
import { RateLimiter, type RateLimit } from "./rate-limit.ts";
import type { LoggedRequest } from "./request-log.ts";
import { addUserTokens } from "./tokens.ts";
import { InvalidInput } from "./validation.ts";

/** The base path of Cloudflare's API. */
export const basePath = "/client/v4";

/** Which callers are accepted, and how often. */
export interface ApiRules extends TokenRules {
  readonly rateLimit?: RateLimit | undefined;
}

/** Adds the whole API. */
export function addApi(server: FastifyInstance, emulator: EmulatorContext, rules: ApiRules): void {
  void server.register(
    (api, _options, done) => {
      refuseStrangers(api);
      const log = logArrivals(api, emulator);
      injectFaults(api, emulator);
      logAnswers(api, log);
      guard(api, emulator, rules);
      addUserTokens(api, emulator);
      addKinds(api, emulator);
      api.setNotFoundHandler((request) => {
        throw unrouted(request, `No route for ${request.method} ${pathOf(request)}`);
      });
      api.setErrorHandler((error, request, reply) =>
        answerError(error, request, reply, emulator.quirks),
      );
      done();
    },
    { prefix: basePath },
  );
}

/**
 * 404 for an unknown path. Not code 10003 in Stream's envelope, which means that a live input or output was
 * deleted.
 */
function unrouted(request: FastifyRequest, message: string): ApiError {
  const stream = familyOf(pathOf(request)) === "stream";
  return new ApiError(404, message, stream ? { code: 7003 } : {});
}

/** The path below the API's base, without the query. */
function pathOf(request: FastifyRequest): string {
  return new URL(request.url, "http://emulator").pathname.slice(basePath.length);
}

function refuseStrangers(api: FastifyInstance): void {
  api.addHook("onRequest", (request, _reply, done) => {
    const why = strangeTo(request.headers);
    if (why !== undefined) throw new ApiError(403, why);
    done();
  });
}

type LogEntries = WeakMap<FastifyRequest, LoggedRequest>;

function logArrivals(api: FastifyInstance, emulator: EmulatorContext): LogEntries {
  const entries: LogEntries = new WeakMap();
  api.addHook("onRequest", (request, _reply, done) => {
    const query = request.url.split("?")[1] ?? "";
    entries.set(request, emulator.requests.add(request.method, pathOf(request), query));
    done();
  });
  return entries;
}

/** Runs after the faults, so that the log has the status that was sent. */
function logAnswers(api: FastifyInstance, entries: LogEntries): void {
  api.addHook("onSend", (request, reply, payload, done) => {
    const entry = entries.get(request);
    if (entry && !request.raw.socket.destroyed) entry.status = reply.statusCode;
    done(null, payload);
  });
}

function injectFaults(api: FastifyInstance, emulator: EmulatorContext): void {
  const met = new WeakMap<FastifyRequest, Fault>();
  // A request that waits while the emulator closes must not use the closed store.
  const closing = new AbortController();
  api.addHook("preClose", (done) => {
    closing.abort();
    done();
  });
  api.addHook("onRequest", async (request, reply) => {
    const fault = emulator.faults.take(request.method, pathOf(request));
    if (fault === undefined) return;
    const inTime = await wait(fault.latencyMs, true, closing).catch(() => false);
    if (!inTime || fault.cut === "before") {
      reply.hijack();
      request.raw.socket.destroy();
    } else if (fault.cut !== undefined || fault.truncated || fault.afterWrite) {
      met.set(request, fault);
    } else if (faultStatus(fault) !== undefined) {
      await reply.send(faultAnswer(fault, request, reply));
    }
  });
  // After the handler and so after the commit: the write stays.
  api.addHook("onSend", (request, reply, payload, done) => {
    const fault = met.get(request);
    if (fault?.cut === "after") request.raw.socket.destroy();
    const answers = fault !== undefined && fault.cut !== "after";
    if (answers) reply.removeHeader("content-length");
    done(null, answers ? answerAfterwards(fault, request, reply, String(payload)) : payload);
  });
}

/** The response that replaces the handler's. */
function answerAfterwards(
  fault: Fault,
  request: FastifyRequest,
  reply: FastifyReply,
  payload: string,
): string | Readable {
  if (!fault.truncated && fault.cut !== "midway") return faultAnswer(fault, request, reply);
  const half = payload.slice(0, Math.ceil(payload.length / 2));
  if (fault.truncated) return half;
  void reply.header("content-length", Buffer.byteLength(payload));
  return Readable.from(cutAfter(half, request.raw.socket));
}

async function* cutAfter(text: string, socket: Socket): AsyncGenerator<string> {
  yield text;
  // The data is sent in the next turn of the event loop.
  await nextTurn();
  socket.destroySoon();
}

/** Sets the head of a fault's response; returns its body as text. */
function faultAnswer(fault: Fault, request: FastifyRequest, reply: FastifyReply): string {
  const status = faultStatus(fault) ?? 500;
  void reply.code(status);
  if (fault.retryAfter !== undefined) void reply.header("retry-after", String(fault.retryAfter));
  if (typeof fault.body === "string") {
    void reply.type("text/html; charset=utf-8");
    return fault.body;
  }
  void reply.type("application/json; charset=utf-8");
  const body = fault.body ?? failure(familyOf(pathOf(request)), status, "Injected fault");
  return JSON.stringify(body);
}

function guard(api: FastifyInstance, emulator: EmulatorContext, rules: ApiRules): void {
  const limiter = new RateLimiter(rules.rateLimit);
  api.addHook("onRequest", (request, reply, done) => {
    const { authorization } = request.headers;
    void reply.headers(limiter.count(bearerToken(authorization) ?? "", emulator.quirks));
    authorize(rules, request.method, authorization);
    done();
  });
}

function addKinds(api: FastifyInstance, emulator: EmulatorContext): void {
  const apps = appsOf(emulator);
  void api.register(
    (account, _options, done) => {
      account.addHook<{ Params: { account: string } }>(
        "preValidation",
        (request, _reply, known) => {
          const id = request.params.account;
          if (id !== emulator.accountId) throw unrouted(request, `Unknown account ${id}`);
          known();
        },
      );
      for (const kind of streamKinds) kind(account, emulator);
      for (const kind of accountKinds) kind(account, emulator);
      void account.register(
        (app, _appOptions, appDone) => {
          app.addHook<{ Params: AppPath }>("preValidation", ({ params }, _reply, known) => {
            if (!apps.get({ account: params.account, parent: "" }, params.app)) {
              throw new ApiError(404, `Unknown app ${params.app}`);
            }
            known();
          });
          for (const kind of appKinds) kind(app, emulator);
          appDone();
        },
        { prefix: "/realtime/kit/:app" },
      );
      done();
    },
    { prefix: "/accounts/:account" },
  );
}

/** Sends an error in the envelope of the path's family, without a stack trace. */
export function answerError(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  quirks: Quirks = defaultQuirks,
): FastifyReply {
  const family = familyOf(pathOf(request));
  const { kitMissing, streamMissing, kitInvalid } = quirks;
  if (error instanceof ApiError) {
    const status = error.isMissing ? (family === "kit" ? kitMissing : streamMissing) : error.status;
    const body = failure(family, status, error.message, error.code);
    return reply.code(status).headers(error.headers).send(body);
  }
  const invalid = family === "kit" ? kitInvalid : 400;
  const status = error instanceof InvalidInput ? invalid : (refusedBy(error) ?? 500);
  if (status === 500)
    console.error(`The emulator failed at ${request.method} ${pathOf(request)}:`, error);
  return reply.code(status).send(failure(family, status, messageOf(error)));
}

/** The status of a request that the web framework refused, for example because of invalid JSON. */
export function refusedBy(error: unknown): number | undefined {
  return error instanceof Error && "statusCode" in error && typeof error.statusCode === "number"
    ? error.statusCode
    : undefined;
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // The framework's message repeats the whole path.
  const tooLong = "code" in error && error.code === "FST_ERR_MAX_PARAM_LENGTH";
  return tooLong ? "The path has a part that is longer than any id or key" : error.message;
}
