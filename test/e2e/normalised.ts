/** What a preview or a review says, the same in each run. */
import { ACCOUNT, APP } from "../support/account.ts";

/** Ids and suffixes as the words that say what they are, without the line that a slow engine shows now and then. */
export function normalised(text: string): string {
  return text
    .replace(/^@ previewing update\.+\n/gm, "")
    .replaceAll(ACCOUNT, "<account>")
    .replaceAll(APP, "<app>")
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "<uuid>")
    .replace(/\b[0-9a-f]{32}\b/g, "<id>")
    .replace(/\b([a-z]+)-[0-9a-f]{7}\b/g, "$1-<suffix>")
    .replace(/customer-[0-9a-f]+/g, "customer-<code>");
}
