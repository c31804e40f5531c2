/** The base class of all resources: turns a definition into a Pulumi resource. */
import * as pulumi from "@pulumi/pulumi";
import type * as z from "zod";
import { type DerivedOutput, madeOf } from "../provider/engine/derived.ts";
import type { ResourceDefinition } from "../provider/engine/definition.ts";
import {
  asMeant,
  eachBelow,
  isSecret,
  keysOf,
  keysWhere,
  secretTest,
} from "../provider/schema/schema.ts";
import { badId, refusal, refuseUnknownSettings, unsendable } from "./arguments.ts";
import { fromOptions, fromParent, secretInputs } from "./internal-inputs.ts";
import type { Failure } from "../provider/schema/failure.ts";
import { aliasesAcross, hostOfProgram } from "./host.ts";
import { typeFor } from "../provider/engine/types.ts";
import { showProgramOnly } from "../startup/program-frames.ts";
import { announce, announcement } from "./taking-over.ts";
import { writePath } from "../provider/schema/paths.ts";

/** Arguments whose values can be outputs of other resources. */
export type Inputs<T> = { [K in keyof T]: DeepInput<T[K]> };

type Primitive = string | number | boolean | null | undefined;

type DeepInput<T> = [T] extends [Primitive] ? pulumi.Input<T> : pulumi.Input<Deep<T>>;

type Deep<T> = T extends Primitive
  ? T
  : T extends readonly (infer Item)[]
    ? DeepInput<Item>[]
    : { [K in keyof T]: DeepInput<T[K]> };

/** The outputs of a class, from the schema. */
export type Outputs<T> = { readonly [K in keyof T]-?: pulumi.Output<T[K]> };

/**
 * The provider in the state: code that loads the provider by name from the program's directory. It
 * must never change, so that an update of this package causes no diff.
 */
function loader(kind: string): string {
  return `exports.handler=()=>require("module").createRequire(process.cwd()+"/")("pulumi-realtimekit/provider").${kind}`;
}

/** The base class of the resources of the RealtimeKit API and the Stream API. */
export abstract class RealtimeKitResource extends pulumi.CustomResource {
  /**
   * @param definition the definition of the resource
   * @param name the logical name
   * @param args the arguments
   * @param opts the resource options; with an `id`, the resource is read and not created
   * @internal
   */
  protected constructor(
    definition: ResourceDefinition,
    name: string,
    args: object,
    opts: pulumi.CustomResourceOptions = {},
  ) {
    refuseUnknownSettings();
    const host = hostOfProgram();
    const isNative = host === "native";
    if (opts.import !== undefined && !isNative)
      throw refusal(`${definition.name} ${name}`, [NO_IMPORT]);
    const failures = [...badId(opts), ...unsendable(definition.inputs, args, new.target.prototype)];
    if (failures.length > 0) throw refusal(`${definition.name} ${name}`, failures);
    const declared = hideCredentials(
      definition.inputs,
      asMeant(definition.inputs, { ...args }),
    ) as object;
    const props: pulumi.Inputs = {
      ...Object.fromEntries(providedBy(definition).map((key) => [key, undefined])),
      ...(hideSecrets(definition.inputs, declared) as object),
      // A resource that is only read needs no other inputs.
      ...(opts.id !== undefined && { __get: true }),
      // The class makes these outputs below, so the state need not have them.
      ...(isNative && definition.derived && { __derives: true }),
      // A native plugin gets all of this from the engine.
      ...(!isNative && {
        ...announcement(args),
        __provider: loader(definition.name),
        __declaredBy: `${pulumi.getProject()}/${pulumi.getStack()}/${name}`,
        ...(opts.id === undefined && {
          ...fromOptions(opts),
          ...fromParent(opts.parent),
          ...secretInputs(definition.inputs, declared),
        }),
      }),
    };
    const options = {
      ...opts,
      aliases: aliasesAcross(definition, host, opts.aliases),
      additionalSecretOutputs: [
        ...(isNative ? [] : secretOutputs(definition, opts.id !== undefined)),
        ...(opts.additionalSecretOutputs ?? []),
      ],
    };
    const restoreFrames = showProgramOnly();
    try {
      super(typeFor(definition, host), name, props, options);
    } finally {
      restoreFrames();
    }
    for (const [key, output] of Object.entries(definition.derived ?? {})) derive(this, key, output);
    if (isNative) return;
    warn(definition, declared, this);
    announce(definition, declared, this);
  }
}

