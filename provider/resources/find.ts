/**
 * Finds a resource kind by its name. In the bundles, publish/lazy-kinds.ts puts another module in the place of
 * this one, which loads a kind when it is first asked for: a preset's schema alone takes 30 ms.
 */
import type { ResourceDefinition } from "../engine/definition.ts";
import { registry } from "./registry.ts";

/** The names of all kinds, in display order. */
export const kindNames: readonly string[] = registry.map(({ name }) => name);

export function kindNamed(name: string): ResourceDefinition | undefined {
  return registry.find((definition: ResourceDefinition) => definition.name === name);
}
