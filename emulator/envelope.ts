import { STATUS_CODES } from "node:http";
import type { FastifyReply } from "fastify";
import type { Quirks } from "./quirks.ts";

/** The envelope of a path: RealtimeKit has its own, Stream the usual one. */
export type Family = "kit" | "stream";

/** The family of a path below the API's base (`/accounts/…`). Unknown routes get the usual envelope. */
export function familyOf(path: string): Family {
  return /^\/accounts\/[^/]+\/realtime\/kit(\/|$)/.test(path) ? "kit" : "stream";
}

/** The first and last item of a page in a RealtimeKit list, counted from 1, and the total. */
export interface Paging {
  total_count: number;
  start_offset: number;
  end_offset: number;
}

/** RealtimeKit's envelope of a success. */
export function kitSuccess<T>(data: T) {
  return { success: true, data };
}

/** RealtimeKit's envelope of one page of a list. */
export function kitPage<T>(data: T, paging: Paging) {
  return { success: true, data, paging };
}

/** Stream's envelope of a success. */
export function streamSuccess<T>(result: T) {
  return { result, success: true, errors: [], messages: [] };
}

/** The response to a delete in RealtimeKit. Quirk: kitDeleted. */
export function kitDeleted(
  reply: FastifyReply,
  document: unknown,
  { kitDeleted: form }: Pick<Quirks, "kitDeleted">,
): FastifyReply {
  return form === "document" ? reply.send(kitSuccess(document)) : reply.code(form).send();
}

/** The response to a delete in Stream. Quirk: streamDeleted. */
export function streamDeleted(
  reply: FastifyReply,
  { streamDeleted: form }: Pick<Quirks, "streamDeleted">,
): FastifyReply {
  if (form === "envelope") return reply.send(streamSuccess(null));
  return reply.code(form === "empty" ? 200 : form).send();
}

/** An error that a handler throws; it is sent in the envelope of the request's family. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: number | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** Whether the resource does not exist, in a place that exists. The status can be another: see quirks.ts. */
  readonly isMissing: boolean;

  constructor(
    status: number,
    message: string,
    options: { code?: number; headers?: Record<string, string>; isMissing?: boolean } = {},
  ) {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.code = options.code;
    this.headers = options.headers ?? {};
    this.isMissing = options.isMissing ?? false;
  }
}

/** The error for a RealtimeKit resource that does not exist. */
export function missing(message: string): ApiError {
  return new ApiError(404, message, { isMissing: true });
}

/** The error for a live input or output that does not exist (contract: code 10003). */
export function missingInStream(message: string): ApiError {
  return new ApiError(404, message, { code: 10003, isMissing: true });
}

/**
 * Cloudflare's error codes in Stream's envelope: 10003 is in the contract, the others are those of
 * Cloudflare's gateway. RealtimeKit's code is the HTTP status.
 */
const streamCodes: Readonly<Record<number, number>> = {
  400: 10005,
  401: 10000,
  403: 9109,
  404: 10003,
  429: 971,
};

/** The body of an error in the envelope of its family. */
export function failure(family: Family, status: number, message?: string, code?: number): unknown {
  const text = message ?? STATUS_CODES[status] ?? "Unknown error";
  return family === "kit"
    ? { success: false, error: { code: code ?? status, message: text } }
    : {
        result: null,
        success: false,
        errors: [{ code: code ?? streamCodes[status] ?? status, message: text }],
        messages: [],
      };
}
