/**
 * The dynamic provider of each kind, by name. The code in every resource's `__provider` loads this module
 * (publish/build.ts turns each entry into an export).
 */
import { kindNamed, kindNames } from "../../resources/find.ts";
import { forwardDetails } from "./detailed-diff.ts";
import { leaveErrorsToTheEngine } from "./engine-errors.ts";
import { DynamicProvider } from "./provider.ts";

leaveErrorsToTheEngine();
forwardDetails();

const providers = {};

/** A kind is loaded when its provider is first asked for. */
for (const name of kindNames) {
  let provider: DynamicProvider<never> | undefined;
  const make = () => {
    const definition = kindNamed(name);
    return definition && new DynamicProvider(definition);
  };
  const get = () => (provider ??= make());
  Object.defineProperty(providers, name, { get, enumerable: true });
}

export default providers;
