import type { Step } from "./step.ts";
/**
 * Separates the two parts of a preview with `--refresh`: the result of the refresh, and the plan, whose old
 * values are the result of the refresh.
 */

export interface Parted {
  /** The plan. */
  readonly steps: readonly Step[];
  /** The refresh: old values from the state, new ones from the API, none if deleted. Undefined without a refresh. */
  readonly refreshed: readonly Step[] | undefined;
  /** The URNs of resources that it could not read. */
  readonly unread: readonly string[];
}

/** Separates the engine's events, which have the start and the result of each refresh. */
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
 * Separates the digest, which has only the start of each refresh; its result is the old state in the plan.
 * Without --show-sames, it is unknown for unchanged resources.
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
  // If the refresh fails, nothing is planned, not even for the stack itself.
  const unread = steps.length === 0 ? all.map(({ urn }) => urn) : [];
  return { steps, refreshed, unread };
}

const STACK = "::pulumi:pulumi:Stack::";
