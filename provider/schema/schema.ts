/**
 * Building blocks for the schemas of inputs: zod schemas that accept the engine's unknown value at any
 * depth, with marks for secrets.
 */
import * as z from "zod";

/**
 * The engine's placeholder in check and diff for a value that is not known before the update, such as the
 * id of a new resource (`rpc.unknownValue` of Pulumi's Node SDK).
 */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const unknownValue = z.literal(UNKNOWN);

/** A schema that also accepts the unknown value, and converts values with {@link meant}. */
function orUnknown<S extends z.ZodType>(schema: S): S {
  const tolerant = mayMeanMore(schema)
    ? z.preprocess((value) => meant(schema, value), schema)
    : schema;
  return z.union([unknownValue, tolerant]) as unknown as S;
}

type Shape = Record<string, z.ZodType>;

/** An object without other properties. */
export function group<S extends Shape>(shape: S): z.ZodObject<S, z.core.$strict> {
  const tolerant = Object.fromEntries(
    Object.entries(shape).map(([key, schema]) => [key, orUnknown(schema)]),
  );
  return z.strictObject(tolerant) as unknown as z.ZodObject<S, z.core.$strict>;
}

/** A list. */
export function list<S extends z.ZodType>(item: S): z.ZodArray<S> {
  return z.array(orUnknown(item));
}

/** An object with arbitrary keys (ids, names) and values of one type. */
export function map<S extends z.ZodType>(value: S): z.ZodRecord<z.ZodString, S> {
  return z.record(z.string(), orUnknown(value));
}

/**
 * A value with a short and a long form; the parsed value always has the long form.
 *
 * @param short converts the short form to the long one
 * @param whole the long form; an object, list or map
 * @param forms the error message, which names both forms
 */
export function orShort<W extends z.ZodType, Short>(
  short: z.ZodType<z.output<W>, Short>,
  whole: W,
  forms: string,
): z.ZodType<z.output<W>, Short | z.input<W>> {
  return z.union([short, whole], { error: forms });
}

/**
 * An id of the API. It becomes a segment of a path, so it must not contain characters that would change the
 * path.
 */
export function id(): z.ZodString {
  return z.string().regex(ID, ID_RULE);
}

/** The error message for an invalid id. */
export const ID_RULE = "give the id as in the API: one word, without / ? # % \\";

/** A segment of a path, except `.` and `..`. */
const ID = /^(?!\.{1,2}$)[^\s/?#%\\]+$/;

/** Whether a text can be an id of the API. */
export function isId(text: string): boolean {
  return ID.test(text);
}

interface Meta {
  secret?: true;
  secretWhere?: (text: string) => boolean;
  wholeNumber?: true;
}

declare const SECRET: unique symbol;

/** Marks the type of a secret's schema. */
export interface Secret {
  readonly [SECRET]: true;
}

/** Marks a value as secret. */
export function secret<S extends z.ZodType>(schema: S): S & Secret {
  return schema.meta({ secret: true } satisfies Meta) as S & Secret;
}

/** Marks a text that is secret only if it contains credentials, such as a URL with a password. */
export function secretWhere<S extends z.ZodType>(schema: S, opens: (text: string) => boolean): S {
  return schema.meta({ secretWhere: opens } satisfies Meta);
}

/** The function that decides whether a text here is secret, if any. */
export function secretTest(schema: z.core.$ZodType): ((text: string) => boolean) | undefined {
  return markOf(schema, "secretWhere");
}

/**
 * A text that can also be written as a whole number: `keyVersion: 2` means "2". Fractions are not accepted,
 * because 1.10 would arrive as 1.1.
 */
export function orWholeNumber<S extends z.ZodType<string, string>>(schema: S): S {
  return schema.meta({ wholeNumber: true } satisfies Meta);
}

/** Converts null to an empty object, and a whole number to text, where the schema allows it. */
function meant(schema: z.core.$ZodType, value: unknown): unknown {
  if (value === null && hasOptions(schema)) return {};
  return Number.isSafeInteger(value) && markOf(schema, "wholeNumber") === true
    ? String(value)
    : value;
}

function mayMeanMore(schema: z.core.$ZodType): boolean {
  return hasOptions(schema) || markOf(schema, "wholeNumber") === true;
}

/**
 * Converts inputs as the schema does, without its defaults: a YAML key without a value is null, so null
 * means `{}` where an object is expected; a whole number means its text where the schema allows it.
 */
export function asMeant(schema: z.core.$ZodType, declared: unknown): unknown {
  const value = meant(schema, declared);
  if (Array.isArray(value)) {
    const item = schemaAt(schema, 0);
    return item ? value.map((each) => asMeant(item, each)) : value;
  }
  return eachBelow(schema, value, asMeant);
}

/** Applies `make` to each value of an object whose key the schema has. */
export function eachBelow(
  schema: z.core.$ZodType,
  value: unknown,
  make: (schema: z.core.$ZodType, value: unknown) => unknown,
): unknown {
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, below]): [string, unknown] => {
    const next = schemaAt(schema, key);
    return [key, next ? make(next, below) : below];
  });
  return Object.fromEntries(entries);
}

