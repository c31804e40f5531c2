/** The parts of Pulumi's package schema that this package uses (pulumi/pulumi, pkg/codegen/schema). */

export interface PackageSpec {
  readonly name: string;
  readonly displayName: string;
  readonly version: string;
  readonly description: string;
  readonly keywords: readonly string[];
  readonly license: string;
  readonly homepage?: string;
  readonly repository?: string;
  readonly config: { readonly variables: Readonly<Record<string, PropertySpec>> };
  readonly provider: ObjectTypeSpec & {
    readonly inputProperties: Readonly<Record<string, PropertySpec>>;
  };
  readonly types: Readonly<Record<string, NamedTypeSpec>>;
  readonly resources: Readonly<Record<string, ResourceSpec>>;
  readonly functions: Readonly<Record<string, FunctionSpec>>;
  readonly meta: { readonly supportPack: boolean };
  readonly language: Readonly<Record<string, unknown>>;
}

export interface TypeSpec {
  readonly type?: "string" | "number" | "integer" | "boolean" | "array" | "object";
  readonly $ref?: string;
  readonly items?: TypeSpec;
  readonly additionalProperties?: TypeSpec;
  readonly oneOf?: readonly TypeSpec[];
  /** Whether the value cannot be an output. */
  readonly plain?: boolean;
}

export interface PropertySpec extends TypeSpec {
  readonly description?: string;
  readonly secret?: boolean;
  readonly default?: string | number | boolean;
  readonly defaultInfo?: { readonly environment: readonly string[] };
  readonly willReplaceOnChanges?: boolean;
}

export interface ObjectTypeSpec {
  readonly description?: string;
  readonly type: "object";
  readonly properties: Readonly<Record<string, PropertySpec>>;
  readonly required: readonly string[];
}

export interface EnumTypeSpec {
  readonly type: "string";
  readonly enum: readonly { readonly value: string; readonly name?: string }[];
}

export type NamedTypeSpec = ObjectTypeSpec | EnumTypeSpec;

export interface ResourceSpec extends Omit<ObjectTypeSpec, "type"> {
  readonly inputProperties: Readonly<Record<string, PropertySpec>>;
  readonly requiredInputs: readonly string[];
  readonly isComponent?: boolean;
}

export interface FunctionSpec {
  readonly description: string;
  readonly inputs: ObjectTypeSpec;
  readonly outputs: ObjectTypeSpec;
}
