/**
 * Refuses non-local callers. The server listens on the loopback interface only, but a web page can reach it:
 * with a host name that resolves to 127.0.0.1 (DNS rebinding), visible in Host, or from its origin, which the
 * browser sends in Origin. Tools and the official SDK send no Origin.
 */
import type { IncomingHttpHeaders } from "node:http";

const localHost = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;
const localOrigin = /^https?:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;

/** Why a request is not local, or undefined if it is. */
export function strangeTo({ host = "", origin }: IncomingHttpHeaders): string | undefined {
  if (!localHost.test(host)) {
    return `This emulator answers to 127.0.0.1 and localhost only, not to Host: ${quoted(host)}`;
  }
  if (origin !== undefined && !localOrigin.test(origin)) {
    return `This emulator answers no page from elsewhere: Origin: ${quoted(origin)}`;
  }
  return undefined;
}

function quoted(header: string): string {
  return JSON.stringify(header.slice(0, 200));
}
