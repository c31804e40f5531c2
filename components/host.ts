/**
 * Which host a program's resources are managed by: the dynamic provider, unless the config says
 * `realtimekit:provider: native`. A resource that another host has made moves over by its alias.
 */
import * as pulumi from "@pulumi/pulumi";
import { HOST_SETTING, SETTINGS_NAMESPACE } from "../provider/client/settings.ts";
import type { ResourceDefinition } from "../provider/engine/definition.ts";
import { type Host, HOSTS, typeFor } from "../provider/engine/types.ts";
import { showValue } from "../provider/schema/failures.ts";

/**
 * The one that this program's config names.
 *
 * @throws pulumi.RunError where it names none that there is
 */
export function hostOfProgram(): Host {
  const named = new pulumi.Config(SETTINGS_NAMESPACE).get(HOST_SETTING);
  const found = HOSTS.find((host) => host === (named ?? "dynamic"));
  if (found) return found;
  throw new pulumi.RunError(
    `${SETTINGS_NAMESPACE}:${HOST_SETTING}: ${showValue(named)} is not allowed; give one of ${HOSTS.join(", ")} (default dynamic)`,
  );
}

type Aliases = NonNullable<pulumi.CustomResourceOptions["aliases"]>;

/** The program's aliases, each under the other host's type as well, and the resource itself under it. */
export function aliasesAcross(
  definition: ResourceDefinition,
  host: Host,
  own: Aliases = [],
): Aliases {
  const type = typeFor(definition, host === "native" ? "dynamic" : "native");
  const there = own.flatMap((alias) => (isOfThisType(alias) ? [{ ...alias, type }] : []));
  return [...own, ...there, { type }];
}

function isOfThisType(alias: Aliases[number]): alias is pulumi.Alias {
  if (typeof alias !== "object" || alias instanceof Promise || pulumi.Output.isInstance(alias))
    return false;
  return alias.type === undefined;
}
