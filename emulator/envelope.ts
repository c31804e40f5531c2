import { STATUS_CODES } from "node:http";

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

/** An error that a handler throws; it is sent in the envelope of the request's family. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: number | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    options: { code?: number; headers?: Record<string, string> } = {},
  ) {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.code = options.code;
    this.headers = options.headers ?? {};
  }
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
