/** The kinds that can be adopted, by section; each comes after those that it refers to. */
import { inOrder } from "../../config/order.ts";
import type { Reference, ResourceDefinition } from "../../provider/engine/definition.ts";
import { registry } from "../../provider/resources/registry.ts";

export type SectionName = string;

const kinds: readonly ResourceDefinition[] = registry.filter(
  ({ adoption }: ResourceDefinition) => adoption?.offered !== "never",
);

const bySection: ReadonlyMap<SectionName, ResourceDefinition> = new Map(
  inOrder(kinds.map((definition) => ({ ...definition.section, definition }))).map(
    ({ name, definition }) => [name, definition],
  ),
);

/** The sections, in the order in which they are listed and written. */
export const SECTIONS: readonly SectionName[] = [...bySection.keys()];

/** The definition of a section. */
export function definitionOf(section: SectionName): ResourceDefinition {
  const definition = bySection.get(section);
  if (!definition) throw new Error(`${section} is no section of a kind`);
  return definition;
}

/** The name of a kind in text, such as "live input". */
export function wordFor({ name }: ResourceDefinition): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
}

/** The reference to the resource that a kind belongs to, such as the live input of a restream target. */
export function ownerOf({
  section,
}: ResourceDefinition): (Reference & { key: string }) | undefined {
  const references = Object.entries(section.references ?? {});
  const [key, reference] = references.find(([, { required }]) => required) ?? [];
  return key !== undefined && reference ? { key, ...reference } : undefined;
}
