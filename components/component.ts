/** Functions that the components share. */
import * as pulumi from "@pulumi/pulumi";
import type * as z from "zod";
import { failuresInSettings } from "../provider/engine/check.ts";
import type { ResourceDefinition } from "../provider/engine/definition.ts";
import { asMeant, bare, keysOf, schemaAt } from "../provider/schema/schema.ts";
import type { Settings } from "../provider/client/settings.ts";
import { argumentFailures, refusal } from "./arguments.ts";
import type { Plain } from "../provider/schema/compare.ts";
import type { Failure } from "../provider/schema/failure.ts";
/** The stack outputs of a component. */
export function exportedBy(schema: z.ZodObject, component: object): Plain {
  const keys = keysOf(schema).filter((key) => Reflect.get(component, key) !== undefined);
  return Object.fromEntries(keys.map((key) => [key, Reflect.get(component, key)]));
}

/** The checks of a component's arguments. */
interface Rules {
  readonly schema: z.ZodObject;
  /** Checks that involve several arguments. */
  readonly failures: (args: Plain) => Failure[];
}

/**
 * Checks a component's arguments and returns them with null as `{}`. It runs before `super`, so that an
 * invalid component is not registered.
 *
 * @throws pulumi.RunError with each failure at its path
 */
export function checked<Args extends object>(
  component: string,
  name: string,
  args: Args,
  { schema, failures }: Rules,
): Args {
  const problems = [...unknownShapes(schema, args), ...argumentFailures(schema, args, failures)];
  if (problems.length > 0) throw refusal(`${component} ${name}`, problems);
  return asMeant(schema, { ...args }) as Args;
}

/** A component creates a resource for each entry of an argument, so it must know the entries. */
function unknownShapes(schema: z.ZodObject, args: object): Failure[] {
  return Object.entries(args)
    .filter(([key, value]) => {
      const below = schemaAt(schema, key);
      return below && ["object", "record"].includes(bare(below)._zod.def.type) && isOutput(value);
    })
    .map(([key]) => ({
      path: [key],
      reason: "cannot be an output that is not known yet; use outputs for the values in it",
    }));
}

function isOutput(value: unknown): boolean {
  return pulumi.Output.isInstance(value) || value instanceof Promise;
}

/**
 * The settings that are missing for the parts of a component; each part can set its own account and app.
 * An undefined part is not created.
 */
export function missingForParts(
  { accountId, appId }: Plain,
  parts: readonly (readonly [ResourceDefinition, unknown])[],
  settings: Settings,
): Failure[] {
  return parts
    .filter(([, part]) => part !== undefined)
    .flatMap(([definition, part]) =>
      failuresInSettings(definition, { accountId, appId, ...(part as Plain) }, settings),
    );
}
