/** The review rules for changes to a restream target. */
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
    what: "Restream target removed",
    means: "the platform stops receiving video within 30 seconds.",
  },
  {
    id: "target-off",
    level: "breaking",
    on: ["update", "replace"],
    when: isSwitchedOff,
    what: "Restream target disabled",
    means: "the platform receives no video until the target is enabled again.",
    notes: whyReplaced,
  },
  {
    id: "target-hub-dark",
    level: "breaking",
    on: ["same", "update", "replace"],
    when: (change, all) =>
      wasOn(change) && !isSwitchedOff(change) && hubOf(change, all) !== undefined,
    what: "Restream target stops receiving video: its live input is replaced, removed or disabled",
    means: "the platform receives no video until a live input with this target receives video.",
    notes: (change, all) => [say`live input ${hubOf(change, all)?.name ?? ""}`],
  },
  {
    id: "target-replaced",
    level: "breaking",
    on: ["replace"],
    when: (change, all) =>
      wasOn(change) && !isSwitchedOff(change) && hubOf(change, all) === undefined,
    what: "Restream target replaced",
    means: "the video on the platform stops, and starts again with the new target.",
    notes: whyReplaced,
  },
  {
    id: "target-off-outside",
    level: "notice",
    on: ["changed outside"],
    when: isSwitchedOff,
    what: "Restream target was disabled outside Pulumi",
    means: "the platform receives no video now.",
    notes: whatUpDoes("enabled", "up enables it", "up keeps it disabled"),
  },
  {
    id: "target-gone",
    level: "notice",
    on: ["gone outside"],
    when: (change) => isMadeAgain(change) && wasOn(change),
    what: "Restream target no longer exists and is created again",
    means: "the platform receives no video until up has created it again.",
  },
];
