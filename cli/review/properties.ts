/** The properties of a resource that change, without secrets. */
import { differences } from "../../provider/engine/differences.ts";
import type { Change, PropertyChange } from "../../provider/review/rule.ts";
import { parsePath } from "../../provider/review/values.ts";
import { isPlain } from "../../provider/schema/compare.ts";
import { type Path, valueAt } from "../../provider/schema/paths.ts";
import { isDeclared, isOutput } from "./kinds.ts";
import { comparePaths, isSecretIn, leaves, overlap, shown } from "./values.ts";
import type { Step } from "./step.ts";

export type States = Pick<Step, "oldState" | "newState" | "detailedDiff">;

/** The inputs that change. */
export function propertiesOf(change: Omit<Change, "properties">, states: States): PropertyChange[] {
  const { op, kind } = change;
  const old = states.oldState?.inputs ?? {};
  const found =
    op === "delete"
      ? wholly("removed", old, change)
      : op === "create" || op === "adopt" || op === "import"
        ? wholly("added", change.after, change)
        : op === "update" || op === "replace"
          ? changed(change, states)
          : op === "changed outside"
            ? changedOutside(change, states)
            : [];
  const isReviewed = ({ path: [first], is }: PropertyChange) => {
    const key = String(first);
    if (key.startsWith("__")) return false;
    if (kind === undefined || isDeclared(kind, key)) return true;
    // A newer version of this package can have more outputs than the state; those did not change.
    return op === "changed outside" && is === "changed" && isOutput(kind, key);
  };
  return found.filter(isReviewed).sort((a, b) => comparePaths(a.path, b.path));
}

/** All properties of a resource that is created or deleted. */
function wholly(is: "added" | "removed", value: unknown, { kind }: { kind: string | undefined }) {
  if (!isPlain(value) || Object.keys(value).length === 0) return [];
  return leaves(value).map((path) => property(is, path, value, value, kind));
}

/** The provider's detailed diff; without one, the difference between the inputs. */
function changed(change: Omit<Change, "properties">, { oldState, newState, detailedDiff }: States) {
  const told = Object.entries(detailedDiff ?? {});
  const inputs = [oldState?.inputs ?? {}, newState?.inputs ?? {}] as const;
  if (told.length === 0) {
    return differences(...inputs).flatMap(({ path, kind }) =>
      between(path, KINDS_OF_DIFFERENCE[kind], ...inputs, change.kind),
    );
  }
  return told.flatMap(([text, { kind, inputDiff }]) => {
    const path = parsePath(text);
    // Our diff is between the state, including drift, and the inputs.
    const before = change.kind !== undefined || inputDiff !== true ? change.before : inputs[0];
    const after = valueAt(inputs[1], path) === undefined ? (newState?.outputs ?? {}) : inputs[1];
    return between(
      path,
      isOf(kind),
      before,
      change.kind === undefined ? after : inputs[1],
      change.kind,
    );
  });
}

/**
 * For our resources, everything that differs from the state, because the provider's diff does not include
 * what the update keeps. Only that diff has changes of secrets, which both values hide.
 */
function changedOutside(change: Omit<Change, "properties">, states: States): PropertyChange[] {
  const { before, after, kind } = change;
  if (kind === undefined) return changed(change, states);
  const seen = differences(before, after).flatMap((each) =>
    between(each.path, KINDS_OF_DIFFERENCE[each.kind], before, after, kind),
  );
  const isSeen = ({ path }: PropertyChange) => seen.some((each) => overlap(each.path, path));
  const told = Object.keys(states.detailedDiff ?? {}).length > 0 ? changed(change, states) : [];
  return [...seen, ...told.filter((each) => !isSeen(each))];
}

const KINDS_OF_DIFFERENCE = { ADD: "added", DELETE: "removed", UPDATE: "changed" } as const;

function isOf(kind: string): PropertyChange["is"] {
  return kind.startsWith("add") ? "added" : kind.startsWith("delete") ? "removed" : "changed";
}

/** Splits an added or removed value into its parts, because some of them may be secret. */
function between(
  path: Path,
  is: PropertyChange["is"],
  before: unknown,
  after: unknown,
  kind: string | undefined,
): PropertyChange[] {
  const whole = is === "removed" ? before : after;
  const paths = is === "changed" ? [path] : leaves(valueAt(whole, path), path);
  return paths.map((each) => property(is, each, before, after, kind));
}

function property(
  is: PropertyChange["is"],
  path: Path,
  before: unknown,
  after: unknown,
  kind: string | undefined,
): PropertyChange {
  if (isSecretIn(before, path, kind) || isSecretIn(after, path, kind))
    return { path, is, secret: true };
  return {
    path,
    is,
    secret: false,
    ...(is !== "added" && { before: shown(valueAt(before, path)) }),
    ...(is !== "removed" && { after: shown(valueAt(after, path)) }),
  };
}
