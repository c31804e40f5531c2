/**
 * The dynamic provider of each kind, by name. The code in every resource's `__provider` loads this module
 * (publish/build.ts turns each entry into an export).
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
