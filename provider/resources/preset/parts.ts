/** What the parts of a preset's schema are made of. */
import type { PresetCreateParams } from "cloudflare/resources/realtime-kit/presets";
import type { CamelCasedPropertiesDeep } from "type-fest";
import * as z from "zod";
import { group } from "../../schema/schema.ts";

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
export const count = z.int().min(0);

export const flag = z.boolean();

/** A preset's fields, whole: what the API asks for, in camelCase, with the plugins' ids as they are. */
export type PresetFields = CamelCasedPropertiesDeep<
  Pick<PresetCreateParams, "config" | "permissions" | "ui">
>;
