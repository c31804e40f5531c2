/**
 * Reads successful responses completely. A response whose body is cut off or comes from a gateway does not
 * say whether the call succeeded.
 */
import { isPlain } from "../schema/compare.ts";
import { EMPTY, LostAnswer } from "./errors.ts";

/** A successful response: JSON in one of the two envelopes (contract). */
export interface GoodAnswer {
  readonly json: string;
  /** Whether it reports a failure nevertheless: `success: false`. */
  readonly refuses: boolean;
}

/** Advice if the response does not look like this API's. */
const BETWEEN =
  "There may be a proxy or gateway in between: check realtimekit:baseUrl and the network, then try again";

/**
 * Reads a successful response to its end.
 *
 * @param call such as `GET /accounts/…`
 * @param signal the signal of the request
 * @throws LostAnswer if it is not one of the two envelopes; the signal's reason if the time is up
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
  if (json === "") throw lost(EMPTY);
  if (isPage(response, json)) throw lost("with a web page instead of JSON", BETWEEN);
  const body = parsed(json);
  if (body === undefined) throw lost("but the body is not complete JSON");
  if (!isEnvelope(body)) throw lost("with JSON that is not a response of this API", BETWEEN);
  return { json, refuses: body.success === false };
}

/**
 * A change may be answered with 204; reads and creates need a body. An empty 200 for a delete may come from
 * a gateway and is not trusted: on a retry, the API responds with 404 and the list confirms it.
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
