/** The changes of a preview, one per resource, in a stable order. */
import type { Change, Op, Outside } from "../../provider/review/rule.ts";
import { definitionOf, place, watchedOf } from "./kinds.ts";
import type { Preview } from "./preview.ts";
import { propertiesOf } from "./properties.ts";
import type { Step } from "./step.ts";

/** The operations of the engine's steps; the steps of a replacement count as one. */
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

/** Which of several steps of a resource is used. */
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

/** The resources of a preview, without the stack itself and default providers. */
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

/** The project and the stack of the steps. */
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

/** The change of a step. */
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
    // After a refresh, the inputs are those of the program, and the outputs are the API's values.
    after: known === "changed outside" ? { ...inputs, ...newState?.outputs } : inputs,
    reasons: step.replaceReasons ?? [],
  };
  const states = { oldState, newState, detailedDiff: step.detailedDiff };
  return { ...bare, properties: propertiesOf(bare, states) };
}

/** Whether it is not the stack itself or a default provider. */
export function isResource({ type, name }: Change): boolean {
  return (
    type !== "pulumi:pulumi:Stack" &&
    !(type.startsWith("pulumi:providers:") && name.startsWith("default"))
  );
}

/** Sorts our resources first, by kind; then by type, name and URN. */
export function compare(a: Change, b: Change): number {
  const text = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
  return (
    place(a.kind) - place(b.kind) ||
    text(a.type, b.type) ||
    text(a.name, b.name) ||
    text(a.urn, b.urn)
  );
}
