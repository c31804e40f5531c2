/** Runs a lookup for a program in another language. */
import { lookups } from "../lookups/registry.ts";
import { find } from "../lookups/lookup.ts";
import type { Settings } from "../provider/client/settings.ts";
import type { Found } from "../provider/hosts/native/remote.ts";
import type { Plain } from "../provider/schema/compare.ts";
import { UserError } from "../provider/user-error.ts";

/** @throws UserError if there is no such lookup, or with the error of the lookup */
export async function lookUp(name: string, args: Plain, settings: Settings): Promise<Found> {
  const lookup = lookups.find((each) => each.name === name);
  if (!lookup) {
    const names = lookups.map((each) => each.name).join(", ");
    throw new UserError(`${name} is no function of this package; there are ${names}`);
  }
  return { value: (await find(lookup, args, settings)) as Plain, secret: lookup.secret ?? [] };
}
