/** Creates a component for a program in another language, with the class that TypeScript programs use. */
import * as pulumi from "@pulumi/pulumi";
import type { ConstructRequest } from "@pulumi/pulumi/proto/provider_pb.js";
import { actAsPlugin } from "../components/host.ts";
import { sections } from "../config/sections.ts";
import { nameInType } from "../provider/engine/types.ts";
import type { Constructed } from "../provider/hosts/native/remote.ts";
import type { Plain } from "../provider/schema/compare.ts";
import { UserError } from "../provider/user-error.ts";
import { argumentsIn } from "./arguments.ts";
import { optionsIn } from "./options.ts";
import { inRuntime, runtime, urnOf } from "./runtime.ts";

actAsPlugin();

/** Components by the last part of their type. */
const components = new Map(
  sections
    .filter(({ isComponent }) => isComponent)
    .map((section) => [nameInType(section.type), section]),
);

/** @throws UserError if there is no such component; pulumi.RunError for wrong arguments */
export function construct(request: ConstructRequest, engine: string): Promise<Constructed> {
  const type = request.getType();
  const section = components.get(nameInType(type));
  if (!section) {
    const names = [...components.keys()].join(", ");
    throw new UserError(`${type} is no component of this package; there are ${names}`);
  }
  return inRuntime(request, engine, async () => {
    const name = request.getName();
    const resource = section.make(name, argumentsIn(request), optionsIn(request));
    const outputs = { ...outputsOf(resource), ...section.exported(resource) };
    const [state, resources] = await runtime.serializeResourceProperties(
      `construct(${type}, ${name})`,
      outputs,
    );
    const dependencies = await Promise.all(
      [...resources].map(async ([key, on]) => [key, await Promise.all([...on].map(urnOf))]),
    );
    return {
      urn: await urnOf(resource),
      state,
      dependencies: Object.fromEntries(dependencies) as Constructed["dependencies"],
    };
  });
}

/** The outputs of a component; its resources are not among them. */
function outputsOf(resource: pulumi.Resource): Plain {
  const entries = Object.entries(resource) as [string, unknown][];
  return Object.fromEntries(
    entries.filter(([key, value]) => key !== "urn" && pulumi.Output.isInstance(value)),
  );
}
