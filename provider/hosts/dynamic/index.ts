/**
 * What the loader in every resource's `__provider` requires: the dynamic provider of each kind, by the
 * kind's name (publish/build.ts makes each an export of its own).
 */
import type { ResourceDefinition } from "../../engine/definition.ts";
import { registry } from "../../resources/registry.ts";
import { forwardDetails } from "./detailed-diff.ts";
import { leaveErrorsToTheEngine } from "./engine-errors.ts";
import { DynamicProvider } from "./provider.ts";

leaveErrorsToTheEngine();
forwardDetails();

export default Object.fromEntries(
  registry.map((definition: ResourceDefinition) => [
    definition.name,
    new DynamicProvider(definition),
  ]),
);
