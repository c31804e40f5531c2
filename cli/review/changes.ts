/** What a preview does to each resource, once for each, in an order that is always the same. */
import type { Change, Op, Outside } from "../../provider/review/rule.ts";
import { definitionOf, place, watchedOf } from "./kinds.ts";
import type { Preview } from "./preview.ts";
import { propertiesOf } from "./properties.ts";
import type { Step } from "./step.ts";

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
export function changesOf({ steps }: Preview): Change<Op>[] {
  const byUrn = new Map<string, Step>();
  for (const step of steps) {
    const known = byUrn.get(step.urn);
    if (!known || weight(step) < weight(known)) byUrn.set(step.urn, step);
  }
  return [...byUrn.values()]
    .map((step) => changeOf(step, OPS[step.op] ?? "other"))
    .filter(isResource)
    .sort(compare);
}

/** The stack that the steps are of, as `<project>/<stack>`'s two parts. */
export function stackOf({
  steps,
  unread,
}: Preview): { project: string; stack: string } | undefined {
  const [urn = ""] = [...steps.map((step) => step.urn), ...unread];
  const [, stack = "", project = ""] = /^urn:pulumi:(.*?)::(.*?)::/.exec(urn) ?? [];
  return stack === "" ? undefined : { project, stack };
}

function weight({ op }: Step): number {
  return WEIGHT.indexOf(OPS[op] ?? "other");
}

/** One step, as what it is to a reviewer. */
export function changeOf<Of extends Op | Outside>(
  { urn, oldState, newState, ...step }: Step,
  known: Of,
): Change<Of | "adopt"> {
  const [, , types = "", ...rest] = urn.split("::");
  const type = types.split("$").at(-1) ?? "";
  const inputs = newState?.inputs ?? {};
  const definition = definitionOf(type);
  const isAdoption = known === "create" && inputs.adopt !== undefined && definition !== undefined;
  const bare: Omit<Change<Of | "adopt">, "properties"> = {
    urn,
    type,
    name: rest.join("::"),
    kind: definition?.name,
    watched: watchedOf(type),
    why: definition?.replaceOnChanges ?? {},
    op: isAdoption ? ("adopt" as const) : known,
    id: oldState?.id ?? undefined,
    before: { ...oldState?.inputs, ...oldState?.outputs },
    // What a refresh leaves as inputs is what was declared; its outputs are what the API holds.
    after: known === "changed outside" ? { ...inputs, ...newState?.outputs } : inputs,
    reasons: step.replaceReasons ?? [],
  };
  const states = { oldState, newState, detailedDiff: step.detailedDiff };
  return { ...bare, properties: propertiesOf(bare, states) };
}

/** Whether it is more than the stack itself, or a provider that nobody declared. */
export function isResource({ type, name }: Change): boolean {
  return (
    type !== "pulumi:pulumi:Stack" &&
    !(type.startsWith("pulumi:providers:") && name.startsWith("default"))
  );
}

/** Ours first, by kind; then by type, name and URN. */
export function compare(a: Change, b: Change): number {
  const text = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
  return (
    place(a.kind) - place(b.kind) ||
    text(a.type, b.type) ||
    text(a.name, b.name) ||
    text(a.urn, b.urn)
  );
}
