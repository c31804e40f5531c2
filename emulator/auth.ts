import { ApiError } from "./envelope.ts";

/** The accepted bearer tokens. */
export interface TokenRules {
  /** The only token that can write; if not set, any non-empty token can. */
  readonly token?: string | undefined;
  /** A token that can read and gets 403 for writes. */
  readonly readOnlyToken?: string | undefined;
}

const reads = new Set(["GET", "HEAD", "OPTIONS"]);

/** The bearer token of a request, or undefined if the header is missing or malformed. */
export function bearerToken(header: string | undefined): string | undefined {
  return /^Bearer +(\S+)$/i.exec(header ?? "")?.[1];
}

/** Throws 401 for a missing or wrong token, and 403 for a write with the read-only one. */
export function authorize(rules: TokenRules, method: string, header: string | undefined): void {
  const token = bearerToken(header);
  if (token === undefined) {
    throw new ApiError(401, "Authentication error: expected the header Authorization: Bearer …");
  }
  if (token === rules.readOnlyToken) {
    if (reads.has(method)) return;
    throw new ApiError(403, "Unauthorized: this token may read, and not write");
  }
  if (rules.token !== undefined && token !== rules.token) {
    throw new ApiError(401, "Authentication error: invalid API token");
  }
}