/** Adds an output that is computed when the program first uses it. */
function derive(resource: pulumi.Resource, key: string, { from, make }: DerivedOutput): void {
  let made: pulumi.Output<string | undefined> | undefined;
  const get = () =>
    (made ??= pulumi
      .all(from.map((name) => Reflect.get(resource, name) as pulumi.Output<string | undefined>))
      .apply((parts) => madeOf(make, parts)));
  Object.defineProperty(resource, key, { get, enumerable: true, configurable: true });
}

/** Without this, the engine fails with "code must be a string". */
const NO_IMPORT: Failure = {
  path: ["import"],
  reason:
    'Pulumi cannot import into a dynamic provider; to manage an existing resource, set the argument adopt: "<id>" instead, or use the native plugin (config realtimekit:provider: native)',
};

/** The outputs that the provider returns and the state stores. */
function providedBy({ outputs, derived = {} }: ResourceDefinition): string[] {
  return keysOf(outputs).filter((key) => !(key in derived));
}

/** A resource from a stack's config, without the types of its class. */
export class DeclaredResource extends RealtimeKitResource {
  // eslint-disable-next-line @typescript-eslint/no-useless-constructor -- the other one is protected
  constructor(
    definition: ResourceDefinition,
    name: string,
    args: object,
    opts: pulumi.CustomResourceOptions,
  ) {
    super(definition, name, args, opts);
  }
}

/** The secret outputs. For a resource that is only read, the engine does not know the secret inputs. */
function secretOutputs(
  { outputs, inputs, derived = {} }: ResourceDefinition,
  isRead: boolean,
): string[] {
  const made = keysWhere(outputs, isSecret);
  // Before the read, it is not known whether a URL contains credentials.
  const read = isRead ? [outputs, inputs].flatMap((schema) => keysWhere(schema, holdsSecret)) : [];
  return [...new Set([...made, ...read])].filter((key) => !(key in derived));
}

/**
 * Logs the warnings about each argument once it is known. An argument that a preview does not know does
 * not hold back the others, and secrets are not shown.
 */
function warn(
  definition: Pick<ResourceDefinition, "warnings">,
  args: object,
  resource: pulumi.Resource,
): void {
  if (!definition.warnings) return;
  for (const [key, value] of Object.entries(args) as [string, unknown][]) {
    const declared = pulumi.all({ [key]: value });
    declared.apply(async (known) => {
      const found = definition.warnings?.(known) ?? [];
      if (found.length === 0 || (await pulumi.isSecret(declared))) return;
      for (const { path, reason } of found)
        await pulumi.log.warn(`${writePath(path)}: ${reason}`, resource);
    });
  }
}

/** Marks every secret of the schema as secret; an output that may contain one becomes secret. */
function hideSecrets(schema: z.core.$ZodType, value: unknown): unknown {
  if (value === undefined) return value;
  if (secretTest(schema) || !holdsSecret(schema)) return value;
  if (isSecret(schema) || pulumi.Output.isInstance(value) || value instanceof Promise)
    return pulumi.secret(value);
  return eachBelow(schema, value, hideSecrets);
}

/** Marks every text that contains credentials as secret. */
function hideCredentials(schema: z.core.$ZodType, value: unknown): unknown {
  const opens = secretTest(schema);
  if (opens) return value === undefined ? value : secretIf(value, opens);
  return eachBelow(schema, value, hideCredentials);
}

/** Makes the value secret only if it contains credentials. */
function secretIf(value: unknown, opens: (text: string) => boolean): unknown {
  const hide = (text: unknown) =>
    typeof text === "string" && opens(text) ? pulumi.secret(text) : text;
  const isKnown = !pulumi.Output.isInstance(value) && !(value instanceof Promise);
  return isKnown ? hide(value) : pulumi.output(value).apply((text) => hide(text));
}

function holdsSecret(schema: z.core.$ZodType): boolean {
  if (isSecret(schema) || secretTest(schema)) return true;
  return keysWhere(schema, holdsSecret).length > 0;
}
