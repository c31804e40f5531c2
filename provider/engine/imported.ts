/** The state of a resource after an import. */
import { applyDefaults } from "./check.ts";
import { leastDeclaration } from "./declaration.ts";
import type { ResourceDefinition, ResourceState } from "./definition.ts";
import { keptOfAdopted } from "./naming.ts";
import type { ReadResult } from "./refresh.ts";
import * as messages from "./messages.ts";
import type { Settings } from "../client/settings.ts";
import { present, project, type Plain } from "../schema/compare.ts";

/**
 * The inputs are those that differ from the defaults, and the name. For a value that is not allowed as an
 * input, the state has the API's value, so that the next preview shows the change.
 */
export function imported<Inputs extends object>(
  definition: ResourceDefinition<Inputs>,
  held: ResourceState,
  where: Plain,
  settings: Settings,
): Required<ReadResult> {
  const kind = definition as ResourceDefinition;
  const least = leastDeclaration(kind, held.inputs, present({ ...held.inputs, ...where }));
  if ("reason" in least) throw messages.undeclarable(kind, held.id, least.reason);
  const inputs = least.args;
  const whole = applyDefaults(kind, inputs, {}, settings);
  const entries = Object.entries(whole);
  // The API does not store some inputs, such as a platform, which is derived from the URL.
  const ours = entries.filter(([key]) => held.inputs[key] === undefined);
  const theirs = entries.map(([key, value]): [string, unknown] => [
    key,
    project(held.inputs[key], value),
  ]);
  const props = {
    ...Object.fromEntries(theirs),
    ...held.outputs,
    ...Object.fromEntries(ours),
    ...keptOfAdopted(kind, {}),
  };
  return { id: held.id, inputs, props: present(props) };
}
