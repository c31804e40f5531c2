/**
 * Inputs of the provider's own, named with two underscores: what the engine knows of a resource and
 * does not tell a dynamic provider. Each is there only where the program gives reason for it, so that
 * no other resource's state changes.
 */
import * as pulumi from "@pulumi/pulumi";
import type * as z from "zod";
import { present } from "../provider/schema/compare.ts";
import { isObject, isSecret, schemaAt } from "../provider/schema/schema.ts";

/** Those that a resource's options ask for. */
export function fromOptions(opts: pulumi.CustomResourceOptions): pulumi.Inputs {
  const { ignoreChanges = [], customTimeouts } = opts;
  const { create, update, delete: remove } = customTimeouts ?? {};
  const timeouts = present({ create, update, delete: remove });
  return {
    ...(ignoreChanges.length > 0 && { __ignoreChanges: [...ignoreChanges] }),
    ...(Object.keys(timeouts).length > 0 && { __customTimeouts: timeouts }),
  };
}

/** The types of all that a resource is a child of, as its URN has them: a name may be there once for each. */
export function fromParent(parent: pulumi.Resource | undefined): pulumi.Inputs {
  const types = typesAbove(parent);
  return types.length > 0 ? { __within: types.join("$") } : {};
}

/** What the SDK keeps of a resource and does not declare. */
interface Undeclared {
  readonly __pulumiType?: string;
  readonly __parentResource?: pulumi.Resource;
}

/** A resource's type as its URN has it; undefined where the SDK does not say. */
export function typeOf(resource: pulumi.Resource): string | undefined {
  return (resource as unknown as Undeclared).__pulumiType;
}

function typesAbove(resource: pulumi.Resource | undefined): string[] {
  if (!resource) return [];
  const { __pulumiType: type, __parentResource: parent } = resource as unknown as Undeclared;
  // Everything is below the stack.
  return type === undefined || type === STACK ? [] : [...typesAbove(parent), type];
}

const STACK = "pulumi:pulumi:Stack";

/**
 * The names of the arguments that hold a secret of the program's, beyond those that the schema knows:
 * secrets reach a provider as plain texts, which it must keep out of its messages.
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
  // An input that is undefined is none.
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

/** Plain values are not; only an output can be. */
function mayBeSecret(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value) || isObject(value)) return Object.values(value).some(mayBeSecret);
  return true;
}

function isSecretNow(value: unknown): Promise<boolean> {
  return pulumi.isSecret(pulumi.output(value));
}
