import type { FastifyInstance } from "fastify";
import { ApiError } from "./envelope.ts";

/** Deeper than any body of this API, and low enough for recursive code. */
const deepest = 100;

/**
 * Reads JSON bodies. An empty body is accepted, because clients send `content-type: application/json` without
 * one; fastify's parser refuses `__proto__` and `constructor.prototype`.
 */
export function readJsonBodies(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser("error", "error");
  server.removeContentTypeParser("application/json");
  server.addContentTypeParser(
    "application/json",
    { parseAs: "string" },
    (request, body: string, done) => {
      if (body === "") done(null, undefined);
      else if (isDeeper(body)) done(tooDeep(), undefined);
      else void parse(request, body, done);
    },
  );
}

function tooDeep(): ApiError {
  return new ApiError(400, `body: nested more than ${deepest} levels deep`);
}

/** Counts brackets outside strings; the parser refuses invalid JSON. */
function isDeeper(json: string): boolean {
  let depth = 0;
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/gs)) {
    if (token === "[" || token === "{") depth += 1;
    else if (token === "]" || token === "}") depth -= 1;
    if (depth > deepest) return true;
  }
  return false;
}
