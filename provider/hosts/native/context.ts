/**
 * The inputs with two underscores that the engine here reads beside a declaration. In a program of the
 * dynamic provider's the classes send them; Pulumi tells a native plugin the same with each call, so
 * that none of them stands in its states.
 */
import { present, type Plain } from "../../schema/compare.ts";
import type { Properties } from "./values.ts";
import type { Urn } from "./urn.ts";

/** Those that the calls tell, and the loader of the dynamic provider's states. */
const TOLD = [
  "__provider",
  "__declaredBy",
  "__within",
  "__customTimeouts",
  "__ignoreChanges",
  "__secretInputs",
];

/** How long what is asked for may take, in seconds; 0 for as long as it takes. */
type Limits = Readonly<Partial<Record<"create" | "update" | "delete", number>>>;

/** The properties with what the call tells of them. */
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

/** What a state has of them: one that was made by the dynamic provider keeps them until an update. */
export function contextIn(value: Plain): Plain {
  return Object.fromEntries(Object.entries(value).filter(([key]) => TOLD.includes(key)));
}
