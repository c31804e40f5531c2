import { createHash, randomBytes } from "node:crypto";
import type { Endpoints } from "./context.ts";

/** Cloudflare's endpoints; the ingest server is the one in its documentation. */
export const cloudflareEndpoints: Endpoints = {
  ingestServer: "rtmps://live.cloudflare.com:443/live/",
  playback: (url) => url,
  liveInputStatus: () => null,
};

/** A Stream identifier: 32 hexadecimal digits. */
export function streamUid(): string {
  return randomBytes(16).toString("hex");
}

/** A stream key in Stream's format: a secret, the letter k, and the identifier. */
export function streamKey(uid: string): string {
  return `${randomBytes(16).toString("hex")}k${uid}`;
}

/** The account's host for playback, which is always the same. */
export function playbackHost(accountId: string): string {
  const code = createHash("sha256").update(accountId).digest("hex").slice(0, 16);
  return `https://customer-${code}.cloudflarestream.com`;
}
