/** What the components share. */
import type * as z from "zod";
import { failuresInSettings } from "../provider/engine/check.ts";
import type { ResourceDefinition } from "../provider/engine/definition.ts";
import { asMeant, keysOf } from "../provider/schema/schema.ts";
import type { Settings } from "../provider/client/settings.ts";
import { argumentFailures, refusal } from "./arguments.ts";
import type { Plain } from "../provider/schema/compare.ts";
import type { Failure } from "../provider/schema/failure.ts";
/** The outputs of a component that the schema names, as a stack exports them. */
export function exportedBy(schema: z.ZodObject, component: object): Plain {
  const keys = keysOf(schema).filter((key) => Reflect.get(component, key) !== undefined);
  return Object.fromEntries(keys.map((key) => [key, Reflect.get(component, key)]));
}

/** What a component's arguments are checked by. */
interface Rules {
  readonly schema: z.ZodObject;
  /** What only shows when the arguments are seen together. */
  readonly failures: (args: Plain) => Failure[];
}

/**
 * A component's arguments with null as `{}`, where all that can be known of them is right. It is
 * called before `super`, so that not even the component itself is registered.
 *
 * @throws pulumi.RunError with each failure at its path
 */
export function checked<Args extends object>(
  component: string,
  name: string,
  args: Args,
  { schema, failures }: Rules,
): Args {
  const problems = argumentFailures(schema, args, failures);
  if (problems.length > 0) throw refusal(`${component} ${name}`, problems);
  return asMeant(schema, { ...args }) as Args;
}

/**
 * What the settings lack for the parts of a component, each of which may name account and app itself.
 * A part that is undefined is not made.
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
