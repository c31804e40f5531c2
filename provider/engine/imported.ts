/** What an import leaves in the state. */
import { applyDefaults } from "./check.ts";
import { leastDeclaration } from "./declaration.ts";
import type { ResourceDefinition, ResourceState } from "./definition.ts";
import { keptOfAdopted } from "./naming.ts";
import type { ReadResult } from "./refresh.ts";
import * as messages from "./messages.ts";
import type { Settings } from "../client/settings.ts";
import { present, project, type Plain } from "../schema/compare.ts";

/**
 * Inputs that a program may give or leave out alike: what differs from the defaults, and the name. Of
 * what cannot be declared as it is the state holds what the API has, so that the next preview shows it.
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
  // What the API knows nothing of is as declared, such as a platform that is told by its address.
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
