/** What all resource classes share: how a kind becomes a Pulumi resource. */
import * as pulumi from "@pulumi/pulumi";
import type * as z from "zod";
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
import { announce, announcement } from "./taking-over.ts";
import { writePath } from "../provider/schema/paths.ts";

/** Arguments as a program gives them: every value may be an output of another resource. */
export type Inputs<T> = { [K in keyof T]: DeepInput<T[K]> };

type Primitive = string | number | boolean | null | undefined;

type DeepInput<T> = [T] extends [Primitive] ? pulumi.Input<T> : pulumi.Input<Deep<T>>;

type Deep<T> = T extends Primitive
  ? T
  : T extends readonly (infer Item)[]
    ? DeepInput<Item>[]
    : { [K in keyof T]: DeepInput<T[K]> };

/** The outputs of a class, as the schema tells them. */
export type Outputs<T> = { readonly [K in keyof T]-?: pulumi.Output<T[K]> };

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
   * @param definition what the resource is
   * @param name its logical name in the program
   * @param args what is declared
   * @param opts Pulumi's resource options; with an `id` it is read, not made
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
    const declared = hideOpening(
      definition.inputs,
      asMeant(definition.inputs, { ...args }),
    ) as object;
    const props: pulumi.Inputs = {
      ...Object.fromEntries(providedBy(definition).map((key) => [key, undefined])),
      ...(hideSecrets(definition.inputs, declared) as object),
      // What is only read declares nothing but where to look.
      ...(opts.id !== undefined && { __get: true }),
      // A native plugin is told all of this by the engine.
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
    super(typeFor(definition, host), name, props, {
      ...opts,
      aliases: aliasesAcross(definition, host, opts.aliases),
      additionalSecretOutputs: [
        ...(isNative ? [] : secretOutputs(definition, opts.id !== undefined)),
        ...(opts.additionalSecretOutputs ?? []),
      ],
    });
    for (const [key, { from, make }] of Object.entries(definition.derived ?? {})) {
      const source = Reflect.get(this, from) as pulumi.Output<string | undefined>;
      Reflect.set(
        this,
        key,
        source.apply((text) => text && make(text)),
      );
    }
    if (isNative) return;
    warn(definition, declared, this);
    announce(definition, declared, this);
  }
}

/** The engine would hand it to a provider that it cannot reach, and end in "code must be a string". */
const NO_IMPORT: Failure = {
  path: ["import"],
  reason:
    'Pulumi cannot import into a dynamic provider; take over what exists with the argument adopt: "<id>" instead, or use the native plugin (config realtimekit:provider: native)',
};

/** The outputs that the provider gives, and the state has. */
function providedBy({ outputs, derived = {} }: ResourceDefinition): string[] {
  return keysOf(outputs).filter((key) => !(key in derived));
}

/** A resource of a kind, without the types of its class: as a stack's config declares it. */
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

/** Of what is declared the engine knows which inputs are secret; of what is read it knows nothing. */
function secretOutputs(
  { outputs, inputs, derived = {} }: ResourceDefinition,
  isRead: boolean,
): string[] {
  const made = keysWhere(outputs, isSecret);
  // Whether an address opens the door by itself is not known before it is read.
  const read = isRead ? [outputs, inputs].flatMap((schema) => keysWhere(schema, holdsSecret)) : [];
  return [...new Set([...made, ...read])].filter((key) => !(key in derived));
}

/**
 * Says what is advised against in the arguments, once each is known. Each stands by itself, so that
 * one that a preview cannot know does not silence the others; what is secret is not spoken of.
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

/** Wraps every value that the schema calls secret; an output that may hold one is hidden whole. */
function hideSecrets(schema: z.core.$ZodType, value: unknown): unknown {
  if (value === undefined) return value;
  if (secretTest(schema) || !holdsSecret(schema)) return value;
  if (isSecret(schema) || pulumi.Output.isInstance(value) || value instanceof Promise)
    return pulumi.secret(value);
  return eachBelow(schema, value, hideSecrets);
}

/** Wraps every text that opens the door by itself, as the program's own secrets are wrapped. */
function hideOpening(schema: z.core.$ZodType, value: unknown): unknown {
  const opens = secretTest(schema);
  if (opens) return value === undefined ? value : secretIf(value, opens);
  return eachBelow(schema, value, hideOpening);
}

/** Secret where it opens the door by itself; nothing else about it is. */
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
