/** The nested types of the schema: objects and enums get a name by where they first stand. */
import * as z from "zod";
import { typeFor } from "../../provider/engine/types.ts";
import { bare, isSecret, schemaAt } from "../../provider/schema/schema.ts";
import { UserError } from "../../provider/user-error.ts";
import { pascal } from "../writer.ts";
import { constantName } from "./languages.ts";
import type { Member, Shape } from "./published-types.ts";
import type { NamedTypeSpec, ObjectTypeSpec, PropertySpec, TypeSpec } from "./spec.ts";

/** The token of anything in the package. */
export function tokenOf(name: string): string {
  return typeFor({ name }, "native");
}

/** Where a type stands: the name that it would get, and what the definition says of the place. */
interface Place {
  readonly name: string;
  readonly schema: z.core.$ZodType | undefined;
  /** Whether these are arguments of a component, some of which cannot be outputs. */
  readonly ofComponent?: boolean;
}

/** Collects the nested types while properties are converted. */
export class TypeTable {
  readonly #types = new Map<string, NamedTypeSpec>();
  /** Two places that share a schema share its type, such as a live input's recording in a broadcast. */
  readonly #names = new Map<z.core.$ZodType, string>();
  readonly #resources: readonly string[];

  /** @param resources the names of all resources, which no nested type may have */
  constructor(resources: readonly string[]) {
    this.#resources = resources;
  }

  get types(): Record<string, NamedTypeSpec> {
    const sorted = [...this.#types].toSorted(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(sorted.map(([name, type]) => [tokenOf(name), type]));
  }

  /** The properties of an object, and which of them must be given. */
  object(
    owner: string,
    members: readonly Member[],
    schema?: z.core.$ZodType,
    { ofComponent = false } = {},
  ): Pick<ObjectTypeSpec, "properties" | "required"> {
    const found = members.flatMap((member) => {
      const below = schema && schemaAt(schema, member.name);
      const name = owner + pascal(member.name);
      const property = this.#property(member, { name, schema: below, ofComponent });
      return property ? [{ member, property }] : [];
    });
    return {
      properties: Object.fromEntries(found.map(({ member, property }) => [member.name, property])),
      required: found.flatMap(({ member }) => (member.optional ? [] : [member.name])),
    };
  }

  /** Undefined where it holds a resource, which no other language could give. */
  #property({ shape, description, isInput }: Member, place: Place): PropertySpec | undefined {
    const found = shape();
    const bound = this.#type(found, place);
    if (!bound) return undefined;
    const type = place.ofComponent && !isInput ? plain(bound) : bound;
    const secret = found.kind === "secret" || (place.schema && isSecret(place.schema));
    const fallback = place.schema && defaultOf(place.schema);
    return {
      ...type,
      ...(description === "" ? {} : { description }),
      ...(secret ? { secret: true } : {}),
      ...(fallback === undefined ? {} : { default: fallback }),
    };
  }

