/** Errors for people: which call, which status, the API's own words, what to do. Never a key. */
import { APIConnectionError, APIConnectionTimeoutError, APIError } from "cloudflare/core/error";
import * as z from "zod";
import { UserError, messageOf } from "../user-error.ts";
import { withoutSecrets } from "../schema/schema.ts";

/** The response header in which http.ts says which call an error answers. */
export const CALL_HEADER = "x-realtimekit-call";

/** An answer with an error status; `instanceof` alone leaves the SDK's type parameters open. */
function isAnswer(error: unknown): error is APIError {
  return error instanceof APIError;
}

/** Whether the API answers that what was asked for is not there. */
export function isNotFound(error: unknown): boolean {
  return isAnswer(error) && (error.status === 404 || codesOf(error).includes(10003));
}

/** Whether the write may have happened: no answer, or one that does not say. */
export function isUncertain(error: unknown): boolean {
  if (error instanceof UnexpectedAnswer || error instanceof APIConnectionError) return true;
  return isAnswer(error) && (Number(error.status) >= 500 || error.status === 408);
}

/** Whether the API refused for now only, without doing anything. */
export function isTooMany(error: unknown): error is APIError<429, Headers> {
  return isAnswer(error) && error.status === 429;
}

/** The HTTP status of an API error. */
export function statusOf(error: unknown): number | undefined {
  return isAnswer(error) ? error.status : undefined;
}

/** An answer that is not what the contract says. */
export class UnexpectedAnswer extends UserError {}

/**
 * An answer that says nothing of what became of the call: its body was cut off, or it is not the
 * API's. The SDK takes it for a connection that broke: it asks again, but for creates.
 */
export class LostAnswer extends UserError {
  /**
   * @param call as in `PUT /accounts/…`
   * @param came what was wrong with the answer, as in "but its body was cut off"
   */
  constructor(call: string, status: number, came: string, advice = "Try again") {
    const perhaps = call.startsWith("GET ") ? "" : "; what was asked for may have happened";
    super(`${call} answered ${status}, ${came}. ${advice}${perhaps}.`);
  }
}

/** Validates an answer at the edge; what comes behind it can be trusted. */
export function answer<S extends z.ZodType>(schema: S, body: unknown, call: string): z.output<S> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const where = issue?.path.join(".") ?? "";
  throw new UnexpectedAnswer(
    `${call}: the API's answer is not what it promises (${where}: ${issue?.message ?? "unreadable"}); ` +
      "if this lasts, the API has changed: look for a newer version of pulumi-realtimekit",
  );
}

const ADVICE: Record<number, string> = {
  401: "The API refuses the token: check realtimekit:apiToken (or CLOUDFLARE_API_TOKEN); it may be mistyped, expired or revoked. After a change of the config's token, refresh and destroy know the old one until an `up`; or run them with --run-program.",
  403: "The token may not do this: it needs the permission Realtime Admin, and Stream: Edit for live inputs and restream targets, on this account (realtimekit:accountId).",
  404: "The API does not know this: check realtimekit:accountId and realtimekit:appId.",
  429: "Too many requests: the API's limit is 1,200 in 5 minutes for all programs of one user; try again later.",
};

/** What the API says or why it says nothing, without what to do about it. */
export function briefly(error: unknown, secrets: readonly string[]): string {
  const words =
    statusOf(error) !== undefined && isAnswer(error)
      ? `${error.status}: ${wordsOf(error)}`
      : explanationOf(error).replace(/\. [A-Z].*$/s, "");
  return withoutSecrets(words, secrets);
}

/** Any error as one for people, cleared of `secrets`. */
export function explain(error: unknown, secrets: readonly string[]): UserError {
  return new UserError(withoutSecrets(explanationOf(error), secrets), { cause: error });
}

function explanationOf(error: unknown): string {
  if (error instanceof APIConnectionTimeoutError) {
    return "The API did not answer in time. Try again; what was asked for last may have happened.";
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
    return `${call} answered ${error.status}: ${wordsOf(error)}${advice ? `. ${advice}` : ""}`;
  }
  return messageOf(error);
}

const problem = z.object({ code: z.number().optional(), message: z.string() });

/** Both envelopes: `{ error }` of RealtimeKit, `{ errors }` of Stream and the rest (contract). */
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
