/** Steps of the engine that are more than one call: a replacement, in the orders that it knows. */
import { type Declaration, type Plain, type Program, type State } from "./host.ts";

/**
 * Replaces a resource as `up` does. The engine asks for a diff unless it was told to replace
 * (`--replace`, `state taint`), and checks a second time, without the old inputs.
 */
export async function replace(
  program: Program,
  state: State,
  declaration: Declaration,
  { asked = true, deleteFirst = false } = {},
): Promise<State> {
  const { kind } = declaration;
  const inputs = await program.check(declaration, state.inputs);
  if (asked) await program.provider(kind).diff(state.id, structuredClone(state.props), inputs);
  await program.check(declaration);
  if (deleteFirst) await program.remove(kind, state);
  const { id, outs } = await program.provider(kind).create(await program.check(declaration));
  if (!deleteFirst) await program.remove(kind, state);
  return { id, inputs, props: { ...(outs as Plain), __provider: "the loader" } };
}
