/** What a preview does to each resource, once for each, in an order that is always the same. */
import { isPlain } from "../../provider/schema/compare.ts";
import { differences } from "../../provider/hosts/dynamic/detailed-diff.ts";
import { definitionOf, isDeclared, place, watchedOf } from "./kinds.ts";
import type { Preview, Step } from "./preview.ts";
import type { Change, Op, PropertyChange } from "../../provider/review/rule.ts";
import { parsePath } from "../../provider/review/values.ts";
import { type Path, valueAt } from "../../provider/schema/paths.ts";
import { comparePaths, isSecretIn, leaves, shown } from "./values.ts";

/** What the engine's steps are to a reviewer. Its parts of a replacement are told by the replacement. */
const OPS: Readonly<Record<string, Op | undefined>> = {
  create: "create",
  update: "update",
  replace: "replace",
  "create-replacement": "replace",
  "import-replacement": "replace",
  delete: "delete",
  import: "import",
  read: "read",
  "read-replacement": "read",
  refresh: "same",
  same: "same",
  "delete-replaced": "same",
  discard: "same",
  "discard-replaced": "same",
  "remove-pending-replace": "same",
};

/** Which of several steps of one resource tells most of it. */
const WEIGHT: readonly Op[] = [
  "replace",
  "delete",
  "create",
  "import",
  "update",
  "other",
  "read",
  "same",
];

/** The resources of a preview, without the stack itself and the providers that nobody declared. */
export function changesOf({ steps }: Preview): Change[] {
  const byUrn = new Map<string, Step>();
  for (const step of steps) {
    const known = byUrn.get(step.urn);
    if (!known || weight(step) < weight(known)) byUrn.set(step.urn, step);
  }
  return [...byUrn.values()].map(changeOf).filter(isResource).sort(compare);
}

/** The stack that the steps are of, as `<project>/<stack>`'s two parts. */
export function stackOf({ steps }: Preview): { project: string; stack: string } | undefined {
  const [, stack = "", project = ""] = /^urn:pulumi:(.*?)::(.*?)::/.exec(steps[0]?.urn ?? "") ?? [];
  return stack === "" ? undefined : { project, stack };
}

function weight({ op }: Step): number {
  return WEIGHT.indexOf(OPS[op] ?? "other");
}

function changeOf({ op, urn, oldState, newState, ...step }: Step): Change {
  const [, , types = "", ...rest] = urn.split("::");
  const type = types.split("$").at(-1) ?? "";
  const inputs = newState?.inputs ?? {};
  const known = OPS[op] ?? "other";
  const definition = definitionOf(type);
  const bare = {
    urn,
    type,
    name: rest.join("::"),
    kind: definition?.name,
    watched: watchedOf(type),
    why: definition?.replaceOnChanges ?? {},
    op: known === "create" && inputs.adopt !== undefined && definition ? "adopt" : known,
    id: oldState?.id ?? undefined,
    before: { ...oldState?.inputs, ...oldState?.outputs },
    after: inputs,
    reasons: step.replaceReasons ?? [],
  } satisfies Omit<Change, "properties">;
  const states = { oldState, newState, detailedDiff: step.detailedDiff };
  return { ...bare, properties: propertiesOf(bare, states) };
}

type States = Pick<Step, "oldState" | "newState" | "detailedDiff">;

function propertiesOf(change: Omit<Change, "properties">, states: States): PropertyChange[] {
  const { op, kind } = change;
  const old = states.oldState?.inputs ?? {};
  const found =
    op === "delete"
      ? wholly("removed", old, change)
      : op === "create" || op === "adopt" || op === "import"
        ? wholly("added", change.after, change)
        : op === "update" || op === "replace"
          ? changed(change, states)
          : [];
  const isReviewed = ([first]: Path) =>
    !String(first).startsWith("__") && (kind === undefined || isDeclared(kind, String(first)));
  return found.filter(({ path }) => isReviewed(path)).sort((a, b) => comparePaths(a.path, b.path));
}

/** All properties of what comes or goes. */
function wholly(is: "added" | "removed", value: unknown, { kind }: { kind: string | undefined }) {
  if (!isPlain(value) || Object.keys(value).length === 0) return [];
  return leaves(value).map((path) => property(is, path, value, value, kind));
}

/** What the provider says differs; where it says nothing, what the inputs tell. */
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
    // Our diff is between what the state holds, drift included, and what is declared.
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

const KINDS_OF_DIFFERENCE = { ADD: "added", DELETE: "removed", UPDATE: "changed" } as const;

function isOf(kind: string): PropertyChange["is"] {
  return kind.startsWith("add") ? "added" : kind.startsWith("delete") ? "removed" : "changed";
}

/** What comes or goes with parts is told part by part, for one of them may be secret. */
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

function isResource({ type, name }: Change): boolean {
  return (
    type !== "pulumi:pulumi:Stack" &&
    !(type.startsWith("pulumi:providers:") && name.startsWith("default"))
  );
}

/** Ours first, by kind; then by type, name and URN. */
function compare(a: Change, b: Change): number {
  const text = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
  return (
    place(a.kind) - place(b.kind) ||
    text(a.type, b.type) ||
    text(a.name, b.name) ||
    text(a.urn, b.urn)
  );
}
