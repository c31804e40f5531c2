/** All rules, by what they look at, in the order in which a report has them. */
import { streamLiveInputRules } from "../../provider/resources/live-input/review.ts";
import { registry } from "../../provider/resources/registry.ts";
import { say } from "../../provider/review/phrase.ts";
import type { Rule } from "../../provider/review/rule.ts";
import { STREAM_LIVE_INPUT } from "./kinds.ts";

export const RULES: ReadonlyMap<string, readonly Rule[]> = new Map([
  ...registry.map(({ name, review }) => [name, review] as const),
  [STREAM_LIVE_INPUT, streamLiveInputRules],
]);

/** What holds for every kind of ours. */
export const RULES_OF_ALL: readonly Rule[] = [
  {
    id: "adopted",
    level: "notice",
    on: ["adopt"],
    what: "Adopted",
    means:
      "the existing resource is managed from now on, and no second one is created. What differs from your inputs is updated in place, or the update fails if the API cannot change it.",
    notes: ({ after }) => [
      say`id ${typeof after.adopt === "string" ? after.adopt : "not known yet"}`,
    ],
  },
];
