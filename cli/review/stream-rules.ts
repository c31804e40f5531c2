/** The rules of what a picture goes into and comes out of. */
import {
  becomes,
  changes,
  darkenedBy,
  formerId,
  hubOf,
  idOfHub,
  isSwitchedOff,
  wasOn,
  whyReplaced,
} from "./consequences.ts";
import type { Change } from "./changes.ts";
import { type Phrase, joined, list, say } from "./phrase.ts";
import type { Rule } from "./rule.ts";

function targetsNote(change: Change, all: readonly Change[]): Phrase[] {
  const targets = darkenedBy(change, all);
  return targets.length === 0
    ? []
    : [joined(say`its targets: `, list(targets.map(({ name }) => name)))];
}

const HUB_RULES: readonly Rule[] = [
  {
    id: "live-input-replaced",
    level: "breaking",
    on: ["replace"],
    what: "Live input replaced",
    means:
      "its keys die and all its targets go dark; every encoder needs the new key, every player the new playback URL.",
    notes: (change, all) => [...whyReplaced(change), ...targetsNote(change, all)],
  },
  {
    id: "live-input-removed",
    level: "breaking",
    on: ["delete"],
    what: "Live input removed",
    means: "its keys die, all its targets go dark, and its playback URL stops working.",
    notes: targetsNote,
  },
  {
    id: "live-input-disabled",
    level: "breaking",
    on: ["update"],
    when: becomes("enabled", true, false),
    what: "Live input disabled",
    means: "it takes no picture any more, and all its targets go dark.",
    notes: targetsNote,
  },
];

export const livestreamRules: readonly Rule[] = [
  {
    id: "livestream-replaced",
    level: "breaking",
    on: ["replace"],
    what: "Livestream replaced",
    means:
      "every encoder needs the new stream key and every player the new playback URL. The old livestream stays reachable with its old key, because the API cannot delete it.",
    notes: whyReplaced,
  },
  {
    id: "livestream-removed",
    level: "breaking",
    on: ["delete"],
    what: "Livestream removed",
    means:
      "it is forgotten, not deleted: it stays reachable, and its stream key and playback URL keep working, because the API cannot delete it.",
    notes: formerId,
  },
];

export const liveInputRules: readonly Rule[] = [
  ...HUB_RULES,
  {
    id: "playback-needs-signature",
    level: "breaking",
    on: ["update"],
    when: becomes("recording.requireSignedUrls", false, true),
    what: "Playback needs a signed URL",
    means: "players with the plain playback URL are turned away.",
  },
  {
    id: "playback-origins-changed",
    level: "notice",
    on: ["update"],
    when: changes("recording.allowedOrigins"),
    what: "Origins that may show the video change",
    means: "players on sites that are not listed are turned away; an empty list means all sites.",
  },
  {
    id: "recording-off",
    level: "notice",
    on: ["update"],
    when: becomes("recording.mode", "automatic", "off"),
    what: "Recording switched off",
    means: "what is sent from then on is not kept as a video.",
  },
  {
    id: "recordings-deleted",
    level: "notice",
    on: ["update"],
    when: changes("deleteRecordingAfterDays"),
    what: "Age at which recordings are deleted changes",
    means: "without one they are kept.",
  },
];

/** Of `@pulumi/cloudflare`'s live input, which may be a hub as well. */
export const streamLiveInputRules: readonly Rule[] = HUB_RULES.map((rule) => ({
  ...rule,
  notes: (change, all) => [say`id ${idOfHub(change) ?? "not known"}`, ...targetsNote(change, all)],
}));

export const restreamTargetRules: readonly Rule[] = [
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
];
