/** The review rules for changes to a meeting. */
import {
  becomes,
  changes,
  formerId,
  isMadeAgain,
  whatUpDoes,
  whyReplaced,
} from "../../review/conditions.ts";
import type { Rule } from "../../review/rule.ts";

/** The path of its RTMP destination. */
const EGRESS = "recordingConfig.liveStreamingConfig";

export const review: readonly Rule[] = [
  {
    id: "meeting-inactive",
    level: "breaking",
    on: ["update"],
    when: becomes("status", "ACTIVE", "INACTIVE"),
    what: "Meeting becomes INACTIVE",
    means: "participants can no longer join it.",
  },
  {
    id: "meeting-removed",
    level: "breaking",
    on: ["delete"],
    what: "Meeting removed",
    means: "it becomes INACTIVE and participants can no longer join it; the API cannot delete it.",
  },
  {
    id: "meeting-replaced",
    level: "breaking",
    on: ["replace"],
    what: "Meeting replaced",
    means: "the new meeting has another id, and participants can no longer join the old one.",
    notes: whyReplaced,
  },
  {
    id: "meeting-egress-changed",
    level: "breaking",
    on: ["update"],
    when: changes(EGRESS, ["changed", "removed"]),
    what: "Meeting streams to another destination",
    means:
      "the former destination stops receiving video, at the latest when the next recording starts.",
  },
  {
    id: "meeting-egress-added",
    level: "notice",
    on: ["update"],
    when: changes(EGRESS, ["added"]),
    what: "Meeting streams over RTMP",
    means: "it streams as soon as it is recorded.",
  },
  {
    id: "meeting-not-sent-out",
    level: "notice",
    on: ["update"],
    when: becomes("recordOnStart", true, false),
    what: "Meeting no longer recorded on start",
    means: "only a recording is streamed over RTMP.",
  },
  {
    id: "meeting-not-live",
    level: "notice",
    on: ["update"],
    when: becomes("liveStreamOnStart", true, false),
    what: "Meeting no longer goes live on start",
    means: "someone has to start its livestream.",
  },
  {
    id: "meeting-gone",
    level: "breaking",
    on: ["gone outside"],
    when: isMadeAgain,
    what: "Meeting no longer exists and is created again",
    means: "the new meeting has another id, and participants can no longer join the old one.",
    notes: formerId,
  },
  {
    id: "meeting-inactive-outside",
    level: "notice",
    on: ["changed outside"],
    when: becomes("status", "ACTIVE", "INACTIVE"),
    what: "Meeting was set to INACTIVE outside Pulumi",
    means: "participants cannot join it now.",
    notes: whatUpDoes("status", "up sets it to ACTIVE", "up keeps it INACTIVE"),
  },
  {
    id: "meeting-egress-outside",
    level: "notice",
    on: ["changed outside"],
    when: changes(EGRESS),
    what: "Meeting's stream destination was changed outside Pulumi",
    means: "it streams to a destination that is not in your inputs, or to none.",
    notes: whatUpDoes(EGRESS, "up restores the destination", "up keeps it"),
  },
];
