/**
 * Who may call. The server listens on the loopback interface only, but a web page gets there: with a
 * name of its own that leads to 127.0.0.1 (DNS rebinding), which its Host says, or from its own
 * origin, which the browser puts into Origin. Tools and the official SDK send no Origin.
 */
import type { IncomingHttpHeaders } from "node:http";

const localHost = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;
const localOrigin = /^https?:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;

/** Why a request is none of this machine's own, or undefined where it is. */
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
