/** What all resource classes share: how a kind becomes a Pulumi resource. */
import * as pulumi from "@pulumi/pulumi";
import type * as z from "zod";
import { failuresInSettings } from "../provider/engine/check.ts";
import { isPlain } from "../provider/schema/compare.ts";
import { writePath } from "../provider/schema/failures.ts";
import type { ResourceDefinition } from "../provider/engine/definition.ts";
import { asMeant, isSecret, keysOf, schemaAt } from "../provider/schema/schema.ts";
import { badId, refusal, refuseUnknownSettings, unsendable } from "./arguments.ts";
import { fromOptions, fromParent, secretInputs } from "./internal-inputs.ts";
import type { Section } from "../config/section.ts";

/** Arguments as a program gives them: every value may be an output of another resource. */
export type Inputs<T> = { [K in keyof T]: DeepInput<T[K]> };

type Primitive = string | number | boolean | null | undefined;

type DeepInput<T> = [T] extends [Primitive] ? pulumi.Input<T> : pulumi.Input<Deep<T>>;

type Deep<T> = T extends Primitive
  ? T
  : T extends readonly (infer Item)[]
    ? DeepInput<Item>[]
    : { [K in keyof T]: DeepInput<T[K]> };

/**
 * The provider as the state carries it: not the code, but where to load it from, by name and from
 * the program's directory. It never changes, so neither does anybody's diff when the package does.
 */
function loader(kind: string): string {
  return `exports.handler=()=>require("module").createRequire(process.cwd()+"/")("pulumi-realtimekit/provider").${kind}`;
}

/** A resource of the RealtimeKit or the Stream API, managed by this package's dynamic provider. */
export abstract class RealtimeKitResource extends pulumi.CustomResource {
  /**
   * @param kind what the resource is
   * @param name its logical name in the program
   * @param args what is declared
   * @param opts Pulumi's resource options; with an `id` it is read, not made
   * @internal
   */
  protected constructor(
    kind: Pick<ResourceDefinition, "name" | "outputs" | "inputs" | "warnings">,
    name: string,
    args: object,
    opts: pulumi.CustomResourceOptions = {},
  ) {
    refuseUnknownSettings();
    const failures = [...badId(opts), ...unsendable(kind.inputs, args, new.target.prototype)];
    if (failures.length > 0) throw refusal(`${kind.name} ${name}`, failures);
    const declared = asMeant(kind.inputs, { ...args }) as object;
    const props: pulumi.Inputs = {
      ...Object.fromEntries(Object.keys(kind.outputs).map((key) => [key, undefined])),
      ...(hideSecrets(kind.inputs, declared) as object),
      __provider: loader(kind.name),
      __declaredBy: `${pulumi.getProject()}/${pulumi.getStack()}/${name}`,
      // What is only read declares nothing but where to look.
      ...(opts.id !== undefined
        ? { __get: true }
        : {
            ...fromOptions(opts),
            ...fromParent(opts.parent),
            ...secretInputs(kind.inputs, declared),
          }),
    };
    super(`pulumi-nodejs:dynamic/realtimekit:${kind.name}`, name, props, {
      ...opts,
      additionalSecretOutputs: [
        ...secretOutputs(kind, opts.id !== undefined),
        ...(opts.additionalSecretOutputs ?? []),
      ],
    });
    warn(kind, declared, this);
  }
}

/** Of what is declared the engine knows which inputs are secret; of what is read it knows nothing. */
function secretOutputs(
  { outputs, inputs: schema }: Pick<ResourceDefinition, "outputs" | "inputs">,
  isRead: boolean,
) {
  const made = Object.keys(outputs).filter((key) => outputs[key] === "secret");
  if (!isRead) return made;
  const inputs = keysOf(schema).filter((key) => {
    const below = schemaAt(schema, key);
    return below !== undefined && holdsSecret(below) && !made.includes(key);
  });
  return [...made, ...inputs];
}

/**
 * Says what is advised against in the arguments, once each is known. Each stands by itself, so that
 * one that a preview cannot know does not silence the others; what is secret is not spoken of.
 */
function warn(
  kind: Pick<ResourceDefinition, "warnings">,
  args: object,
  resource: pulumi.Resource,
): void {
  if (!kind.warnings) return;
  for (const [key, value] of Object.entries(args) as [string, unknown][]) {
    const declared = pulumi.all({ [key]: value });
    declared.apply(async (known) => {
      const found = kind.warnings?.(known) ?? [];
      if (found.length === 0 || (await pulumi.isSecret(declared))) return;
      for (const { path, reason } of found)
        await pulumi.log.warn(`${writePath(path)}: ${reason}`, resource);
    });
  }
}

/** Wraps every value that the schema calls secret; an output that may hold one is hidden whole. */
function hideSecrets(schema: z.core.$ZodType, value: unknown): unknown {
  if (value === undefined || !holdsSecret(schema)) return value;
  if (isSecret(schema) || pulumi.Output.isInstance(value) || value instanceof Promise)
    return pulumi.secret(value);
  if (!isPlain(value)) return value;
  const entries = Object.entries(value).map(([key, below]): [string, unknown] => {
    const next = schemaAt(schema, key);
    return [key, next ? hideSecrets(next, below) : below];
  });
  return Object.fromEntries(entries);
}

function holdsSecret(schema: z.core.$ZodType): boolean {
  if (isSecret(schema)) return true;
  return keysOf(schema).some((key) => {
    const next = schemaAt(schema, key);
    return next !== undefined && holdsSecret(next);
  });
}

/** How a resource class is declared from config; its kind tells the schema and what is wrong with an entry. */
export function sectionOf<Name extends string, Args, R extends RealtimeKitResource>(
  kind: ResourceDefinition,
  { name, references = {}, make, outputs }: SectionParts<Name, Args, R>,
): Section & { name: Name } {
  return {
    name,
    references,
    schema: kind.inputs,
    unique: kind.unique ?? [],
    failures: (entry) => kind.validate?.(entry) ?? [],
    missing: (entry, settings) => failuresInSettings(kind, entry, settings),
    make: (logicalName, args) => {
      // The entry was checked against the kind's schema, of which the class's arguments are the type.
      const resource = make(logicalName, args as Args);
      return { resource, outputs: outputs(resource) };
    },
  };
}

interface SectionParts<Name, Args, R> {
  readonly name: Name;
  readonly references?: Section["references"];
  readonly make: (name: string, args: Args) => R;
  /** What the stack exports of one. */
  readonly outputs: (resource: R) => Record<string, unknown>;
}

/** Ways in and out of anything that takes a picture, as the stack exports them. */
export function endpointsOf<T>({
  ingestServer,
  streamKey,
  ingestUrl,
  playbackUrl,
}: Endpoints<T>): Endpoints<T> {
  return { ingestServer, streamKey, ingestUrl, playbackUrl };
}

interface Endpoints<T> {
  readonly ingestServer: T;
  readonly streamKey: T;
  readonly ingestUrl: T;
  readonly playbackUrl: T;
}