/** Whether it is a plain object, not a resource or an output. */
export function isObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/** The schema without its wrappers (optional, default, unknown); for a short and a long form, the long one. */
export function bare(schema: z.core.$ZodType): z.core.$ZodType {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
      return bare(def.innerType);
    case "pipe":
      // The first part of a preprocess is a transform; the schema is the second.
      return bare(def.in._zod.def.type === "transform" ? def.out : def.in);
    case "union": {
      const [first, second] = def.options;
      if (first === unknownValue && second) return bare(second);
      const [whole, ...more] = def.options.map(bare).filter(hasParts);
      return whole && more.length === 0 ? whole : schema;
    }
    default:
      return schema;
  }
}

function hasParts(schema: z.core.$ZodType): boolean {
  return ["object", "array", "record"].includes(schema._zod.def.type);
}

/** Whether it is an object or a map. */
function hasOptions(schema: z.core.$ZodType): boolean {
  return ["object", "record"].includes(bare(schema)._zod.def.type);
}

/** Whether it accepts any text, not only the values of an enum. */
export function isText(schema: z.core.$ZodType): boolean {
  const { def } = (bare(schema) as z.core.$ZodTypes)._zod;
  return def.type === "string" || (def.type === "union" && def.options.some(isText));
}

/** Whether the schema, or one that it wraps, is marked as secret. */
export function isSecret(schema: z.core.$ZodType): boolean {
  return markOf(schema, "secret") === true;
}

/** A mark of the schema, or of one that it wraps. */
function markOf<K extends keyof Meta>(schema: z.core.$ZodType, mark: K): Meta[K] {
  const own = (z.globalRegistry.get(schema) as Meta | undefined)?.[mark];
  if (own) return own;
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === "union") return def.options.map((each) => markOf(each, mark)).find(Boolean);
  if (def.type === "pipe") return markOf(def.in, mark) ?? markOf(def.out, mark);
  return "innerType" in def ? markOf(def.innerType, mark) : undefined;
}

/** The schema of the property, item or value below `key`, if the schema has one. */
export function schemaAt(schema: z.core.$ZodType, key: PropertyKey): z.core.$ZodType | undefined {
  const { def } = (bare(schema) as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case "object":
      // Without inherited properties such as `constructor`.
      return Object.hasOwn(def.shape, key) ? def.shape[String(key)] : undefined;
    case "array":
      return def.element;
    case "record":
      return def.valueType;
    case "union":
      return def.options.map((option) => schemaAt(option, key)).find((found) => found);
    default:
      return undefined;
  }
}

/** The names of an object schema's properties for which `is` is true. */
export function keysWhere(
  schema: z.core.$ZodType,
  is: (below: z.core.$ZodType) => boolean,
): string[] {
  return keysOf(schema).filter((key) => {
    const below = schemaAt(schema, key);
    return below !== undefined && is(below);
  });
}

/** The names of an object schema's properties. */
export function keysOf(schema: z.core.$ZodType): string[] {
  const { def } = (bare(schema) as z.core.$ZodTypes)._zod;
  return def.type === "object" ? Object.keys(def.shape) : [];
}

/**
 * The relevant issues of zod's error that no form of a union matches: for `orUnknown` those of the second
 * form, otherwise those of the form with the right type. Undefined if no form has the right type.
 */
export function realIssues(issue: z.core.$ZodIssue): z.core.$ZodIssue[] | undefined {
  if (issue.code !== "invalid_union") return undefined;
  const [first, second] = issue.errors;
  const isOurs = first?.[0]?.code === "invalid_value" && first[0].values[0] === UNKNOWN;
  if (isOurs) return second;
  const [begun, ...more] = issue.errors.filter((form) => form.length > 0 && form.every(isBegun));
  return more.length === 0 ? begun : undefined;
}

function isBegun({ code, path }: z.core.$ZodIssue): boolean {
  return path.length > 0 || !["invalid_type", "invalid_value", "invalid_union"].includes(code);
}

/** The values of all secret properties in `value`, to remove them from messages. */
export function secretsIn(schema: z.core.$ZodType, value: unknown): string[] {
  if (isSecret(schema)) return strings(value);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, below]) => {
    const next = schemaAt(schema, key);
    return next ? secretsIn(next, below) : [];
  });
}

/** `text` without the secrets; the longest first, because one can start with another. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret.length > 0)
    .toSorted((a, b) => b.length - a.length)
    .reduce((cleared, secret) => cleared.replaceAll(secret, "[secret]"), text);
}

/** All texts in `value`, at any depth. */
export function strings(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(strings) : [];
}
