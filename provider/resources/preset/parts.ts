/** What the parts of a preset's schema are made of. */
import type { PresetCreateParams } from "cloudflare/resources/realtime-kit/presets";
import type { CamelCasedPropertiesDeep } from "type-fest";
import * as z from "zod";
import { bare, group, keysOf, schemaAt } from "../../schema/schema.ts";

type Shape = Record<string, z.ZodType>;

/** Fields that may each be left to the template. */
export function partly<S extends Shape>(shape: S) {
  const fields = Object.fromEntries(
    Object.entries(shape).map(([key, schema]) => [key, schema.optional()]),
  );
  return group(fields as { [K in keyof S]: z.ZodOptional<S[K]> });
}

/** A group of fields that may each, or all together, be left to the template. */
export function optionalGroup<S extends Shape>(shape: S) {
  return partly(shape).optional();
}

/** A number of things or people. */
export const count = () => z.int().min(0);

/**
 * The names of the templates, each that of an exported function; from who may do most to who may do
 * least.
 */
export const TEMPLATES = ["host", "moderator", "speaker", "guest", "viewer"] as const;

export type TemplateName = (typeof TEMPLATES)[number];

const values = new WeakMap<z.core.$ZodType, (template: TemplateName) => unknown>();

/** A field that is not left to the API, with its value in each template, or in all of them. */
export function inTemplates<S extends z.ZodType<Scalar>>(
  schema: S,
  value: z.output<S> | Readonly<Record<TemplateName, z.output<S>>>,
): S {
  const perTemplate = typeof value === "object" ? value : undefined;
  values.set(bare(schema), (template) => (perTemplate ? perTemplate[template] : value));
  return schema;
}

type Scalar = string | number | boolean;

/** An object by names of the user's own, that is empty in every template. */
export function emptyInTemplates<S extends z.ZodRecord>(schema: S): S {
  values.set(schema, () => ({}));
  return schema;
}

/** What may be done by who has this template, or one of those that may do more. */
export function rightOf(least: TemplateName): z.ZodBoolean {
  const isAbove = (template: TemplateName) =>
    TEMPLATES.indexOf(template) <= TEMPLATES.indexOf(least);
  const schema = z.boolean();
  values.set(schema, isAbove);
  return schema;
}

/** What stands here in a template; undefined where that is left to the API. */
export function valueIn(template: TemplateName, schema: z.core.$ZodType): unknown {
  const own = values.get(bare(schema));
  if (own) return own(template);
  const entries = keysOf(schema)
    .map((key) => [key, valueIn(template, schemaAt(schema, key) ?? z.never())] as const)
    .filter(([, value]) => value !== undefined);
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/** What a field is in which template, for its documentation: `true` for `host`, `false` for the others. */
export function defaultsOf(field: z.core.$ZodType): string | undefined {
  const own = values.get(bare(field));
  if (!own || typeof own("host") === "object") return undefined;
  const templatesOf = Map.groupBy(TEMPLATES, (template) => JSON.stringify(own(template)));
  const quote = (text: string) => `\`${text}\``;
  if (templatesOf.size === 1) return `Default: ${[...templatesOf.keys()].map(quote).join("")}.`;
  const each = [...templatesOf].map(
    ([value, names]) => `${quote(value)} for ${list.format(names.map(quote))}`,
  );
  return `Default: ${each.join("; ")}.`;
}

const list = new Intl.ListFormat("en");

/** A preset's fields, whole: what the API asks for, in camelCase, with the plugins' ids as they are. */
export type PresetFields = CamelCasedPropertiesDeep<
  Pick<PresetCreateParams, "config" | "permissions" | "ui">
>;
