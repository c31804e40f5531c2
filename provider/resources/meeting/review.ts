/** What a reviewer must know when a meeting changes. */
import {
  becomes,
  changes,
  formerId,
  isMadeAgain,
  whatUpDoes,
  whyReplaced,
} from "../../review/conditions.ts";
import type { Rule } from "../../review/rule.ts";

/** Where its picture goes by RTMP. */
const EGRESS = "recordingConfig.liveStreamingConfig";

export const review: readonly Rule[] = [
  {
    id: "meeting-inactive",
    level: "breaking",
    on: ["update"],
    when: becomes("status", "ACTIVE", "INACTIVE"),
    what: "Meeting becomes INACTIVE",
    means: "nobody can join it any more.",
  },
  {
    id: "meeting-removed",
    level: "breaking",
    on: ["delete"],
    what: "Meeting removed",
    means: "it becomes INACTIVE and nobody can join it; the API cannot delete it.",
  },
  {
    id: "meeting-replaced",
    level: "breaking",
    on: ["replace"],
    what: "Meeting replaced",
    means: "the new one has another id; nobody can join the old one.",
    notes: whyReplaced,
  },
  {
    id: "meeting-egress-changed",
    level: "breaking",
    on: ["update"],
    when: changes(EGRESS, ["changed", "removed"]),
    what: "Meeting's picture goes elsewhere",
    means: "where its RTMP stream went so far goes dark, from its next recording on at the latest.",
  },
  {
    id: "meeting-egress-added",
    level: "notice",
    on: ["update"],
    when: changes(EGRESS, ["added"]),
    what: "Meeting's picture goes out by RTMP",
    means: "as soon as it is recorded.",
  },
  {
    id: "meeting-not-sent-out",
    level: "notice",
    on: ["update"],
    when: becomes("recordOnStart", true, false),
    what: "Meeting no longer recorded on start",
    means: "only a recording sends its picture out by RTMP.",
  },
  {
    id: "meeting-not-live",
    level: "notice",
    on: ["update"],
    when: becomes("liveStreamOnStart", true, false),
    what: "Meeting no longer goes live on start",
    means: "somebody has to start its livestream.",
  },
  {
    id: "meeting-gone",
    level: "breaking",
    on: ["gone outside"],
    when: isMadeAgain,
    what: "Meeting is gone, and made again",
    means: "the new one has another id; nobody can join the old one.",
    notes: formerId,
  },
  {
    id: "meeting-inactive-outside",
    level: "notice",
    on: ["changed outside"],
    when: becomes("status", "ACTIVE", "INACTIVE"),
    what: "Meeting was made INACTIVE outside",
    means: "nobody can join it now.",
    notes: whatUpDoes("status", "up makes it ACTIVE", "up leaves it so"),
  },
  {
    id: "meeting-egress-outside",
    level: "notice",
    on: ["changed outside"],
    when: changes(EGRESS),
    what: "Meeting's picture was sent elsewhere outside",
    means: "its RTMP stream goes where no declaration has sent it, or nowhere.",
    notes: whatUpDoes(EGRESS, "up sends it where declared", "up leaves it so"),
  },
];
