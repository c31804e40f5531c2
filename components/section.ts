/**
 * A section of a stack's config: an object by logical name, each entry a declaration of one resource
 * or component, and the stack output of the same name.
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

/** What a class tells to be declared from config. */
export interface Section {
  /** The config key in the project's namespace, and the stack output's name. */
  readonly name: string;
  /**
   * What one entry may say.
   *
   * @internal
   */
  readonly schema: z.ZodObject;
  /**
   * By the key that an entry may give in place of an id.
   *
   * @internal
   */
  readonly references?: Readonly<Record<string, Reference>>;
  /**
   * What no two entries may share.
   *
   * @internal
   */
  readonly unique?: readonly string[];
  /**
   * What only shows when an entry's values are seen together.
   *
   * @internal
   */
  readonly failures: (entry: Plain) => Failure[];
  /**
   * What the settings lack for it.
   *
   * @internal
   */
  readonly missing: (entry: Plain, settings: Settings) => Failure[];
  /**
   * What the stack exports of one, the secrets marked; a reader checks what arrives by it.
   *
   * @internal
   */
  readonly outputs: z.ZodObject;
  /**
   * Whether it is made of several resources.
   *
   * @internal
   */
  readonly isComponent?: boolean;
  /**
   * The type of what is made, as the engine knows it from the dynamic provider.
   *
   * @internal
   */
  readonly type: string;
  /** @internal */
  readonly make: (name: string, args: Plain, opts: pulumi.CustomResourceOptions) => pulumi.Resource;
  /**
   * What the stack exports of a resource of this type.
   *
   * @internal
   */
  readonly exported: (resource: pulumi.Resource) => Plain;
}

/** The section of a resource kind, as its definition tells it. */
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

/** By what name the stack exports which output. */
function exportsOf({ section }: ResourceDefinition): [name: string, output: string][] {
  const { exports, added = [], renamed = {} } = section;
  const named = [...exports, ...added].map((key): [string, string] => [key, key]);
  return [...named, ...Object.entries(renamed)];
}

/** What the stack exports of one of a kind. */
export function exportSchema<D extends ResourceDefinition>(
  definition: D,
): z.ZodObject<ExportShape<D>> {
  // What the definition names, its outputs have.
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

/** By name the schemas of what the stack exports of one of a kind. */
export type ExportShape<D extends ResourceDefinition> = {
  /** Its id. */
  id: z.ZodString;
} & OwnShape<D> &
  AddedShape<D> &
  RenamedShape<D>;

/** What a reader gets for a shape: each secret as an output of its own. */
export type Read<Shape extends z.core.$ZodShape> = ReadFields<z.output<z.ZodObject<Shape>>, Shape>;

type ReadFields<T, Shape> = {
  readonly [K in keyof T]: Shape[K & keyof Shape] extends Secret ? pulumi.Output<T[K]> : T[K];
};
