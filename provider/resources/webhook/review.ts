/** What a reviewer must know when a webhook changes. */
import { becomes, changes } from "../../review/conditions.ts";
import type { Rule } from "../../review/rule.ts";

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
    when: (change) =>
      changes("url")(change) || changes("events")(change) || change.op === "replace",
    what: "Webhook tells another address, or of other events",
    means: "who listened so far may miss something.",
  },
];
