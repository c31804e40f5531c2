/** The programs that are compared. */
import { stringify } from "yaml";

export type Program = (count: number) => string;

/** A program in which `args` stands for the index `i`. */
const ofClass =
  (name: string, args = "{}"): Program =>
  (count) => `
    import { ${name} } from "pulumi-realtimekit";
    for (let i = 0; i < ${count}; i++) new ${name}("it-" + i, ${args});
  `;

export const livestreams = ofClass("Livestream");
export const presets = ofClass("Preset", '{ template: "viewer" }');
export const webhooks = ofClass(
  "Webhook",
  '{ url: "https://example.com/" + i, events: ["meeting.started"] }',
);

/** Fifty targets at most belong to a live input. */
export const targets: Program = (count) => `
  import { LiveInput, RestreamTarget } from "pulumi-realtimekit";
  const inputs = Array.from({ length: ${Math.ceil(count / 50)} }, (_, i) => new LiveInput("input-" + i, {}));
  for (let i = 0; i < ${count}; i++)
    new RestreamTarget("it-" + i, {
      liveInputId: inputs[i % inputs.length].id,
      url: "rtmps://example.com/live",
      streamKey: "key-of-target-" + i,
    });
`;

/** The floor: dynamic resources whose provider does nothing, in the least code that Pulumi loads. */
export const bare: Program = (count) => `
  import * as pulumi from "@pulumi/pulumi";
  const __provider =
    'exports.handler = () => ({ create: async (inputs) => ({ id: "bare", outs: inputs }) });';
  class Bare extends pulumi.CustomResource {
    constructor(name: string) {
      super("pulumi-nodejs:dynamic/bench:Bare", name, { __provider });
    }
  }
  for (let i = 0; i < ${count}; i++) new Bare("it-" + i);
`;

/** A provider as Pulumi's documentation shows it: closures that the SDK serializes, a request for each read. */
export const asDocumented: Program = (count) => `
  import * as pulumi from "@pulumi/pulumi";
  const config = new pulumi.Config("realtimekit");
  const url = \`\${config.require("baseUrl")}/accounts/\${config.require("accountId")}/realtime/kit/\${config.require("appId")}/livestreams\`;
  interface Inputs { url: string; token: string; name: string }
  const call = async (method: string, at: string, token: string, body?: object) => {
    const response = await fetch(at, {
      method,
      headers: { authorization: "Bearer " + token, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(method + " " + at + ": " + response.status);
    return ((await response.json()) as any).data;
  };
  const provider: pulumi.dynamic.ResourceProvider = {
    async create({ url, token, name }: Inputs) {
      const made = await call("POST", url, token, { name });
      return { id: made.id, outs: { url, token, ...made } };
    },
    async read(id: string, props: any) {
      const { livestream } = await call("GET", props.url + "/" + id, props.token);
      return { id, props: { ...props, ...livestream } };
    },
  };
  class Livestream extends pulumi.dynamic.Resource {
    constructor(name: string) {
      super(provider, name, { url, name, token: config.requireSecret("apiToken") });
    }
  }
  for (let i = 0; i < ${count}; i++) new Livestream("it-" + i);
`;

/** Resources for a project whose language is YAML. */
export function yamlResources(count: number): Record<string, object> {
  const names = Array.from({ length: count }, (_, i) => `it-${i}`);
  return Object.fromEntries(names.map((name) => [name, { type: "realtimekit:Livestream" }]));
}

/** A whole Pulumi.yaml of that language. */
export function yamlProject(plugin: string, count: number): string {
  return stringify({
    name: "livestreaming",
    runtime: "yaml",
    packages: { realtimekit: plugin },
    resources: yamlResources(count),
  });
}
