import type { Sample } from "../samples.ts";

/** By what happens: the rules that speak of it, each with the resources and notes that it has. */
export type Example = [what: string, samples: Sample[], expected: Record<string, string[]>];

export function update(
  kind: string,
  before: object,
  after: object,
  diff: Record<string, string>,
): Sample {
  return { op: "update", kind, before: { ...before }, after: { ...after }, diff };
}
