/** All rules, by what they look at, in the order in which a report has them. */
import {
  allowsMore,
  becomes,
  changes,
  formerId,
  whyReplaced,
  wideningsOf,
} from "./consequences.ts";
import type { Watched } from "./kinds.ts";
import { say } from "./phrase.ts";
import type { Rule } from "./rule.ts";
import {
  liveInputRules,
  livestreamRules,
  restreamTargetRules,
  streamLiveInputRules,
} from "./stream-rules.ts";

export const RULES: Readonly<Record<Watched, readonly Rule[]>> = {
  Livestream: livestreamRules,
  LiveInput: liveInputRules,
  StreamLiveInput: streamLiveInputRules,
  RestreamTarget: restreamTargetRules,
  Meeting: [
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
      means:
        "where its RTMP stream went so far goes dark, from its next recording on at the latest.",
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
  ],
  Preset: [
    {
      id: "preset-removed",
      level: "breaking",
      on: ["delete"],
      what: "Preset removed",
      means: "whoever adds participants with its name is refused.",
      notes: ({ before }) => [say`name ${String(before.name)}`],
    },
    {
      id: "preset-replaced",
      level: "breaking",
      on: ["replace"],
      what: "Preset replaced",
      means:
        "it is gone where it was, and whoever adds participants there with its name is refused.",
      notes: whyReplaced,
    },
    {
      id: "preset-renamed",
      level: "breaking",
      on: ["update"],
      when: changes("name"),
      what: "Preset renamed",
      means: "whoever adds participants has to give the new name.",
      notes: ({ before, after }) => [say`${String(before.name)} → ${String(after.name)}`],
    },
    {
      id: "preset-widened",
      level: "notice",
      on: ["update"],
      when: allowsMore,
      what: "Preset allows more",
      means: "to whoever joins with it from then on.",
      notes: wideningsOf,
    },
  ],
  App: [
    {
      id: "app-removed",
      level: "breaking",
      on: ["delete"],
      what: "App removed",
      means:
        "it is forgotten, not deleted: it stays with all that is in it, because the API cannot delete it.",
      notes: formerId,
    },
    {
      id: "app-replaced",
      level: "breaking",
      on: ["replace"],
      what: "App replaced",
      means:
        "the new one has another id and is empty; the old one stays with all that is in it, because the API can neither rename nor delete it.",
      notes: whyReplaced,
    },
  ],
  Webhook: [
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
  ],
};

/** What holds for every kind of ours. */
export const RULES_OF_ALL: readonly Rule[] = [
  {
    id: "adopted",
    level: "notice",
    on: ["adopt"],
    what: "Taken over",
    means:
      "what exists is managed from now on and no second one is made; what differs from the declaration is changed in place, or the update fails where the API cannot.",
    notes: ({ after }) => [
      say`id ${typeof after.adopt === "string" ? after.adopt : "not known yet"}`,
    ],
  },
];
