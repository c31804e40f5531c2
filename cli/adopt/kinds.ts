/** The kinds that can be taken over, by their sections of config: what others refer to before them. */
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

/** In the order in which they are listed, and declared. */
export const SECTIONS: readonly SectionName[] = [...bySection.keys()];

/** The definition of a section. */
export function definitionOf(section: SectionName): ResourceDefinition {
  const definition = bySection.get(section);
  if (!definition) throw new Error(`${section} is no section of a kind`);
  return definition;
}

/** What a kind is called in running text, as in "live input". */
export function wordFor({ name }: ResourceDefinition): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
}

/** By which a thing says what it is a part of, as a restream target its live input, and how config says it. */
export function ownerOf({
  section,
}: ResourceDefinition): (Reference & { key: string }) | undefined {
  const references = Object.entries(section.references ?? {});
  const [key, reference] = references.find(([, { required }]) => required) ?? [];
  return key !== undefined && reference ? { key, ...reference } : undefined;
}
