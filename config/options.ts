/** The resource options that an entry of a stack's config can have. */
import type * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import { group, list } from "../provider/schema/schema.ts";

/** Pulumi's resource options; a component passes the first two on to its children. */
const shape = {
  /** Whether to refuse to delete or replace the resource. */
  protect: z.boolean().optional(),
  /** Whether to keep the resource at the API when it is removed from the stack. */
  retainOnDelete: z.boolean().optional(),
  /** Former logical names of the entry, so that renaming it does not replace the resource. */
  aliases: list(z.string().min(1)).optional(),
};

/** Options that only a single resource can have. */
const ofOneResource = {
  ignoreChanges: list(z.string().min(1)).optional(),
  deleteBeforeReplace: z.boolean().optional(),
};

/** The schema of the options of a resource or a component. */
export function optionsSchema(isComponent: boolean): z.ZodType {
  return group(isComponent ? shape : { ...shape, ...ofOneResource });
}

/** Converts the options of an entry into Pulumi's resource options. */
export function resourceOptions(declared: unknown): pulumi.CustomResourceOptions {
  const { aliases, ...options } = (declared ?? {}) as Omit<
    pulumi.CustomResourceOptions,
    "aliases"
  > & { aliases?: string[] };
  return { ...options, ...(aliases && { aliases: aliases.map((name) => ({ name })) }) };
}
