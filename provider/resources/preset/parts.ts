/** Building blocks of the preset schema. */
import type { PresetCreateParams } from "cloudflare/resources/realtime-kit/presets";
import type { CamelCasedPropertiesDeep } from "type-fest";
import * as z from "zod";
import { bare, group, keysOf, schemaAt } from "../../schema/schema.ts";

type Shape = Record<string, z.ZodType>;

/** A group of optional fields. */
export function partly<S extends Shape>(shape: S) {
  const fields = Object.fromEntries(
    Object.entries(shape).map(([key, schema]) => [key, schema.optional()]),
  );
  return group(fields as { [K in keyof S]: z.ZodOptional<S[K]> });
}

/** An optional group of optional fields. */
export function optionalGroup<S extends Shape>(shape: S) {
  return partly(shape).optional();
}

/** A whole number from 0. */
export const count = () => z.int().min(0);

/**
 * The names of the templates, from most to fewest permissions. Each has an exported function of the
 * same name.
 */
export const TEMPLATES = ["host", "moderator", "speaker", "guest", "viewer"] as const;

export type TemplateName = (typeof TEMPLATES)[number];

const values = new WeakMap<z.core.$ZodType, (template: TemplateName) => unknown>();

/** A field with its value in all templates, or in each. */
export function inTemplates<S extends z.ZodType<Scalar>>(
  schema: S,
  value: z.output<S> | Readonly<Record<TemplateName, z.output<S>>>,
): S {
  const perTemplate = typeof value === "object" ? value : undefined;
  values.set(bare(schema), (template) => (perTemplate ? perTemplate[template] : value));
  return schema;
}

type Scalar = string | number | boolean;

/** A map that is empty in every template. */
export function emptyInTemplates<S extends z.ZodRecord>(schema: S): S {
  values.set(schema, () => ({}));
  return schema;
}

/** A permission of this template and of all templates with more permissions. */
export function rightOf(least: TemplateName): z.ZodBoolean {
  const isAbove = (template: TemplateName) =>
    TEMPLATES.indexOf(template) <= TEMPLATES.indexOf(least);
  const schema = z.boolean();
  values.set(schema, isAbove);
  return schema;
}

/** The value in a template; undefined if the API decides. */
export function valueIn(template: TemplateName, schema: z.core.$ZodType): unknown {
  const own = values.get(bare(schema));
  if (own) return own(template);
  const entries = keysOf(schema)
    .map((key) => [key, valueIn(template, schemaAt(schema, key) ?? z.never())] as const)
    .filter(([, value]) => value !== undefined);
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/** A field's value in each template, for its documentation. */
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

/** All fields of a preset, as in the API but in camelCase; plugin IDs stay as they are. */
export type PresetFields = CamelCasedPropertiesDeep<
  Pick<PresetCreateParams, "config" | "permissions" | "ui">
>;
