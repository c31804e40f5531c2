/**
 * A section of a stack's config: an object whose keys are logical names and whose entries are resources
 * or components. The stack output has the same name.
 */
import type * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import type { Settings } from "../provider/client/settings.ts";
import { failuresInSettings } from "../provider/engine/check.ts";
import type { Reference, ResourceDefinition } from "../provider/engine/definition.ts";
import type { Secret } from "../provider/schema/schema.ts";
import { DeclaredResource } from "./resource.ts";
import { typeFor } from "../provider/engine/types.ts";
import type { Plain } from "../provider/schema/compare.ts";
import type { Failure } from "../provider/schema/failure.ts";

/** A section of a stack's config: a resource kind or a component that config can define. */
export interface Section {
  /** The config key in the project's namespace, and the name of the stack output. */
  readonly name: string;
  /**
   * The schema of an entry.
   *
   * @internal
   */
  readonly schema: z.ZodObject;
  /**
   * References by the key that an entry can use instead of an id.
   *
   * @internal
   */
  readonly references?: Readonly<Record<string, Reference>>;
  /**
   * Inputs that must be unique together.
   *
   * @internal
   */
  readonly unique?: readonly string[];
  /**
   * Checks that involve several values of an entry.
   *
   * @internal
   */
  readonly failures: (entry: Plain) => Failure[];
  /**
   * The settings that are missing for the entry.
   *
   * @internal
   */
  readonly missing: (entry: Plain, settings: Settings) => Failure[];
  /**
   * The schema of the stack output, with the secrets marked; readers check the values with it.
   *
   * @internal
   */
  readonly outputs: z.ZodObject;
  /**
   * Whether it is a component.
   *
   * @internal
   */
  readonly isComponent?: boolean;
  /**
   * The type of the resource in the engine.
   *
   * @internal
   */
  readonly type: string;
  /** @internal */
  readonly make: (name: string, args: Plain, opts: pulumi.CustomResourceOptions) => pulumi.Resource;
  /**
   * The stack output of a resource.
   *
   * @internal
   */
  readonly exported: (resource: pulumi.Resource) => Plain;
}

/** The section of a resource kind. */
export function sectionOf<D extends ResourceDefinition>(
  definition: D,
): Section & { name: NameOf<D> } {
  const { name, references = {} } = definition.section;
  const fields = [["id", "id"] as const, ...exportsOf(definition)];
  return {
    name,
    references,
    schema: definition.inputs,
    unique: definition.unique ?? [],
    failures: (entry) => definition.validate?.(entry) ?? [],
    missing: (entry, settings) => failuresInSettings(definition, entry, settings),
    outputs: schemaOf(definition),
    type: typeFor(definition, "dynamic"),
    make: (logicalName, args, opts) => new DeclaredResource(definition, logicalName, args, opts),
    exported: (resource) =>
      Object.fromEntries(fields.map(([key, of]) => [key, Reflect.get(resource, of)])),
  };
}

/** The stack's names of the outputs that it exports. */
function exportsOf({ section }: ResourceDefinition): [name: string, output: string][] {
  const { exports, added = [], renamed = {} } = section;
  const named = [...exports, ...added].map((key): [string, string] => [key, key]);
  return [...named, ...Object.entries(renamed)];
}

/** The schema of a stack's output for a resource kind. */
export function exportSchema<D extends ResourceDefinition>(
  definition: D,
): z.ZodObject<ExportShape<D>> {
  // The definition exports only outputs that it has.
  return schemaOf(definition) as unknown as z.ZodObject<ExportShape<D>>;
}

function schemaOf(definition: ResourceDefinition): z.ZodObject {
  const shape = definition.outputs.shape as Readonly<Record<string, z.ZodType>>;
  const { added = [] } = definition.section;
  const fields = exportsOf(definition).map(
    ([key, of]) => [key, added.includes(key) ? shape[of]?.optional() : shape[of]] as const,
  );
  return z.object({ id, ...Object.fromEntries(fields) });
}

const id = z.string().min(1);

type NameOf<D extends ResourceDefinition> = D["section"]["name"];

type OwnShape<D extends ResourceDefinition> = Pick<
  D["outputs"]["shape"],
  D["section"]["exports"][number]
>;

type AddedShape<D extends ResourceDefinition> = D["section"] extends {
  added: readonly (infer Name)[];
}
  ? { [K in Name & keyof D["outputs"]["shape"]]: Added<D["outputs"]["shape"][K]> }
  : unknown;

type Added<S extends z.core.$ZodType> = S extends Secret
  ? z.ZodOptional<S> & Secret
  : z.ZodOptional<S>;

type RenamedShape<D extends ResourceDefinition> = D["section"] extends { renamed: infer R }
  ? { [K in keyof R]: D["outputs"]["shape"][R[K] & string] }
  : unknown;

/** The schemas of a stack's output for a resource kind, by name. */
export type ExportShape<D extends ResourceDefinition> = {
  /** The ID of the resource. */
  id: z.ZodString;
} & OwnShape<D> &
  AddedShape<D> &
  RenamedShape<D>;

/** The values that a reader gets for a shape; each secret is a separate output. */
export type Read<Shape extends z.core.$ZodShape> = ReadFields<z.output<z.ZodObject<Shape>>, Shape>;

type ReadFields<T, Shape> = {
  readonly [K in keyof T]: Shape[K & keyof Shape] extends Secret ? pulumi.Output<T[K]> : T[K];
};
