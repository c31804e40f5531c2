/** A project and things at the API, for a plan that asks nobody. */
import type { Item } from "../../cli/adopt/inventory.ts";
import { type Plan, planOf } from "../../cli/adopt/plan.ts";
import type { ManagedResource, Project } from "../../cli/adopt/stacks.ts";

const keynote: ManagedResource = {
  kind: "Livestream",
  id: "of-the-stack",
  stack: "dev",
  logicalName: "keynote",
};

/** A stack `dev` of the project `shows`, with one livestream; beside it a stack `prod`. */
export function project(config: Record<string, string> = {}): Project {
  return {
    ...{ name: "shows", stacks: ["dev", "prod"], stack: "dev", stackFile: "Pulumi.dev.yaml" },
    ...{ config, managed: [keynote] },
  };
}

export function livestream(id: string, name: string): Item {
  return { section: "livestreams", id, title: name, held: { id, inputs: { name }, outputs: {} } };
}

export function liveInput(id: string, name: string, mark?: string): Item {
  const inputs = { displayName: name, enabled: true };
  return { section: "liveInputs", id, title: name, mark, held: { id, inputs, outputs: {} } };
}

/** A part of a live input. */
export function target(id: string, owner: string): Item {
  const inputs = { liveInputId: owner, url: "rtmp://example.com/live", streamKey: `key of ${id}` };
  const section = "restreamTargets";
  return { section, id, title: "example.com", owner, held: { id, inputs, outputs: {} } };
}

export function plan(
  items: Item[],
  { config = {}, include = [] }: { config?: Record<string, string>; include?: string[] } = {},
): Plan {
  return planOf(project(config), { items, notes: [] }, { include, place: {} });
}
