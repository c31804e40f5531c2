/** The findings of a review: the verdict, the alerts and the changes of a preview. */
import type { Phrase } from "../../provider/review/phrase.ts";
import type { Change, Level, Op, Rule } from "../../provider/review/rule.ts";
import { changesOf, stackOf } from "./changes.ts";
import { outsideOf } from "./outside.ts";
import type { Preview } from "./preview.ts";
import { RULES, RULES_OF_ALL } from "./rules.ts";

/** A rule and the resources that it applies to. */
export interface Alert {
  readonly rule: Rule;
  readonly of: readonly { readonly change: Change; readonly notes: readonly Phrase[] }[];
}

export type Verdict = "nothing" | "changes" | "breaking" | "failed";

export interface Findings {
  readonly project: string | undefined;
  readonly stack: string | undefined;
  readonly verdict: Verdict;
  readonly counts: Readonly<Record<Op, number>>;
  readonly alerts: Readonly<Record<Level, readonly Alert[]>>;
  /** The changes: breaking ones first, then by kind and name. */
  readonly changes: readonly Change<Op>[];
  /** Changes outside Pulumi since the last update; undefined without a refresh. */
  readonly outside: readonly Change[] | undefined;
  /** Whether it failed because resources could not be read from the API. */
  readonly isUnread: boolean;
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

/** Applies the rules to a preview. */
export function judge(preview: Preview): Findings {
  const all = changesOf(preview);
  // An incomplete plan does not show what the update does about changes outside Pulumi.
  const isWhole = preview.errors.length === 0 && preview.refreshed !== undefined;
  const outside = isWhole ? outsideOf(preview, all) : undefined;
  const alerts = alertsOf(all, outside);
  const breaking = alerts.filter(({ rule }) => rule.level === "breaking");
  const broken = new Set(breaking.flatMap((alert) => alert.of.map(({ change }) => change)));
  const changes = all.filter(({ op }) => op !== "same" && op !== "read");
  const counts = countsOf(all, preview);
  return {
    project: stackOf(preview)?.project,
    stack: stackOf(preview)?.stack,
    verdict: verdictOf(preview, broken.size, changes.length),
    counts,
    alerts: { breaking, notice: alerts.filter(({ rule }) => rule.level === "notice") },
    changes: [
      ...changes.filter((change) => broken.has(change)),
      ...changes.filter((change) => !broken.has(change)),
    ],
    outside,
    isUnread: preview.unread.length > 0 && preview.errors.length > 0,
    errors: preview.errors,
    warnings: preview.warnings,
  };
}

function verdictOf({ errors }: Preview, breaking: number, changes: number): Verdict {
  if (errors.length > 0) return "failed";
  return breaking > 0 ? "breaking" : changes > 0 ? "changes" : "nothing";
}

/** The alerts, in the order of the rules. */
function alertsOf(planned: readonly Change[], outside: readonly Change[] = []): Alert[] {
  const rules = [...new Map([...RULES.values()].flat().map((rule) => [rule.id, rule])).keys()];
  const byRule = new Map<string, { rule: Rule; of: Alert["of"][number][] }>();
  const found = new Set(outside.map(({ urn }) => urn));
  // Rules for changes outside Pulumi see them together with the planned changes of other resources.
  const beside = [...outside, ...planned.filter(({ urn }) => !found.has(urn))];
  const judged = [
    ...planned.map((change) => ({ change, all: planned })),
    ...outside.map((change) => ({ change, all: beside })),
  ];
  for (const { change, all } of judged) {
    for (const rule of rulesFor(change)) {
      if (!rule.on.includes(change.op) || rule.when?.(change, all) === false) continue;
      const alert = byRule.get(rule.id) ?? { rule, of: [] };
      alert.of.push({ change, notes: rule.notes?.(change, all) ?? [] });
      byRule.set(rule.id, alert);
    }
  }
  const order = [...rules, ...RULES_OF_ALL.map(({ id }) => id)];
  return [...byRule.values()].sort((a, b) => order.indexOf(a.rule.id) - order.indexOf(b.rule.id));
}

function rulesFor({ watched }: Change): readonly Rule[] {
  return watched === undefined ? [] : [...(RULES.get(watched) ?? []), ...RULES_OF_ALL];
}

function countsOf(all: readonly Change<Op>[], { same, steps }: Preview): Record<Op, number> {
  const count = (op: Op) => all.filter((change) => change.op === op).length;
  // Pulumi counts the stack itself as a resource.
  const stackIsSame = steps.some(
    ({ op, urn }) => op === "same" && urn.includes("::pulumi:pulumi:Stack::"),
  );
  const counted = same === undefined ? 0 : Math.max(0, same - (stackIsSame ? 1 : 0));
  return {
    create: count("create"),
    adopt: count("adopt"),
    import: count("import"),
    update: count("update"),
    replace: count("replace"),
    delete: count("delete"),
    other: count("other"),
    read: count("read"),
    same: Math.max(counted, count("same")),
  };
}
