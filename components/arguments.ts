/** Checks the arguments of classes and components, as far as the program knows them. */
import * as pulumi from "@pulumi/pulumi";
import type * as z from "zod";
import { failuresOf, showValue, unknownName } from "../provider/schema/failures.ts";
import { LOST, lostKeys, tooDeep } from "../provider/schema/malformed.ts";
import { asMeant, ID_RULE, isId, isObject, keysOf, UNKNOWN } from "../provider/schema/schema.ts";
import { SETTINGS_NAMESPACE, unknownSettings } from "../provider/client/settings.ts";
import type { Plain } from "../provider/schema/compare.ts";
import { type Failure, firstOf, writeFailure } from "../provider/schema/failure.ts";
/** All failures of the arguments, except in the values of outputs. */
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

/** Replaces outputs by UNKNOWN. */
function withoutOutputs(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutOutputs);
  if (isObject(value)) {
    const entries = Object.entries(value).map(([key, below]) => [key, withoutOutputs(below)]);
    return Object.fromEntries(entries) as unknown;
  }
  return typeof value === "object" && value !== null ? UNKNOWN : value;
}

/** Checks the id of a resource to read; without one, the resource would be created. */
export function badId(opts: pulumi.CustomResourceOptions): Failure[] {
  if (!("id" in opts)) return [];
  const { id } = opts;
  if (id === undefined)
    return [{ path: ["id"], reason: "missing; give the id of an existing resource" }];
  if (typeof id !== "string" || isId(id)) return [];
  return [{ path: ["id"], reason: `${showValue(id)} is not allowed; ${ID_RULE}` }];
}

/**
 * Failures of arguments that would not reach the provider, which checks everything else.
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

/** Whether it is a property of every resource, such as `urn` or `toString`, or an internal input. */
function isTaken(key: string, resource: object): boolean {
  if (key === LOST) return false;
  return key.startsWith("__") || key === "id" || key === "urn" || key in resource;
}

/** An error for invalid arguments; Pulumi prints only its message. */
export function refusal(who: string, failures: readonly Failure[]): pulumi.RunError {
  const lines = firstOf(failures).map((failure) => `${who}: ${writeFailure(failure)}`);
  return new pulumi.RunError(lines.join("\n"));
}

/** The runs whose config was checked: a process can run a program several times. */
const seen = new WeakSet<object>();

/** Sections of a stack's config in the namespace of the settings. */
const sectionsBeside = new Set<string>();

/** Registers sections in the namespace of the settings, which are not unknown settings. */
export function besideSettings(keys: readonly string[]): void {
  for (const key of keys) sectionsBeside.add(key);
}

/**
 * Refuses unknown settings in config, once per run.
 *
 * @throws pulumi.RunError that names them
 */
export function refuseUnknownSettings(): void {
  const run = pulumi.runtime.getStackResource();
  if (run && seen.has(run)) return;
  if (run) seen.add(run);
  // In a project with that name, the other keys belong to the project.
  if (pulumi.getProject() === SETTINGS_NAMESPACE) return;
  const keys = Object.keys(pulumi.runtime.allConfig());
  const problems = unknownSettings(keys, [...sectionsBeside]);
  if (problems.length > 0) throw new pulumi.RunError(problems.join("\n"));
}
