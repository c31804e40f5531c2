/** Changes outside Pulumi since the last update, and what the update does about them. */
import type { Change, Op, PropertyChange, Reaction } from "../../provider/review/rule.ts";
import { equal } from "../../provider/schema/compare.ts";
import { valueAt } from "../../provider/schema/paths.ts";
import { changeOf, compare, isResource } from "./changes.ts";
import type { Preview } from "./preview.ts";
import { overlap } from "./values.ts";
import type { Step } from "./step.ts";

/** A change for each resource that the refresh found changed or deleted. */
export function outsideOf({ refreshed = [] }: Preview, planned: readonly Change<Op>[]): Change[] {
  const plans = new Map(planned.map((change) => [change.urn, change]));
  return refreshed
    .flatMap((step) => changeOutside(step) ?? [])
    .filter(isResource)
    .map((change) => withReaction(change, plans.get(change.urn)))
    .sort(compare);
}

function changeOutside(step: Step): Change | undefined {
  if (!step.oldState) return undefined;
  if (!step.newState) return changeOf(step, "gone outside");
  const change = changeOf(step, "changed outside");
  return change.properties.length > 0 ? change : undefined;
}

function withReaction(change: Change, plan: Change<Op> | undefined): Change {
  const then = plan === undefined || plan.op === "same" || plan.op === "read" ? undefined : plan.op;
  const properties = change.properties.map((each) => ({
    ...each,
    ...(then !== "delete" && { up: reactionTo(each, change, plan) }),
  }));
  return { ...change, properties, ...(then !== undefined && { then }) };
}

/** What the plan does about a property; its old values are the API's. */
function reactionTo(
  { path }: PropertyChange,
  { before }: Change,
  plan: Change<Op> | undefined,
): Reaction {
  if (!plan?.properties.some((each) => overlap(each.path, path))) return "keeps it";
  const wanted = valueAt(plan.after, path);
  // A value that is not set returns to its default, which is the value in the state.
  return wanted === undefined || equal(wanted, valueAt(before, path))
    ? "puts it back"
    : "changes it";
}
