/** The review rules for changes to a live input, including `@pulumi/cloudflare`'s. */
import {
  becomes,
  changes,
  type Condition,
  isMadeAgain,
  whatUpDoes,
  whyReplaced,
} from "../../review/conditions.ts";
import { joined, list, type Phrase, say } from "../../review/phrase.ts";
import type { Change } from "../../review/rule.ts";
import type { Rule } from "../../review/rule.ts";

const HUB_RULES: readonly Rule[] = [
  {
    id: "live-input-replaced",
    level: "breaking",
    on: ["replace"],
    what: "Live input replaced",
    means:
      "its keys stop working and its targets stop receiving video. Every encoder needs the new stream key, and every player the new playback URL.",
    notes: (change, all) => [...whyReplaced(change), ...targetsNote(change, all)],
  },
  {
    id: "live-input-removed",
    level: "breaking",
    on: ["delete"],
    what: "Live input removed",
    means: "its keys and its playback URL stop working, and its targets stop receiving video.",
    notes: targetsNote,
  },
  {
    id: "live-input-disabled",
    level: "breaking",
    on: ["update"],
    when: becomes("enabled", true, false),
    what: "Live input disabled",
    means: "it no longer accepts video, and its targets stop receiving video.",
    notes: targetsNote,
  },
  {
    id: "live-input-gone",
    level: "breaking",
    on: ["gone outside"],
    when: isMadeAgain,
    what: "Live input no longer exists and is created again",
    means:
      "its keys no longer work and its targets receive no video. Every encoder needs the new stream key, and every player the new playback URL.",
    notes: targetsNote,
  },
  {
    id: "live-input-disabled-outside",
    level: "notice",
    on: ["changed outside"],
    when: becomes("enabled", true, false),
    what: "Live input was disabled outside Pulumi",
    means: "it accepts no video, and its targets receive no video.",
    notes: (change, all) => [
      ...whatUpDoes("enabled", "up enables it", "up keeps it disabled")(change),
      ...targetsNote(change, all),
    ],
  },
];

export const review: readonly Rule[] = [
  ...HUB_RULES,
  {
    id: "playback-needs-signature",
    level: "breaking",
    on: ["update"],
    when: becomes("recording.requireSignedUrls", false, true),
    what: "Playback requires a signed URL",
    means: "players with the plain playback URL can no longer play the video.",
  },
  {
    id: "playback-origins-changed",
    level: "notice",
    on: ["update"],
    when: changes("recording.allowedOrigins"),
    what: "Allowed origins change",
    means: "players on other sites can no longer play the video; an empty list allows all sites.",
  },
  {
    id: "recording-off",
    level: "notice",
    on: ["update"],
    when: becomes("recording.mode", "automatic", "off"),
    what: "Recording turned off",
    means: "video that is sent from then on is not recorded.",
  },
  {
    id: "recordings-deleted",
    level: "notice",
    on: ["update"],
    when: changes("deleteRecordingAfterDays"),
    what: "Time after which recordings are deleted changes",
    means: "without a value, recordings are kept.",
  },
];

/** The rules for `@pulumi/cloudflare`'s live input, which can be a hub too. */
export const streamLiveInputRules: readonly Rule[] = HUB_RULES.map((rule) => ({
  ...rule,
  notes: (change, all) => [say`id ${idOfHub(change) ?? "not known"}`, ...targetsNote(change, all)],
}));

function targetsNote(change: Change, all: readonly Change[]): Phrase[] {
  const targets = affectedTargets(change, all);
  return targets.length === 0
    ? []
    : [joined(say`its targets: `, list(targets.map(({ name }) => name)))];
}

/** Whether the target was enabled. */
export function wasOn({ before }: Change): boolean {
  return before.enabled !== false;
}

/** Whether the target is disabled by the change, or may be. */
export const isSwitchedOff: Condition = becomes("enabled", true, false);

/** The id that targets use for a live input. For `@pulumi/cloudflare`'s, its Pulumi id is not the API's id. */
export function idOfHub({ watched, before, id }: Change): string | undefined {
  if (watched === "LiveInput") return id;
  if (watched !== "StreamLiveInput") return undefined;
  return typeof before.uid === "string" ? before.uid : undefined;
}

/** The live input of a target, if it stops receiving video. */
export function hubOf({ before }: Change, all: readonly Change[]): Change | undefined {
  return all.find((other) => idOfHub(other) === before.liveInputId && stopsReceiving(other));
}

function stopsReceiving(change: Change): boolean {
  const { op } = change;
  if (idOfHub(change) === undefined) return false;
  return op === "replace" || op === "delete" || (op === "update" && isSwitchedOff(change));
}

/** The enabled targets of this live input, as far as the preview lists them. */
export function affectedTargets(hub: Change, all: readonly Change[]): Change[] {
  const id = idOfHub(hub);
  return all.filter(
    (each) => each.kind === "RestreamTarget" && wasOn(each) && each.before.liveInputId === id,
  );
}
