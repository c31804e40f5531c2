/** What a call is about, and its outputs as the state has them. */
import type { ResourceDefinition } from "../../engine/definition.ts";
import type { Provider } from "../../engine/provider.ts";
import type { Plain } from "../../schema/compare.ts";
import { withoutContext } from "./context.ts";
import { withDerived } from "./kinds.ts";
import type { Urn } from "../../engine/urn.ts";
import { encode, type SecretPlaces } from "./values.ts";

/** The kind, its provider and the resource of a call. */
export interface Subject {
  readonly definition: ResourceDefinition;
  readonly provider: Provider<never>;
  readonly urn: Urn;
}

/** The outputs for the state, without the context of the call. */
export function asState(definition: ResourceDefinition, outs: Plain, secrets: SecretPlaces) {
  const value = withDerived(definition, withoutContext(outs));
  return encode({ value, secrets }, [definition.outputs, definition.inputs]);
}
