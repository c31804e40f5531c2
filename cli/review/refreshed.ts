import type { Step } from "./step.ts";
/**
 * Tells the two halves of a preview with `--refresh` apart: what the refresh found, and then the plan,
 * whose "before" is what the refresh found.
 */

export interface Parted {
  /** The plan. */
  readonly steps: readonly Step[];
  /** What the refresh found: the state before, the API after; no new state where it is gone. Undefined: none was made. */
  readonly refreshed: readonly Step[] | undefined;
  /** The URNs of what it could not read. */
  readonly unread: readonly string[];
}

/** The engine's events say when the refresh of a resource begins, and what it has found when it ends. */
export function partEvents(
  events: readonly { readonly begun: Step | undefined; readonly ended: Step | undefined }[],
): Parted {
  const waiting = new Set<string>();
  const steps: Step[] = [];
  const refreshed: Step[] = [];
  for (const { begun, ended } of events) {
    if (begun?.op === "refresh") waiting.add(begun.urn);
    else if (begun) steps.push(begun);
    if (ended && waiting.delete(ended.urn)) refreshed.push(ended);
  }
  const isMade = refreshed.length > 0 || waiting.size > 0;
  return { steps, refreshed: isMade ? refreshed : undefined, unread: [...waiting] };
}

/**
 * The digest has only the beginning of each refresh. What it has found is what the plan starts from;
 * where the plan has no step for what it leaves alone (no --show-sames), that is not known.
 */
export function partDigest(all: readonly Step[]): Parted {
  const steps = all.filter(({ op }) => op !== "refresh");
  if (steps.length === all.length) return { steps, refreshed: undefined, unread: [] };
  const starts = new Map(
    steps.flatMap(({ urn, oldState }) => (oldState ? [[urn, oldState] as const] : [])),
  );
  const planned = new Set(steps.map(({ urn }) => urn));
  const listsSames = steps.some(({ op, urn }) => op === "same" && !urn.includes(STACK));
  const refreshed = all.flatMap((step) => {
    if (step.op !== "refresh") return [];
    const isKnown = listsSames || planned.has(step.urn);
    return isKnown ? [{ ...step, newState: starts.get(step.urn) }] : [];
  });
  // Where it fails, nothing is planned, not even for the stack itself.
  const unread = steps.length === 0 ? all.map(({ urn }) => urn) : [];
  return { steps, refreshed, unread };
}

const STACK = "::pulumi:pulumi:Stack::";
