/**
 * The vocabulary in which every resource kind tells its inputs, once: zod schemas that also let the
 * engine's "not known yet" value pass at any depth, and that carry what zod has no word for.
 */
import * as z from "zod";

/**
 * What stands in check and diff for a value that is not known before the update, such as the id of a
 * resource that a preview has not made (`rpc.unknownValue` of Pulumi's Node SDK).
 */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const unknownValue = z.literal(UNKNOWN);

/** A schema that also lets the engine's unknown value pass, and takes what {@link meant} says. */
function orUnknown<S extends z.ZodType>(schema: S): S {
  const tolerant = mayMeanMore(schema)
    ? z.preprocess((value) => meant(schema, value), schema)
    : schema;
  return z.union([unknownValue, tolerant]) as unknown as S;
}

type Shape = Record<string, z.ZodType>;

/** An object whose properties are all listed; any other is a failure. */
export function group<S extends Shape>(shape: S): z.ZodObject<S, z.core.$strict> {
  const tolerant = Object.fromEntries(
    Object.entries(shape).map(([key, schema]) => [key, orUnknown(schema)]),
  );
  return z.strictObject(tolerant) as unknown as z.ZodObject<S, z.core.$strict>;
}

/** A list of items in the order that the API keeps. */
export function list<S extends z.ZodType>(item: S): z.ZodArray<S> {
  return z.array(orUnknown(item));
}

/** An object whose keys are the user's own (ids, names), all with values of one kind. */
export function map<S extends z.ZodType>(value: S): z.ZodRecord<z.ZodString, S> {
  return z.record(z.string(), orUnknown(value));
}

/**
 * Something with parts that may also be given in short; checked, it always has its parts.
 *
 * @param short makes the parts of the short form
 * @param whole the parts; an object, list or map
 * @param forms names both forms, for whoever has given neither
 */
export function orShort<W extends z.ZodType, Short>(
  short: z.ZodType<z.output<W>, Short>,
  whole: W,
  forms: string,
): z.ZodType<z.output<W>, Short | z.input<W>> {
  return z.union([short, whole], { error: forms });
}

/**
 * The id of something in the API. It becomes one segment of a path, so that nothing that would lead
 * to another path can be one.
 */
export function id(): z.ZodString {
  return z.string().regex(ID, ID_RULE);
}

/** What an id may be, for people. */
export const ID_RULE = "give the id as in the API: one word, without / ? # % \\";

/** One segment of a path; `.` and `..` are none. */
const ID = /^(?!\.{1,2}$)[^\s/?#%\\]+$/;

/** Whether a text can be an id of the API's. */
export function isId(text: string): boolean {
  return ID.test(text);
}

interface Meta {
  secret?: true;
  secretWhere?: (text: string) => boolean;
  wholeNumber?: true;
}

declare const SECRET: unique symbol;

/** What tells the compiler that a schema is one of a secret. */
export interface Secret {
  readonly [SECRET]: true;
}

/** Marks a value that nobody may read in a log, an error or a state file. */
export function secret<S extends z.ZodType>(schema: S): S & Secret {
  return schema.meta({ secret: true } satisfies Meta) as S & Secret;
}

/** Marks a text that is secret where it opens the door by itself, as an address with a password in it. */
export function secretWhere<S extends z.ZodType>(schema: S, opens: (text: string) => boolean): S {
  return schema.meta({ secretWhere: opens } satisfies Meta);
}

/** What decides whether a text here is secret, if anything. */
export function secretTest(schema: z.core.$ZodType): ((text: string) => boolean) | undefined {
  return markOf(schema, "secretWhere");
}

/**
 * A text that may also be written as a whole number: `keyVersion: 2` can only mean "2". A number with
 * a fraction cannot: of 1.10 only 1.1 arrives.
 */
export function orWholeNumber<S extends z.ZodType<string, string>>(schema: S): S {
  return schema.meta({ wholeNumber: true } satisfies Meta);
}

/** What a value stands for: nothing for no options at all, a whole number for its text. */
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
 * A declaration in the words of the schema, its defaults not filled in: as a YAML key without a value
 * is null, so null means `{}` wherever an object is expected, and a whole number its text where it can
 * only mean that.
 */
export function asMeant(schema: z.core.$ZodType, declared: unknown): unknown {
  const value = meant(schema, declared);
  if (Array.isArray(value)) {
    const item = schemaAt(schema, 0);
    return item ? value.map((each) => asMeant(item, each)) : value;
  }
  return eachBelow(schema, value, asMeant);
}

/** An object with each of its values as `make` has it, where the schema knows the key; anything else as it is. */
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

/** An object literal, or what JSON and YAML make; neither a resource nor an output. */
export function isObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/** The schema below optional, default and unknown-tolerant wrappers; of a short form and a whole, the whole. */
export function bare(schema: z.core.$ZodType): z.core.$ZodType {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
      return bare(def.innerType);
    case "pipe":
      // The first of a preprocess is code; what it is about comes second.
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

/** Whether what stands here is an object: of options, or by names of the user's own. */
function hasOptions(schema: z.core.$ZodType): boolean {
  return ["object", "record"].includes(bare(schema)._zod.def.type);
}

/** Whether any text may stand here, and not one of a few. */
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
      // Not what every object has, such as `constructor`.
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

/** The names of an object schema's properties that are so, as secret. */
export function keysWhere(
  schema: z.core.$ZodType,
  is: (below: z.core.$ZodType) => boolean,
): string[] {
  return keysOf(schema).filter((key) => {
    const below = schemaAt(schema, key);
    return below !== undefined && is(below);
  });
}

/** The names of an object schema's own properties. */
export function keysOf(schema: z.core.$ZodType): string[] {
  const { def } = (bare(schema) as z.core.$ZodTypes)._zod;
  return def.type === "object" ? Object.keys(def.shape) : [];
}

/**
 * What an error of zod's that none of several forms fits is really about: with `orUnknown` the second
 * form, with others the one that was begun, so that what is wrong lies inside it, or that is of the
 * right type. Undefined where it is the value itself that fits none.
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

/** The values of all secret properties in `value`, so that messages can be cleared of them. */
export function secretsIn(schema: z.core.$ZodType, value: unknown): string[] {
  if (isSecret(schema)) return strings(value);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, below]) => {
    const next = schemaAt(schema, key);
    return next ? secretsIn(next, below) : [];
  });
}

/** `text` without any of the secrets; the longest first, since one may begin with another. */
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
