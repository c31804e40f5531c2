/** Plain data, such as inputs and responses. */
import { omit } from "./omit.ts";

export type Plain = Record<string, unknown>;

export type Path = readonly (string | number)[];

/** All paths in a value, of leaves and branches, without the root. */
export function pathsIn(value: unknown, above: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [];
  const steps = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return steps.flatMap((step) => {
    const path = [...above, step];
    return [path, ...pathsIn((value as Plain)[step], path)];
  });
}

/** A copy of `value` with another value at `path`; `undefined` removes the key. */
export function withAt(value: unknown, [step, ...rest]: Path, other: unknown): unknown {
  if (step === undefined) return other;
  const below = withAt((value as Plain)[step], rest, other);
  if (Array.isArray(value)) return value.map((item: unknown, at) => (at === step ? below : item));
  const plain = value as Plain;
  return below === undefined ? omit(plain, String(step)) : { ...plain, [step]: below };
}
