/** All rules by kind, in the order of the report. */
import { streamLiveInputRules } from "../../provider/resources/live-input/review.ts";
import { registry } from "../../provider/resources/registry.ts";
import { say } from "../../provider/review/phrase.ts";
import type { Rule } from "../../provider/review/rule.ts";
import { STREAM_LIVE_INPUT } from "./kinds.ts";

export const RULES: ReadonlyMap<string, readonly Rule[]> = new Map([
  ...registry.map(({ name, review }) => [name, review] as const),
  [STREAM_LIVE_INPUT, streamLiveInputRules],
]);

/** The rules for all kinds of this package. */
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
