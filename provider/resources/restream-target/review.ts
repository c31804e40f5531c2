/** What a reviewer must know when a restream target changes. */
import { isMadeAgain, whatUpDoes, whyReplaced } from "../../review/conditions.ts";
import { say } from "../../review/phrase.ts";
import { hubOf, isSwitchedOff, wasOn } from "../live-input/review.ts";
import type { Rule } from "../../review/rule.ts";

export const review: readonly Rule[] = [
  {
    id: "target-removed",
    level: "breaking",
    on: ["delete"],
    when: wasOn,
    what: "Restream target goes dark: removed",
    means: "the picture there is cut within 30 seconds.",
  },
  {
    id: "target-off",
    level: "breaking",
    on: ["update", "replace"],
    when: isSwitchedOff,
    what: "Restream target goes dark: switched off",
    means: "no picture goes there until it is switched on again.",
    notes: whyReplaced,
  },
  {
    id: "target-hub-dark",
    level: "breaking",
    on: ["same", "update", "replace"],
    when: (change, all) =>
      wasOn(change) && !isSwitchedOff(change) && hubOf(change, all) !== undefined,
    what: "Restream target goes dark: its live input is replaced, removed or disabled",
    means: "no picture goes there until one comes into a live input that has it.",
    notes: (change, all) => [say`live input ${hubOf(change, all)?.name ?? ""}`],
  },
  {
    id: "target-replaced",
    level: "breaking",
    on: ["replace"],
    when: (change, all) =>
      wasOn(change) && !isSwitchedOff(change) && hubOf(change, all) === undefined,
    what: "Restream target cut short: replaced",
    means: "the picture there ends, and begins anew with the new target.",
    notes: whyReplaced,
  },
  {
    id: "target-off-outside",
    level: "notice",
    on: ["changed outside"],
    when: isSwitchedOff,
    what: "Restream target was switched off outside",
    means: "no picture goes there now.",
    notes: whatUpDoes("enabled", "up switches it on", "up leaves it off"),
  },
  {
    id: "target-gone",
    level: "notice",
    on: ["gone outside"],
    when: (change) => isMadeAgain(change) && wasOn(change),
    what: "Restream target is gone, and made again",
    means: "no picture goes there until up has made it again.",
  },
];
