/**
 * Internal inputs of the provider, whose names start with two underscores: facts about a resource that
 * the engine does not pass to a dynamic provider. Each is set only when needed, so that the state of
 * other resources does not change.
 */
import * as pulumi from "@pulumi/pulumi";
import type * as z from "zod";
import { present } from "../provider/schema/compare.ts";
import { isObject, isSecret, schemaAt } from "../provider/schema/schema.ts";

/** Internal inputs from the resource options. */
export function fromOptions(opts: pulumi.CustomResourceOptions): pulumi.Inputs {
  const { ignoreChanges = [], customTimeouts } = opts;
  const { create, update, delete: remove } = customTimeouts ?? {};
  const timeouts = present({ create, update, delete: remove });
  return {
    ...(ignoreChanges.length > 0 && { __ignoreChanges: [...ignoreChanges] }),
    ...(Object.keys(timeouts).length > 0 && { __customTimeouts: timeouts }),
  };
}

/** The types of the parents, as in the URN: a logical name must be unique only within these. */
export function fromParent(parent: pulumi.Resource | undefined): pulumi.Inputs {
  const types = typesAbove(parent);
  return types.length > 0 ? { __within: types.join("$") } : {};
}

/** Properties that the SDK sets on a resource but does not declare. */
interface Undeclared {
  readonly __pulumiType?: string;
  readonly __parentResource?: pulumi.Resource;
}

/** A resource's type, as in its URN; undefined if the SDK does not have it. */
export function typeOf(resource: pulumi.Resource): string | undefined {
  return (resource as unknown as Undeclared).__pulumiType;
}

function typesAbove(resource: pulumi.Resource | undefined): string[] {
  if (!resource) return [];
  const { __pulumiType: type, __parentResource: parent } = resource as unknown as Undeclared;
  // The stack itself is not part of the URN's types.
  return type === undefined || type === STACK ? [] : [...typesAbove(parent), type];
}

const STACK = "pulumi:pulumi:Stack";

/**
 * The names of arguments that the program made secret, other than the schema's secrets: a provider gets
 * secrets as plain text, and must keep them out of its messages.
 */
export function secretInputs(schema: z.core.$ZodType, args: object): pulumi.Inputs {
  const open = Object.entries(args).flatMap(([key, value]): [string, unknown][] => {
    const next = schemaAt(schema, key);
    const rest = next ? withoutKnownSecrets(next, value) : undefined;
    return mayBeSecret(rest) ? [[key, rest]] : [];
  });
  if (open.length === 0) return {};
  const names = Promise.all(
    open.map(async ([key, value]) => ((await isSecretNow(value)) ? [key] : [])),
  ).then((found) => found.flat().sort());
  // An undefined input is not sent.
  return { __secretInputs: names.then((all) => (all.length > 0 ? all : undefined)) };
}

function withoutKnownSecrets(schema: z.core.$ZodType, value: unknown): unknown {
  if (isSecret(schema)) return undefined;
  if (!isObject(value)) return value;
  return Object.entries(value).map(([key, below]) => {
    const next = schemaAt(schema, key);
    return next && withoutKnownSecrets(next, below);
  });
}

/** Only an output can be secret. */
function mayBeSecret(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value) || isObject(value)) return Object.values(value).some(mayBeSecret);
  return true;
}

function isSecretNow(value: unknown): Promise<boolean> {
  return pulumi.isSecret(pulumi.output(value));
}
