/** Conditions and notes that the rules share. */
import { joined, ours, type Phrase, say } from "./phrase.ts";
import type { Change, PropertyChange } from "./rule.ts";
import { valueAt } from "../schema/paths.ts";
import { isUnknown, parsePath } from "./values.ts";

export type Condition = (change: Change) => boolean;

/** Whether the property changes from one value to another; an unknown value counts as the other. */
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

/** The properties that cause a replacement, each with the reason. */
export function whyReplaced({ op, reasons, after, why }: Change): Phrase[] {
  if (op !== "replace") return [];
  return reasons.toSorted().map((property) => {
    if (property === "adopt") return say`adopted: ${String(after.adopt)}`;
    const reason = Object.hasOwn(why, property) ? ` (${why[property] ?? ""})` : "";
    return joined(say`${property} changes`, ours(reason));
  });
}

/** Whether the update creates a deleted resource again. */
export const isMadeAgain: Condition = ({ then }) => then === "create" || then === "adopt";

/** A note about what the update does with a property that was changed outside Pulumi. */
export function whatUpDoes(path: string, back: string, kept: string) {
  const touches = changes(path);
  return (change: Change): Phrase[] => {
    if (change.then === "delete") return [ours("up removes it")];
    const isKept = change.properties.every(
      (each) => !touches({ ...change, properties: [each] }) || each.up === "keeps it",
    );
    return [ours(isKept ? kept : back)];
  };
}

/** The id, with which it can be found or adopted again. */
export function formerId({ id }: Change): Phrase[] {
  return id === undefined ? [] : [say`id ${id}`];
}
