/** The review rules for changes to a preset. */
import { changes, isMadeAgain, whatUpDoes, whyReplaced } from "../../review/conditions.ts";
import { type Phrase, say } from "../../review/phrase.ts";
import type { Change, PropertyChange } from "../../review/rule.ts";
import { valueAt } from "../../schema/paths.ts";
import type { Rule } from "../../review/rule.ts";

export const review: readonly Rule[] = [
  {
    id: "preset-removed",
    level: "breaking",
    on: ["delete"],
    what: "Preset removed",
    means: "adding participants with its name fails.",
    notes: ({ before }) => [say`name ${String(before.name)}`],
  },
  {
    id: "preset-replaced",
    level: "breaking",
    on: ["replace"],
    what: "Preset replaced",
    means:
      "it no longer exists in the former app, and adding participants with its name fails there.",
    notes: whyReplaced,
  },
  {
    id: "preset-renamed",
    level: "breaking",
    on: ["update"],
    when: changes("name"),
    what: "Preset renamed",
    means: "participants must be added with the new name.",
    notes: newName,
  },
  {
    id: "preset-widened",
    level: "notice",
    on: ["update"],
    when: allowsMore,
    what: "Preset grants more permissions",
    means: "they apply to participants who join with it from then on.",
    notes: wideningsOf,
  },
  {
    id: "preset-gone",
    level: "breaking",
    on: ["gone outside"],
    when: isMadeAgain,
    what: "Preset no longer exists and is created again",
    means:
      "adding participants with its name fails until then; if the name is automatic, the new preset has another one.",
    notes: ({ before }) => [say`name ${String(before.name)}`],
  },
  {
    id: "preset-renamed-outside",
    level: "notice",
    on: ["changed outside"],
    when: changes("name"),
    what: "Preset was renamed outside Pulumi",
    means: "adding participants with the name in the stack's outputs fails.",
    notes: newName,
  },
  {
    id: "preset-widened-outside",
    level: "notice",
    on: ["changed outside"],
    when: allowsMore,
    what: "Preset was given more permissions outside Pulumi",
    means:
      "they apply to participants who have joined with it since, and they are not in your inputs.",
    notes: (change) => [...wideningsOf(change), ...aboutWidenings(change)],
  },
];

/** An automatic name is not in the inputs, but in the state. */
function newName({ before, after }: Change): Phrase[] {
  const { __autoName: kept } = before;
  const next = [after.name, kept].find((each) => typeof each === "string");
  const name = String(before.name);
  return [next === undefined ? say`${name} → an automatic name` : say`${name} → ${next}`];
}

/** Scales of values, from the fewest to the most permissions. */
const SCALES: readonly (readonly unknown[])[] = [
  [false, true],
  ["NOT_ALLOWED", "CAN_REQUEST", "ALLOWED"],
  ["VIEW_ONLY", "FULL_ACCESS"],
  ["SKIP_ON_ACCEPT", "ON_PRIVILEGED_USER_ENTRY", "SKIP"],
];

/** Values of `permissions` that do not allow anything. */
const NO_PERMISSIONS = [
  "hiddenParticipant",
  "isRecorder",
  "transcriptionEnabled",
  "handlesViewOnly",
];

function widenings({ kind, before, after, properties }: Change): PropertyChange[] {
  // Hosts can do everything anyway.
  if (kind !== "Preset" || before.template === "host") return [];
  return properties.filter(({ path }) => {
    if (path[0] !== "permissions" || NO_PERMISSIONS.includes(String(path.at(-1)))) return false;
    const [was, is] = [valueAt(before, path), valueAt(after, path)];
    return SCALES.some((scale) => scale.includes(is) && scale.indexOf(was) < scale.indexOf(is));
  });
}

/** Whether a preset that is not for hosts grants more permissions. */
function allowsMore(change: Change): boolean {
  return widenings(change).length > 0;
}

function aboutWidenings(change: Change): Phrase[] {
  const says = whatUpDoes("permissions", "up removes them", "up keeps them");
  return says({ ...change, properties: widenings(change) });
}

/** The permissions that it grants. */
function wideningsOf(change: Change): Phrase[] {
  return widenings(change).map(({ path, after }) => say`${path.slice(1).join(".")} ${after ?? ""}`);
}
