/** What a reviewer must know when a meeting changes. */
import { becomes, changes, whyReplaced } from "../../review/conditions.ts";
import type { Rule } from "../../review/rule.ts";

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
    when: changes("recordingConfig.liveStreamingConfig", ["changed", "removed"]),
    what: "Meeting's picture goes elsewhere",
    means: "where its RTMP stream went so far goes dark, from its next recording on at the latest.",
  },
  {
    id: "meeting-egress-added",
    level: "notice",
    on: ["update"],
    when: changes("recordingConfig.liveStreamingConfig", ["added"]),
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
];
