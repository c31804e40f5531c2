/** The resource options of a component that a program in another language creates. */
import * as pulumi from "@pulumi/pulumi";
import type { ConstructRequest } from "@pulumi/pulumi/proto/provider_pb.js";
import type { Alias as AliasMessage } from "@pulumi/pulumi/proto/alias_pb.js";
import { present } from "../provider/schema/compare.ts";
import { DependencyProviderResource, DependencyResource } from "./runtime.ts";

export function optionsIn(request: ConstructRequest): pulumi.ComponentResourceOptions {
  const { create = "", update = "", pb_delete = "" } = timeoutsIn(request);
  const timeouts = { create, update, delete: pb_delete };
  return present({
    parent: resourceFor(request.getParent()),
    deletedWith: resourceFor(request.getDeletedwith()),
    aliases: request.getAliasesList().map(aliasIn),
    dependsOn: request.getDependenciesList().map((urn) => new DependencyResource(urn)),
    providers: Object.fromEntries(
      [...request.getProvidersMap().entries()].map(([name, reference]) => [
        name,
        new DependencyProviderResource(reference),
      ]),
    ),
    protect: request.getProtect(),
    retainOnDelete: request.getRetainondelete(),
    ignoreChanges: request.getIgnorechangesList(),
    replaceOnChanges: request.getReplaceonchangesList(),
    customTimeouts: Object.values(timeouts).some(Boolean) ? timeouts : undefined,
  });
}

function timeoutsIn(
  request: ConstructRequest,
): Partial<Record<"create" | "update" | "pb_delete", string>> {
  return request.getCustomtimeouts()?.toObject() ?? {};
}

function resourceFor(urn: string): pulumi.Resource | undefined {
  return urn === "" ? undefined : new DependencyResource(urn);
}

function aliasIn(message: AliasMessage): pulumi.Alias | string {
  const spec = message.getSpec();
  if (!spec) return message.getUrn();
  const parent = spec.getNoparent() ? pulumi.rootStackResource : spec.getParenturn();
  const given = {
    name: spec.getName(),
    type: spec.getType(),
    stack: spec.getStack(),
    project: spec.getProject(),
    parent,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ""));
}
