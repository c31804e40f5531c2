/** What a check of the conformance run is. */
import type { Quirks } from "../../emulator/quirks.ts";
import type { World } from "./world.ts";

/** A value that was seen: one of a closed set of words, or a number. */
export type Value = string | number;

/** A value that no variant has, and a call that failed otherwise. */
export const OTHER = "other";
export const FAILED = "failed";
/** Not asked, or it could not be asked. */
export const UNKNOWN = "unknown";

/** Where an expectation comes from. */
export const DOCUMENTED = "Cloudflare's documentation";
export const TYPED = "the SDK's types";
export const OBSERVED = "observed by others";
export const ASSUMED = "assumed; no source says it";

/** Each value that the package is tested with, and the quirks with which an emulator answers so. */
type Values = Readonly<Record<string, Partial<Quirks>>>;

/** One check: a call, and what of its response matters. */
export interface Probe {
  /** `kind.what`. */
  readonly id: string;
  /** The call, for people. */
  readonly call: string;
  readonly expected: Value;
  readonly source: string;
  /** The resource, lookup or command that depends on it. */
  readonly neededBy: string;
  /** The quirks of a value, or undefined if the package is not tested with it. */
  readonly quirksOf: (value: Value) => Partial<Quirks> | undefined;
  readonly run: (world: World) => Promise<Value>;
}

interface Asked<V extends Value> {
  readonly call: string;
  readonly source: string;
  readonly neededBy: string;
  readonly run: (world: World) => Promise<V | string>;
}

/** A check whose value is one of a few words. */
export function probe(id: string, expected: string, values: Values, asked: Asked<string>): Probe {
  const quirksOf = (value: Value) =>
    Object.hasOwn(values, value) ? values[String(value)] : undefined;
  return { id, expected, quirksOf, ...asked };
}

/** A check that measures a number. */
export function measured(
  id: string,
  expected: number,
  quirksOf: (value: number) => Partial<Quirks> | undefined,
  asked: Asked<number>,
): Probe {
  return {
    id,
    expected,
    quirksOf: (value) => (typeof value === "number" ? quirksOf(value) : undefined),
    ...asked,
  };
}

/** Ends a check that cannot be asked here; not a failure. */
export class NotAsked extends Error {}
