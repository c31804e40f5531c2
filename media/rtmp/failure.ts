/** Why a server did not take a stream, each with one clear message. */
import type { Address } from "./address.ts";

export type FailureReason =
  | "bad certificate"
  | "closed port"
  | "connection lost"
  | "no answer"
  | "not RTMP"
  | "refused key"
  | "unknown application"
  | "unknown host";

/** A stream that a server did not take. Its message contains no stream key. */
export class PublishFailure extends Error {
  override name = "PublishFailure";
  readonly reason: FailureReason;

  constructor(reason: FailureReason, message: string) {
    super(message);
    this.reason = reason;
  }
}

/** How far a connection had come when it failed. */
export type Stage = "network" | "handshake" | "connect" | "publish" | "streaming";

/** The failure behind a socket's error. */
export function failureOf(
  error: Error | undefined,
  { host, port, app }: Address,
  stage: Stage,
): PublishFailure {
  if (error instanceof PublishFailure) return error;
  const code = error !== undefined && "code" in error ? String(error.code) : undefined;
  const at = `${host}:${port}`;
  switch (code) {
    case "ECONNREFUSED":
      return new PublishFailure("closed port", `Nothing listens at ${at}.`);
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return new PublishFailure("unknown host", `The host ${host} was not found.`);
    case "EHOSTUNREACH":
    case "ENETUNREACH":
    case "ETIMEDOUT":
      return new PublishFailure("no answer", `${at} cannot be reached (${code}).`);
  }
  if (code !== undefined && isOfCertificate(code)) {
    return new PublishFailure(
      "bad certificate",
      `The certificate of ${at} is not valid: ${error?.message ?? code}.`,
    );
  }
  if (code?.startsWith("ERR_SSL_") || error?.name === "ProtocolError") {
    return new PublishFailure("not RTMP", `${at} does not answer as an RTMP server would.`);
  }
  switch (stage) {
    case "network":
    case "handshake":
      return new PublishFailure("not RTMP", `${at} closed the connection in the handshake.`);
    case "connect":
      return new PublishFailure(
        "unknown application",
        `${at} closed the connection when it was asked for the application "${app}".`,
      );
    case "publish":
      return new PublishFailure(
        "refused key",
        `${at} closed the connection when it got the stream key.`,
      );
    case "streaming":
      return new PublishFailure("connection lost", `${at} closed the connection.`);
  }
}

function isOfCertificate(code: string): boolean {
  return (
    /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT_)/.test(code) ||
    code === "HOSTNAME_MISMATCH"
  );
}
