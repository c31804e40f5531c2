/**
 * Good answers, whole. One of 200 whose body was cut off, or is a gateway's page, says nothing of
 * what became of the call.
 */
import { isPlain } from "../schema/compare.ts";
import { LostAnswer } from "./errors.ts";

/** What a good answer says, as JSON in one of the two envelopes (contract). */
export interface GoodAnswer {
  readonly json: string;
  /** Whether it is a refusal after all: `success: false`. */
  readonly refuses: boolean;
}

/** What to do where the answer does not look like this API's. */
const BETWEEN =
  "There may be a proxy or gateway in between: check realtimekit:baseUrl and the network, then try again";

/**
 * Reads a good answer to its end.
 *
 * @param call as in `GET /accounts/…`
 * @param signal the one that the request was sent with
 * @throws LostAnswer where it is none of the two envelopes; the signal's reason where the time is up
 */
export async function readWhole(
  response: Response,
  call: string,
  signal: AbortSignal,
): Promise<GoodAnswer> {
  const lost = (came: string, advice?: string) =>
    new LostAnswer(call, response.status, came, advice);
  if (hasNothingToTell(response, call)) return { json: '{"success":true}', refuses: false };
  const json = await response.text().catch((error: unknown) => {
    throw signal.aborted ? error : lost("but the body was cut off");
  });
  if (json === "") throw lost("but the body is empty");
  if (isPage(response, json)) throw lost("with a web page instead of JSON", BETWEEN);
  const body = parsed(json);
  if (body === undefined) throw lost("but the body is not complete JSON");
  if (!isEnvelope(body)) throw lost("with JSON that is not a response of this API", BETWEEN);
  return { json, refuses: body.success === false };
}

/**
 * A change that is done may answer 204. What is read or made is in the answer, and an empty one is not
 * it; nor is an empty 200 to a delete believed, which may be a gateway's: asked again, the API answers
 * 404 for what is gone, and the list confirms it.
 */
function hasNothingToTell({ status }: Response, call: string): boolean {
  return status === 204 && !/^(GET|POST) /.test(call);
}

function isPage({ headers }: Response, text: string): boolean {
  return headers.get("content-type")?.includes("html") === true || /^\s*</.test(text);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isEnvelope(body: unknown): body is Record<string, unknown> {
  return isPlain(body) && (typeof body.success === "boolean" || "data" in body || "result" in body);
}
