/** What a reviewer must know when a webhook changes. */
import { becomes, changes, isMadeAgain, whatUpDoes } from "../../review/conditions.ts";
import type { Change, Rule } from "../../review/rule.ts";

export const review: readonly Rule[] = [
  {
    id: "webhook-removed",
    level: "breaking",
    on: ["delete"],
    what: "Webhook removed",
    means: "its address is told of nothing any more.",
  },
  {
    id: "webhook-off",
    level: "breaking",
    on: ["update"],
    when: becomes("enabled", true, false),
    what: "Webhook switched off",
    means: "its address is told of nothing until it is switched on again.",
  },
  {
    id: "webhook-elsewhere",
    level: "notice",
    on: ["update", "replace"],
    when: (change) => tellsOthers(change) || change.op === "replace",
    what: "Webhook tells another address, or of other events",
    means: "who listened so far may miss something.",
  },
  {
    id: "webhook-off-outside",
    level: "notice",
    on: ["changed outside"],
    when: becomes("enabled", true, false),
    what: "Webhook was switched off outside",
    means: "its address is told of nothing now.",
    notes: whatUpDoes("enabled", "up switches it on", "up leaves it off"),
  },
  {
    id: "webhook-elsewhere-outside",
    level: "notice",
    on: ["changed outside"],
    when: tellsOthers,
    what: "Webhook was changed outside to tell another address, or of other events",
    means: "who should hear of them may not, and somebody else may.",
  },
  {
    id: "webhook-gone",
    level: "notice",
    on: ["gone outside"],
    when: isMadeAgain,
    what: "Webhook is gone, and made again",
    means: "its address has missed what happened meanwhile.",
  },
];

function tellsOthers(change: Change): boolean {
  return changes("url")(change) || changes("events")(change);
}
