/** What the rules ask of a change: whether something is switched, what hangs on it, who may do more. */
import type { Change, PropertyChange } from "./changes.ts";
import { reasonOf } from "./kinds.ts";
import { type Phrase, joined, say } from "./phrase.ts";
import { isUnknown, parsePath, valueAt } from "./values.ts";

type Condition = (change: Change) => boolean;

/** Whether the property had one value and gets another; one that is not known yet may be that other. */
export function becomes(path: string, from: unknown, to: unknown): Condition {
  const steps = parsePath(path);
  return ({ before, after }) => {
    const next = valueAt(after, steps);
    return valueAt(before, steps) === from && (next === to || isUnknown(next));
  };
}

/** Whether anything at or below the path changes in one of these ways. */
export function changes(
  path: string,
  ways: readonly PropertyChange["is"][] = ["added", "changed", "removed"],
): Condition {
  const steps = parsePath(path);
  return ({ properties }) =>
    properties.some(
      (each) => ways.includes(each.is) && steps.every((step, index) => each.path[index] === step),
    );
}

/** Whether a picture went to the target. */
export function wasOn({ before }: Change): boolean {
  return before.enabled !== false;
}

/** Whether a picture goes there and will not, or may not. */
export const isSwitchedOff: Condition = becomes("enabled", true, false);

/** The id by which targets name a live input. `@pulumi/cloudflare`'s own is no id of the API's. */
export function idOfHub({ watched, before, id }: Change): string | undefined {
  if (watched === "LiveInput") return id;
  if (watched !== "StreamLiveInput") return undefined;
  return typeof before.uid === "string" ? before.uid : undefined;
}

/** The live input of a target, where it gets no picture any more. */
export function hubOf({ before }: Change, all: readonly Change[]): Change | undefined {
  return all.find((other) => idOfHub(other) === before.liveInputId && goesDark(other));
}

function goesDark(change: Change): boolean {
  const { op } = change;
  if (idOfHub(change) === undefined) return false;
  return op === "replace" || op === "delete" || (op === "update" && isSwitchedOff(change));
}

/** The targets that had a picture from this live input, as far as the preview lists them. */
export function darkenedBy(hub: Change, all: readonly Change[]): Change[] {
  const id = idOfHub(hub);
  return all.filter(
    (each) => each.kind === "RestreamTarget" && wasOn(each) && each.before.liveInputId === id,
  );
}

/** The properties that make a replacement, each with the API's reason. */
export function whyReplaced({ op, kind, reasons, after }: Change): Phrase[] {
  if (op !== "replace" || kind === undefined) return [];
  return reasons.toSorted().map((property) => {
    if (property === "adopt") return say`taken over: ${String(after.adopt)}`;
    const why = reasonOf(kind, property);
    return joined(say`${property} changes`, ours(why === undefined ? "" : ` (${why})`));
  });
}

/** By which it can be found again, or taken over again. */
export function formerId({ id }: Change): Phrase[] {
  return id === undefined ? [] : [say`id ${id}`];
}

/** Words of our own that no template holds. */
function ours(words: string): Phrase {
  return { words: [words], names: [] };
}

/** From what allows least to what allows most. */
const SCALES: readonly (readonly unknown[])[] = [
  [false, true],
  ["NOT_ALLOWED", "CAN_REQUEST", "ALLOWED"],
  ["VIEW_ONLY", "FULL_ACCESS"],
  ["SKIP_ON_ACCEPT", "ON_PRIVILEGED_USER_ENTRY", "SKIP"],
];

/** Switches of a preset's permissions that let nobody do anything. */
const NO_PERMISSIONS = [
  "hiddenParticipant",
  "isRecorder",
  "transcriptionEnabled",
  "handlesViewOnly",
];

function widenings({ kind, before, after, properties }: Change): PropertyChange[] {
  // Who runs the stage may do all from the start.
  if (kind !== "Preset" || before.template === "host") return [];
  return properties.filter(({ path }) => {
    if (path[0] !== "permissions" || NO_PERMISSIONS.includes(String(path.at(-1)))) return false;
    const [was, is] = [valueAt(before, path), valueAt(after, path)];
    return SCALES.some((scale) => scale.includes(is) && scale.indexOf(was) < scale.indexOf(is));
  });
}

/** Whether the preset of others than hosts lets somebody do more. */
export function allowsMore(change: Change): boolean {
  return widenings(change).length > 0;
}

/** What it lets them do. */
export function wideningsOf(change: Change): Phrase[] {
  return widenings(change).map(({ path, after }) => say`${path.slice(1).join(".")} ${after ?? ""}`);
}
