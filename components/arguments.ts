/** What a program gives to a class or a component, checked as far as it is known in the program. */
import * as pulumi from "@pulumi/pulumi";
import type * as z from "zod";
import { failuresOf, showValue, unknownName } from "../provider/schema/failures.ts";
import { LOST, lostKeys, tooDeep } from "../provider/schema/malformed.ts";
import { asMeant, ID_RULE, isId, isObject, keysOf, UNKNOWN } from "../provider/schema/schema.ts";
import { SETTINGS_NAMESPACE, unknownSettings } from "../provider/client/settings.ts";
import type { Plain } from "../provider/schema/compare.ts";
import { type Failure, firstOf, writeFailure } from "../provider/schema/failure.ts";
/** All that is wrong with arguments, the values of outputs apart. */
export function argumentFailures(
  schema: z.ZodObject,
  args: object,
  together: (args: Plain) => Failure[],
): Failure[] {
  const deep = tooDeep(args);
  if (deep) return [deep];
  const known = withoutOutputs({ ...args });
  return firstOf([...failuresOf(schema, known), ...together(asMeant(schema, known) as Plain)]);
}

/** What is not known in the program as the engine's word for that; it may be secret, too. */
function withoutOutputs(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutOutputs);
  if (isObject(value)) {
    const entries = Object.entries(value).map(([key, below]) => [key, withoutOutputs(below)]);
    return Object.fromEntries(entries) as unknown;
  }
  return typeof value === "object" && value !== null ? UNKNOWN : value;
}

/** What is wrong with the id of what is to be read; without one it would be made. */
export function badId(opts: pulumi.CustomResourceOptions): Failure[] {
  if (!("id" in opts)) return [];
  const { id } = opts;
  if (id === undefined) return [{ path: ["id"], reason: "missing; give the id of what is there" }];
  if (typeof id !== "string" || isId(id)) return [];
  return [{ path: ["id"], reason: `${showValue(id)} is not allowed; ${ID_RULE}` }];
}

/**
 * What arguments can hold that would not even reach the provider's check, which tells all the rest.
 *
 * @param resource the class's prototype
 */
export function unsendable(schema: z.ZodObject, args: object, resource: object): Failure[] {
  const deep = tooDeep(args);
  if (deep) return [deep];
  const known = keysOf(schema);
  const taken = Object.keys(args).filter((key) => !known.includes(key) && isTaken(key, resource));
  return [
    ...lostKeys(args),
    ...taken.map((key) => ({ path: [key], reason: unknownName(key, known) })),
  ];
}

/** A property of every resource, such as `urn` or `toString`, or an input of the provider's own. */
function isTaken(key: string, resource: object): boolean {
  if (key === LOST) return false;
  return key.startsWith("__") || key === "id" || key === "urn" || key in resource;
}

/** Bad arguments as an error of which Pulumi prints the message alone. */
export function refusal(who: string, failures: readonly Failure[]): pulumi.RunError {
  const lines = firstOf(failures).map((failure) => `${who}: ${writeFailure(failure)}`);
  return new pulumi.RunError(lines.join("\n"));
}

/** The runs whose config has been looked at: a program may be run several times in a process. */
const seen = new WeakSet<object>();

/** Names in the settings' namespace that are sections of a stack's config. */
const sectionsBeside = new Set<string>();

/** Sections that stand in the settings' own namespace are no unknown settings. */
export function besideSettings(keys: readonly string[]): void {
  for (const key of keys) sectionsBeside.add(key);
}

/**
 * Refuses config keys that look like settings and are none, once in a run.
 *
 * @throws pulumi.RunError that names them
 */
export function refuseUnknownSettings(): void {
  const run = pulumi.runtime.getStackResource();
  if (run && seen.has(run)) return;
  if (run) seen.add(run);
  // Of a project of that name, the other keys are its own.
  if (pulumi.getProject() === SETTINGS_NAMESPACE) return;
  const keys = Object.keys(pulumi.runtime.allConfig());
  const problems = unknownSettings(keys, [...sectionsBeside]);
  if (problems.length > 0) throw new pulumi.RunError(problems.join("\n"));
}
