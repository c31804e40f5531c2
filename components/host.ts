/**
 * The host that manages the resources of a program: the dynamic provider, or the native plugin if the config
 * has `realtimekit:provider: native`. Aliases move resources from one host to the other.
 */
import * as pulumi from "@pulumi/pulumi";
import { HOST_SETTING, SETTINGS_NAMESPACE } from "../provider/client/settings.ts";
import type { ResourceDefinition } from "../provider/engine/definition.ts";
import { type Host, HOSTS, nameInType, typeFor } from "../provider/engine/types.ts";
import { showValue } from "../provider/schema/failures.ts";

/** Whether this process is the plugin, which creates components for programs in other languages. */
let isPlugin = false;

export function actAsPlugin(): void {
  isPlugin = true;
}

/**
 * The host that the config names.
 *
 * @throws pulumi.RunError if there is no such host
 */
export function hostOfProgram(): Host {
  if (isPlugin) return "native";
  const named = new pulumi.Config(SETTINGS_NAMESPACE).get(HOST_SETTING);
  const found = HOSTS.find((host) => host === (named ?? "dynamic"));
  if (found) return found;
  throw new pulumi.RunError(
    `${SETTINGS_NAMESPACE}:${HOST_SETTING}: ${showValue(named)} is not allowed; give one of ${HOSTS.join(", ")} (default dynamic)`,
  );
}

type Aliases = NonNullable<pulumi.CustomResourceOptions["aliases"]>;

/** The aliases of a resource: those of the program with both types, and its name with the other type. */
export function aliasesAcross(
  definition: ResourceDefinition,
  host: Host,
  own: Aliases = [],
): Aliases {
  const type = typeFor(definition, host === "native" ? "dynamic" : "native");
  const there = own.flatMap((alias) => (isOfThisType(alias) ? [{ ...alias, type }] : []));
  return [...own, ...there, { type }];
}

/** The type of a component, and the options with which it can come from a TypeScript program. */
export function componentIn(
  typeInPrograms: string,
  opts: pulumi.ComponentResourceOptions = {},
): [type: string, opts: pulumi.ComponentResourceOptions] {
  if (!isPlugin) return [typeInPrograms, opts];
  const name = nameInType(typeInPrograms);
  const aliases = [...(opts.aliases ?? []), { type: typeInPrograms }];
  return [typeFor({ name }, "native"), { ...opts, aliases }];
}

function isOfThisType(alias: Aliases[number]): alias is pulumi.Alias {
  if (typeof alias !== "object" || alias instanceof Promise || pulumi.Output.isInstance(alias))
    return false;
  return alias.type === undefined;
}
