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

/** A schema that also lets the engine's unknown value pass. */
function orUnknown<S extends z.ZodType>(schema: S): S {
  return z.union([unknownValue, schema]) as unknown as S;
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

interface Meta {
  secret?: true;
}

/** Marks a value that nobody may read in a log, an error or a state file. */
export function secret<S extends z.ZodType>(schema: S): S {
  return schema.meta({ secret: true } satisfies Meta);
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
      return bare(def.in);
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

/** Whether the schema, or one that it wraps, is marked as secret. */
export function isSecret(schema: z.core.$ZodType): boolean {
  if ((z.globalRegistry.get(schema) as Meta | undefined)?.secret) return true;
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === "union") return def.options.some(isSecret);
  return "innerType" in def && isSecret(def.innerType);
}

/** The schema of the property, item or value below `key`, if the schema has one. */
export function schemaAt(schema: z.core.$ZodType, key: PropertyKey): z.core.$ZodType | undefined {
  const { def } = (bare(schema) as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case "object":
      return def.shape[String(key)];
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

/** The names of an object schema's own properties. */
export function keysOf(schema: z.core.$ZodType): string[] {
  const { def } = (bare(schema) as z.core.$ZodTypes)._zod;
  return def.type === "object" ? Object.keys(def.shape) : [];
}

/**
 * What an error of zod's that none of several forms fits is really about: with `orUnknown` the second
 * form, with others the one that was begun, so that what is wrong lies inside it. Undefined where it
 * is the value itself that fits none.
 */
export function realIssues(issue: z.core.$ZodIssue): z.core.$ZodIssue[] | undefined {
  if (issue.code !== "invalid_union") return undefined;
  const [first, second] = issue.errors;
  const isOurs = first?.[0]?.code === "invalid_value" && first[0].values[0] === UNKNOWN;
  if (isOurs) return second;
  const [begun, ...more] = issue.errors.filter((form) => form.length > 0 && form.every(isInside));
  return more.length === 0 ? begun : undefined;
}

function isInside({ code, path }: z.core.$ZodIssue): boolean {
  return path.length > 0 || code === "unrecognized_keys";
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
