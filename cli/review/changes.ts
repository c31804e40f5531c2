/** What a preview does to each resource, once for each, in an order that is always the same. */
import { isPlain } from "../../provider/schema/compare.ts";
import { differences } from "../../provider/hosts/dynamic/detailed-diff.ts";
import { type KindName, type Watched, isDeclared, kindNames, kindOf, watchedOf } from "./kinds.ts";
import type { Preview, Step } from "./preview.ts";
import {
  type Path,
  comparePaths,
  isSecretIn,
  leaves,
  parsePath,
  shown,
  valueAt,
} from "./values.ts";

type Plain = Readonly<Record<string, unknown>>;

/** What happens to a resource. `other` is what a newer engine may have come up with. */
export type Op =
  "create" | "adopt" | "import" | "update" | "replace" | "delete" | "other" | "read" | "same";

/** One property that changes, in words that may be shown. */
export interface PropertyChange {
  readonly path: Path;
  readonly is: "added" | "removed" | "changed";
  readonly secret: boolean;
  /** Absent where there was none, and where it is secret. */
  readonly before?: string;
  readonly after?: string;
}

/** What happens to one resource. */
export interface Change {
  readonly urn: string;
  readonly type: string;
  /** The logical name. */
  readonly name: string;
  readonly kind: KindName | undefined;
  readonly watched: Watched | undefined;
  readonly op: Op;
  /** The id that it has before. */
  readonly id: string | undefined;
  /** Inputs and outputs as they were, and inputs as they are to be; secrets as the preview has them. */
  readonly before: Plain;
  readonly after: Plain;
  /** The properties that make a replacement. */
  readonly reasons: readonly string[];
  readonly properties: readonly PropertyChange[];
}

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
  const bare = {
    urn,
    type,
    name: rest.join("::"),
    kind: kindOf(type),
    watched: watchedOf(type),
    op: known === "create" && inputs.adopt !== undefined && kindOf(type) ? "adopt" : known,
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
function wholly(is: "added" | "removed", value: unknown, { kind }: { kind: KindName | undefined }) {
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
  kind: KindName | undefined,
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
  kind: KindName | undefined,
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
  const place = ({ kind }: Change) =>
    kind === undefined ? kindNames().length : kindNames().indexOf(kind);
  const text = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
  return place(a) - place(b) || text(a.type, b.type) || text(a.name, b.name) || text(a.urn, b.urn);
}
