/** Outputs that are computed from others: the state need not have them. */
import { present, type Plain } from "../schema/compare.ts";
import { UNKNOWN } from "../schema/schema.ts";

/** An output that is computed from others. */
export interface DerivedOutput {
  readonly from: readonly string[];
  readonly make: (...parts: string[]) => string;
}

interface Deriving {
  readonly derived?: Readonly<Record<string, DerivedOutput>>;
}

/** What is made of these parts; undefined where one is missing. */
export function madeOf(make: DerivedOutput["make"], parts: readonly unknown[]): string | undefined {
  return parts.every((part) => typeof part === "string") ? make(...parts) : undefined;
}

/** The derived outputs; unknown where a part is, and absent where one is missing. */
export function derivedOf({ derived = {} }: Deriving, props: Plain): Plain {
  const made = Object.entries(derived).map(([key, { from, make }]): [string, unknown] => {
    const parts = from.map((name) => props[name]);
    if (parts.includes(UNKNOWN)) return [key, UNKNOWN];
    return [key, madeOf(make, parts)];
  });
  return present(Object.fromEntries(made));
}

/**
 * The derived outputs that a state already has, from new properties: a refresh would otherwise show that they
 * are gone. Earlier versions stored more of them, and so does a program in another language.
 */
export function storedDerived(definition: Deriving, stored: Plain, props: Plain): Plain {
  const entries = Object.entries(derivedOf(definition, props));
  return Object.fromEntries(entries.filter(([key]) => stored[key] !== undefined));
}
