/** Programs whose resources have one logical name, and what a stack of them tells. */
import { assertSucceeded } from "../support/outcome.ts";
import type { Operation, Project } from "../support/project.ts";

export type Ids = Record<string, string>;

const CLASSES =
  "App, Broadcast, LiveInput, Livestream, Meeting, Preset, RestreamTarget, Stage, Webhook";

/** A program whose output `ids` has the ids of what it declares, and `key` a livestream's. */
export const program = (body: string) => `
  import * as pulumi from "@pulumi/pulumi";
  import { ${CLASSES} } from "pulumi-realtimekit";
  const hook = { url: "https://example.com/hook", events: ["meeting.started" as const] };
  const ids: Record<string, pulumi.Output<string>> = {};
  const keep = <R extends pulumi.CustomResource>(name: string, resource: R) => {
    ids[name] = resource.id;
    return resource;
  };
  const declare = (name: string, opts: pulumi.CustomResourceOptions = {}, args: object = {}) => {
    const stream = keep("stream " + name, new Livestream(name, args, opts));
    keep("preset " + name, new Preset(name, {}, opts));
    keep("input " + name, new LiveInput(name, {}, opts));
    keep("meeting " + name, new Meeting(name, {}, opts));
    keep("webhook " + name, new Webhook(name, hook, opts));
    return stream;
  };
  ${body}
  export { ids };
`;

export const ONE = program(`export const key = declare("keynote").streamKey;`);

export async function idsOf(project: Project, env?: NodeJS.ProcessEnv): Promise<Ids> {
  if (!env) return (await project.outputs()).ids as Ids;
  const run = await project.pulumi(["stack", "output", "ids", "--json"], { env });
  assertSucceeded(run);
  return JSON.parse(run.stdout) as Ids;
}

export async function keyOf(project: Project): Promise<unknown> {
  return (await project.outputs({ showSecrets: true })).key;
}

export function textOf({ diagnostics }: Operation): string {
  return diagnostics.map(({ message }) => message).join("\n");
}