  #type(shape: Shape, place: Place): TypeSpec | undefined {
    const values = enumOf(shape, place.schema);
    if (values) return this.#enum(values, place);
    switch (shape.kind) {
      case "string":
      case "boolean":
        return { type: shape.kind };
      case "number":
        return { type: isWhole(place.schema) ? "integer" : "number" };
      case "literal":
        return { type: typeof shape.value === "string" ? "string" : "boolean" };
      case "secret":
        return this.#type(shape.of, place);
      case "array":
      case "map":
        return this.#collection(shape, place);
      case "object":
        return this.#object(shape, place);
      case "union":
        return this.#union(shape.of, place);
      case "resource":
      case "nothing":
        return undefined;
      case "open":
        throw new UserError(`${place.name} has a type that the package's schema cannot express.`);
    }
  }

  #collection({ kind, of }: Shape & { of: Shape }, place: Place): TypeSpec | undefined {
    const { name, schema } = place;
    const item = this.#type(of, {
      ...place,
      name,
      schema: schema && schemaAt(schema, kind === "array" ? 0 : "name"),
    });
    if (!item) return undefined;
    return kind === "array"
      ? { type: "array", items: item }
      : { type: "object", additionalProperties: item };
  }

  #union(shapes: readonly Shape[], place: Place): TypeSpec | undefined {
    // Of a resource or its ID, config and other languages give the ID.
    if (place.schema && bare(place.schema)._zod.def.type === "string") return { type: "string" };
    const literals = shapes.filter(({ kind }) => kind === "literal");
    const types = shapes
      .filter((shape) => shape.kind !== "literal" || literals.length === 1)
      .map((shape) => this.#type(shape, place));
    if (literals.length > 1) types.unshift(this.#short(texts(literals), place, types.length > 0));
    const known = types.filter((type) => type !== undefined);
    return known.length > 1 ? { oneOf: known } : known[0];
  }

  /** Values that may stand beside an object, as the short form of one of its properties. */
  #short(values: readonly string[], place: Place, isBesideOthers: boolean): TypeSpec {
    if (!isBesideOthers) return this.#enum(values, place);
    const sameValues = (type: NamedTypeSpec) =>
      "enum" in type && type.enum.map(({ value }) => value).join() === values.join();
    const found = [...this.#types].find(
      ([name, type]) => name.startsWith(place.name) && sameValues(type),
    );
    const name = found?.[0] ?? `${place.name}Value`;
    return this.#enum(values, { name, schema: undefined });
  }

  #enum(values: readonly string[], place: Place): TypeSpec {
    return this.#named(place, place.name, () => ({
      type: "string",
      enum: values.map((value) => ({ name: constantName(value), value })),
    }));
  }

  #object({ members, name: published }: Shape & { kind: "object" }, place: Place): TypeSpec {
    const name = published === undefined ? place.name : this.#withoutArgs(published);
    return this.#named(place, name, () => ({
      type: "object",
      ...this.object(name, members, place.schema, place),
    }));
  }

  #withoutArgs(published: string): string {
    const name = published.replace(/Args$/, "");
    return this.#resources.includes(name) ? `${name}Definition` : name;
  }

  #named({ schema }: Place, wanted: string, make: () => NamedTypeSpec): TypeSpec {
    const core = schema && bare(schema);
    const known = core && this.#names.get(core);
    if (core && !known) this.#names.set(core, wanted);
    if (!known) this.#take(wanted, make());
    return { $ref: `#/types/${tokenOf(known ?? wanted)}` };
  }

  /** The same type may stand at several places, as an input and as an output. */
  #take(name: string, type: NamedTypeSpec): void {
    const known = this.#types.get(name);
    this.#types.set(
      name,
      known?.type === "object" && type.type === "object" ? both(known, type) : type,
    );
  }
}

/** The type, for a value that cannot be an output; nor can the values of a map. */
function plain(type: TypeSpec): TypeSpec {
  const { additionalProperties: values } = type;
  return { ...type, ...(values && { additionalProperties: plain(values) }), plain: true };
}

/** What either has; needed is what both need. The first one's descriptions count. */
function both(first: ObjectTypeSpec, second: ObjectTypeSpec): ObjectTypeSpec {
  return {
    ...first,
    properties: { ...second.properties, ...first.properties },
    required: first.required.filter((name) => second.required.includes(name)),
  };
}

/** The texts that are allowed, if only some are. */
function enumOf(shape: Shape, schema: z.core.$ZodType | undefined): string[] | undefined {
  if (shape.kind === "union" && shape.of.every(({ kind }) => kind === "literal"))
    return texts(shape.of);
  if (shape.kind !== "open" || !schema) return undefined;
  const { def } = (bare(schema) as z.core.$ZodTypes)._zod;
  return def.type === "enum" ? Object.values(def.entries).map(String) : undefined;
}

function texts(shapes: readonly Shape[]): string[] {
  return shapes.flatMap((each) => (each.kind === "literal" ? [String(each.value)] : []));
}

function isWhole(schema: z.core.$ZodType | undefined): boolean {
  if (!schema) return false;
  const { def } = (bare(schema) as z.core.$ZodTypes)._zod;
  return def.type === "number" && z.toJSONSchema(bare(schema)).type === "integer";
}

/** A default that is a plain value. */
function defaultOf(schema: z.core.$ZodType): string | number | boolean | undefined {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === "optional") return defaultOf(def.innerType);
  if (def.type === "union") return def.options.map(defaultOf).find((found) => found !== undefined);
  if (def.type === "pipe") return defaultOf(def.out);
  if (def.type !== "default") return undefined;
  const { defaultValue: value } = def;
  return ["string", "number", "boolean"].includes(typeof value)
    ? (value as string | number | boolean)
    : undefined;
}
