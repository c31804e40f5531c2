/** Pulumi's resource options, as an entry of a stack's config may give them. */
import type * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import { group, list } from "../provider/schema/schema.ts";

/** What each means is Pulumi's; a component hands the first two on to its parts. */
const shape = {
  /** Refuse to delete it, or to replace it, until this is taken out again. */
  protect: z.boolean().optional(),
  /** Leave it at the API when it is taken out of the config or the stack is destroyed. */
  retainOnDelete: z.boolean().optional(),
  /** Names that the entry had before, so that a renamed one is not made anew. */
  aliases: list(z.string().min(1)).optional(),
};

/** Property paths whose changes are left alone, and the order of a replacement. */
const ofOneResource = {
  ignoreChanges: list(z.string().min(1)).optional(),
  deleteBeforeReplace: z.boolean().optional(),
};

/** The options that an entry may give: those of one resource, or those that make sense for a component. */
export function optionsSchema(isComponent: boolean): z.ZodType {
  return group(isComponent ? shape : { ...shape, ...ofOneResource });
}

/** An entry's options as a class takes them. */
export function resourceOptions(declared: unknown): pulumi.CustomResourceOptions {
  const { aliases, ...options } = (declared ?? {}) as Omit<
    pulumi.CustomResourceOptions,
    "aliases"
  > & { aliases?: string[] };
  return { ...options, ...(aliases && { aliases: aliases.map((name) => ({ name })) }) };
}
