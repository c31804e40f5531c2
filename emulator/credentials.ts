import { createHash, randomBytes } from "node:crypto";

/** Where OBS and ffmpeg send their picture (seed page). */
export const ingestServer = "rtmps://live.cloudflare.com:443/live/";

/** A Stream identifier: 32 hexadecimal digits. */
export function streamUid(): string {
  return randomBytes(16).toString("hex");
}

/** A stream key in Stream's form: a secret, the letter k, and the identifier that it opens. */
export function streamKey(uid: string): string {
  return `${randomBytes(16).toString("hex")}k${uid}`;
}

/** The account's own host for playback; the same account always has the same one. */
export function playbackHost(accountId: string): string {
  const code = createHash("sha256").update(accountId).digest("hex").slice(0, 16);
  return `https://customer-${code}.cloudflarestream.com`;
}
