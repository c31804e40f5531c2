/** The review rules for changes to a webhook. */
import { becomes, changes, isMadeAgain, whatUpDoes } from "../../review/conditions.ts";
import type { Change, Rule } from "../../review/rule.ts";

export const review: readonly Rule[] = [
  {
    id: "webhook-removed",
    level: "breaking",
    on: ["delete"],
    what: "Webhook removed",
    means: "its URL no longer receives events.",
  },
  {
    id: "webhook-off",
    level: "breaking",
    on: ["update"],
    when: becomes("enabled", true, false),
    what: "Webhook disabled",
    means: "its URL receives no events until it is enabled again.",
  },
  {
    id: "webhook-elsewhere",
    level: "notice",
    on: ["update", "replace"],
    when: (change) => tellsOthers(change) || change.op === "replace",
    what: "Webhook's URL or events change",
    means: "the former receiver may miss events.",
  },
  {
    id: "webhook-off-outside",
    level: "notice",
    on: ["changed outside"],
    when: becomes("enabled", true, false),
    what: "Webhook was disabled outside Pulumi",
    means: "its URL receives no events now.",
    notes: whatUpDoes("enabled", "up enables it", "up keeps it disabled"),
  },
  {
    id: "webhook-elsewhere-outside",
    level: "notice",
    on: ["changed outside"],
    when: tellsOthers,
    what: "Webhook's URL or events were changed outside Pulumi",
    means: "the intended receiver may miss events, and someone else may receive them.",
  },
  {
    id: "webhook-gone",
    level: "notice",
    on: ["gone outside"],
    when: isMadeAgain,
    what: "Webhook no longer exists and is created again",
    means: "its URL has missed the events since then.",
  },
];

function tellsOthers(change: Change): boolean {
  return changes("url")(change) || changes("events")(change);
}
