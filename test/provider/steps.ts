/** Steps of the engine that are more than one call: a replacement, in the orders that it knows. */
import { type Declaration, type Plain, type Program, type State } from "./host.ts";

/**
 * Replaces a resource as `up` does. For what it was told to replace (`--replace`, `state taint`) the
 * engine checks once, without the old inputs, and asks for no diff; else it checks a second time so.
 */
export async function replace(
  program: Program,
  state: State,
  declaration: Declaration,
  { asked = true, deleteFirst = false } = {},
): Promise<State> {
  const { definition } = declaration;
  if (asked) await program.plan(state, declaration);
  const inputs = await program.check(declaration);
  if (deleteFirst) await program.remove(definition, state);
  const { id, outs } = await program.provider(definition).create(inputs);
  if (!deleteFirst) await program.remove(definition, state);
  return { id, inputs, props: { ...(outs as Plain), __provider: "the loader" } };
}
