/**
 * The inputs with two underscores, which the provider reads besides the declared inputs. For the dynamic
 * provider, the classes send them. Pulumi sends the same values to a native plugin with each call, so its
 * states do not contain them.
 */
import { present, type Plain } from "../../schema/compare.ts";
import type { Properties } from "./values.ts";
import type { Urn } from "../../engine/urn.ts";

/** The inputs that come with the calls, and the loader in states of the dynamic provider. */
const TOLD = [
  "__provider",
  "__declaredBy",
  "__within",
  "__customTimeouts",
  "__ignoreChanges",
  "__secretInputs",
];

/** The time-out of the operation in seconds; 0 for none. */
type Limits = Readonly<Partial<Record<"create" | "update" | "delete", number>>>;

/** The properties with the context of the call. */
export function inContext(
  { value, secrets }: Properties,
  { project, stack, name, within }: Urn,
  limits: Limits = {},
): Plain {
  const timeouts = Object.entries(limits)
    .filter(([, seconds]) => seconds > 0)
    .map(([operation, seconds]) => [operation, `${seconds}s`]);
  const { properties } = secrets;
  return present({
    ...withoutContext(value),
    __declaredBy: `${project}/${stack}/${name}`,
    __within: within.length > 0 ? within.join("$") : undefined,
    __customTimeouts: timeouts.length > 0 ? (Object.fromEntries(timeouts) as Plain) : undefined,
    __secretInputs: properties.length > 0 ? properties : undefined,
  });
}

export function withoutContext(value: Plain): Plain {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !TOLD.includes(key)));
}

/** The context in a state: a state of the dynamic provider keeps it until an update. */
export function contextIn(value: Plain): Plain {
  return Object.fromEntries(Object.entries(value).filter(([key]) => TOLD.includes(key)));
}
