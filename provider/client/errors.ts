/** Error messages: the call, the status, the message of the API, and what to do. Never a secret. */
import { APIConnectionError, APIConnectionTimeoutError, APIError } from "cloudflare/core/error";
import * as z from "zod";
import { UserError, messageOf } from "../user-error.ts";
import { withoutSecrets } from "../schema/schema.ts";

/** The response header with which api.ts passes on the call of an error. */
export const CALL_HEADER = "x-realtimekit-call";

/** The response header with the status of a success, which the client turns into 200. */
export const STATUS_HEADER = "x-realtimekit-status";

/** A response with an error status; `instanceof` alone leaves the type parameters open. */
function isAnswer(error: unknown): error is APIError {
  return error instanceof APIError;
}

/** Whether the API responds that the resource does not exist. */
export function isNotFound(error: unknown): boolean {
  if (!isAnswer(error)) return false;
  return error.status === 404 || error.status === 410 || codesOf(error).includes(10003);
}

/**
 * Whether the resource may not exist: also where the API refuses an id as invalid, in a call that sends
 * nothing else. The list of all resources must confirm it.
 */
export function mayBeMissing(error: unknown): boolean {
  if (isNotFound(error)) return true;
  const call = isAnswer(error) ? (error.headers?.get(CALL_HEADER) ?? "") : "";
  return isInvalid(error) && /^(GET|DELETE) /.test(call);
}

/** Whether the API refuses what was sent. */
export function isInvalid(error: unknown): boolean {
  return isAnswer(error) && (error.status === 400 || error.status === 422);
}

/** Whether a write may have been made: there is no response, or it does not say. */
export function isUncertain(error: unknown): boolean {
  if (error instanceof UnexpectedAnswer || error instanceof APIConnectionError) return true;
  return isAnswer(error) && (Number(error.status) >= 500 || error.status === 408);
}

/** Whether the API refused because of its rate limit, without doing anything. */
export function isTooMany(error: unknown): error is APIError<429, Headers> {
  return isAnswer(error) && error.status === 429;
}

/** The HTTP status of an API error. */
export function statusOf(error: unknown): number | undefined {
  return isAnswer(error) ? error.status : undefined;
}

/** A response that does not match the contract. */
export class UnexpectedAnswer extends UserError {}

/** What is wrong with a response without a body. */
export const EMPTY = "but the body is empty";

/**
 * A response that does not say whether the call succeeded: its body was cut off, or it is not from the API.
 * The SDK handles it like a lost connection and retries the call, except for creates.
 */
export class LostAnswer extends UserError {
  readonly status: number;
  readonly isEmpty: boolean;

  /**
   * @param call such as `PUT /accounts/…`
   * @param came what was wrong with the response, such as "but the body was cut off"
   */
  constructor(call: string, status: number, came: string, advice = "Try again") {
    const perhaps = call.startsWith("GET ") ? "" : "; the change may have been made anyway";
    super(`${call} responded with ${status}, ${came}. ${advice}${perhaps}.`);
    this.status = status;
    this.isEmpty = came === EMPTY;
  }
}

/** Validates a response. */
export function answer<S extends z.ZodType>(schema: S, body: unknown, call: string): z.output<S> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const where = issue?.path.join(".") ?? "";
  throw new UnexpectedAnswer(
    `${call}: the API returned an unexpected response (${where}: ${issue?.message ?? "unreadable"}); ` +
      "if this happens again, the API may have changed: update pulumi-realtimekit",
  );
}

const ADVICE: Record<number, string> = {
  401: "The API rejects the token: check realtimekit:apiToken (or CLOUDFLARE_API_TOKEN); it may be mistyped, expired or revoked. If you changed the token in config, refresh and destroy still use the old one until the next `pulumi up`, unless you run them with --run-program.",
  403: "The token lacks a permission: it needs Realtime Admin, and Stream: Edit for live inputs and restream targets, on this account (realtimekit:accountId).",
  404: "The API did not find it: check realtimekit:accountId and realtimekit:appId.",
  429: "Too many requests: the API allows 1,200 requests in 5 minutes for all programs of a user; try again later.",
};

/** The error in short, without advice. */
export function briefly(error: unknown, secrets: readonly string[]): string {
  const words =
    statusOf(error) !== undefined && isAnswer(error)
      ? `${error.status}: ${wordsOf(error)}`
      : explanationOf(error).replace(/\. [A-Z].*$/s, "");
  return withoutSecrets(words, secrets);
}

/** The error with a message for people, without `secrets`. */
export function explain(error: unknown, secrets: readonly string[]): UserError {
  return new UserError(withoutSecrets(explanationOf(error), secrets), { cause: error });
}

function explanationOf(error: unknown): string {
  if (error instanceof APIConnectionTimeoutError) {
    return "The API did not respond in time. Try again; the last change may have been made anyway.";
  }
  if (error instanceof APIConnectionError) {
    if (error.cause instanceof UserError) return error.cause.message;
    const cause = error.cause instanceof Error ? error.cause.message : error.message;
    return `The API cannot be reached (${cause}). Check realtimekit:baseUrl and the network.`;
  }
  // Nobody but the interrupt itself answers this.
  if (statusOf(error) === 499 && isAnswer(error)) return wordsOf(error);
  if (isAnswer(error)) {
    const call = error.headers?.get(CALL_HEADER) ?? "a call";
    const advice = ADVICE[Number(error.status)];
    return `${call} responded with ${error.status}: ${wordsOf(error)}${advice ? `. ${advice}` : ""}`;
  }
  return messageOf(error);
}

const problem = z.object({ code: z.number().optional(), message: z.string() });

/** Both envelopes: `{ error }` of RealtimeKit, `{ errors }` of Stream and others (contract). */
const refusal = z.object({ error: problem.optional(), errors: z.array(problem).optional() });

function problemsOf(error: APIError): z.output<typeof problem>[] {
  const body = refusal.safeParse(error.error);
  if (!body.success) return [];
  return [...(body.data.error ? [body.data.error] : []), ...(body.data.errors ?? [])];
}

function codesOf(error: APIError): (number | undefined)[] {
  return problemsOf(error).map(({ code }) => code);
}

function wordsOf(error: APIError): string {
  const words = problemsOf(error).map(
    ({ code, message }) => `${message}${code === undefined ? "" : ` (code ${code})`}`,
  );
  if (words.length > 0) return words.join("; ");
  const isPage = error.headers?.get("content-type")?.includes("html");
  return isPage
    ? "a web page instead of JSON; is there a proxy or gateway in between?"
    : "no explanation";
}
