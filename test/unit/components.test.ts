/** The resource classes as the engine meets them. */
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  App,
  LiveInput,
  Livestream,
  Meeting,
  Preset,
  RestreamTarget,
  Webhook,
} from "../../module.ts";
import type { Plain } from "../support/plain.ts";

/** A resource as it was registered: secrets as {@link hidden} makes them. */
interface Registered {
  readonly type: string;
  readonly inputs: Plain;
  readonly id: string;
}

const LOADER =
  'exports.handler=()=>require("module").createRequire(process.cwd()+"/")("pulumi-realtimekit/provider").';

const registered = new Map<string, Registered>();

beforeEach(async () => {
  registered.clear();
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs, id }) => {
        registered.set(name, { type, inputs: inputs as Plain, id: id ?? "" });
        return { id: id ?? `id-of-${name}`, state: {} };
      },
      call: () => ({}),
    },
    "project",
    "stack",
  );
});

/** A secret on its way to the engine. */
function hidden(value: unknown): Plain {
  return { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value };
}

/** What the engine gets of a resource, once it has it. */
async function sent(resource: pulumi.CustomResource, name = "it"): Promise<Registered> {
  await new Promise((resolve) => resource.urn.apply(resolve));
  const found = registered.get(name);
  assert.ok(found);
  return found;
}

/** What comes with every resource. */
const internal = (kind: string, name = "it") => ({
  __provider: LOADER + kind,
  __declaredBy: `project/stack/${name}`,
});

const target = { liveInputId: "hub", platform: "youtube", streamKey: "a-key" } as const;

/** Every class with no more than it needs. */
const CLASSES: [
  kind: string,
  make: (opts?: pulumi.CustomResourceOptions) => pulumi.CustomResource,
  inputs: Plain,
  secretOutputs: string[],
][] = [
  ["Livestream", (opts) => new Livestream("it", {}, opts), {}, ["streamKey"]],
  ["Preset", (opts) => new Preset("it", {}, opts), {}, []],
  [
    "LiveInput",
    (opts) => new LiveInput("it", {}, opts),
    {},
    ["streamKey", "rtmps", "rtmpsPlayback", "srt", "srtPlayback", "webRtc"],
  ],
  [
    "RestreamTarget",
    (opts) => new RestreamTarget("it", target, opts),
    { liveInputId: "hub", platform: "youtube", streamKey: hidden("a-key") },
    ["streamKey"],
  ],
  ["App", (opts) => new App("it", {}, opts), {}, []],
  ["Meeting", (opts) => new Meeting("it", {}, opts), {}, []],
  [
    "Webhook",
    (opts) => new Webhook("it", { url: "https://a.example", events: ["meeting.ended"] }, opts),
    { url: "https://a.example", events: ["meeting.ended"] },
    [],
  ],
];

describe("a resource class registers", () => {
  for (const [kind, make, inputs, secretOutputs] of CLASSES) {
    it(`${kind} with what is declared and no other key`, async () => {
      expect(await sent(make())).toStrictEqual({
        type: `pulumi-nodejs:dynamic/realtimekit:${kind}`,
        inputs: { ...inputs, ...internal(kind) },
        id: "",
      });
    });

    it(`${kind} with its secret outputs, and those that somebody adds`, () => {
      const seen: pulumi.CustomResourceOptions[] = [];
      make({
        additionalSecretOutputs: ["more"],
        transformations: [
          ({ opts }) => {
            seen.push(opts);
            return undefined;
          },
        ],
      });
      expect(seen.map(({ additionalSecretOutputs }) => additionalSecretOutputs)).toStrictEqual([
        [...secretOutputs, "more"],
      ]);
    });

    it(`${kind} with options of one's own`, async () => {
      const parent = new pulumi.ComponentResource("a:b:C", "above");
      const urn = await new Promise((resolve) => make({ parent }).urn.apply(resolve));
      expect(String(urn)).toMatch(/a:b:C\$/);
    });
  }

  it("a loader of at most 300 bytes that is the same in every program", async () => {
    for (const [kind, make] of CLASSES) {
      const { inputs } = await sent(make());
      expect(inputs.__provider).toBe(LOADER + kind);
      expect(Buffer.byteLength(LOADER + kind)).toBeLessThanOrEqual(300);
    }
  });

  it("everything that is declared, as it is", async () => {
    const declared = {
      name: "given",
      template: "host" as const,
      config: { maxVideoStreams: { desktop: 9 } },
      permissions: { canRecord: false, plugins: { config: {} } },
      appId: pulumi.output("an-app"),
    };
    const { inputs } = await sent(new Preset("it", declared));
    expect(inputs).toStrictEqual({ ...declared, appId: "an-app", ...internal("Preset") });
  });

  it("no key for what is undefined", async () => {
    const { inputs } = await sent(new Livestream("it", { name: undefined, keyVersion: "2" }));
    expect(inputs).toStrictEqual({ keyVersion: "2", ...internal("Livestream") });
  });
});

describe("what is secret is wrapped", () => {
  const STREAM_KEYS: [what: string, key: pulumi.Input<string>][] = [
    ["a text", "a-key"],
    ["an output", pulumi.output("a-key")],
    ["a secret already", pulumi.secret("a-key")],
    ["a promise", Promise.resolve("a-key")],
  ];
  for (const [what, streamKey] of STREAM_KEYS) {
    it(`a stream key that is ${what}`, async () => {
      const { inputs } = await sent(new RestreamTarget("it", { ...target, streamKey }));
      expect(inputs.streamKey).toStrictEqual(hidden("a-key"));
    });
  }

  const URLS: [url: string, secret: boolean][] = [
    ["rtmps://example.com/live2", false],
    ["srt://example.com:9?passphrase=hunter22", true],
    ["rtmp://me:hunter22@example.com/live", true],
  ];
  for (const [url, secret] of URLS) {
    for (const [how, given] of [
      ["given", url],
      ["an output", pulumi.output(url)],
    ] as const) {
      it(`${secret ? "" : "and not "}a URL such as ${url}, ${how}`, async () => {
        const { inputs } = await sent(new RestreamTarget("it", { ...target, url: given }));
        expect(inputs.url).toStrictEqual(secret ? hidden(url) : url);
      });
    }
  }
});

describe("get", () => {
  const where = { accountId: "an-account", appId: "an-app" };
  const { accountId } = where;
  const inHub = { liveInputId: "hub", accountId };
  const GETS: [kind: string, got: () => pulumi.CustomResource, inputs: Plain][] = [
    ["Livestream", () => Livestream.get("it", "an-id", where), where],
    ["Preset", () => Preset.get("it", "an-id", where), where],
    ["LiveInput", () => LiveInput.get("it", "an-id", { accountId }), { accountId }],
    ["RestreamTarget", () => RestreamTarget.get("it", "an-id", inHub), inHub],
    ["App", () => App.get("it", "an-id", { accountId }), { accountId }],
    ["Meeting", () => Meeting.get("it", "an-id", where), where],
    ["Webhook", () => Webhook.get("it", "an-id", where), where],
    ["Livestream", () => Livestream.get("it", "an-id"), {}],
    ["Preset", () => Preset.get("it", "an-id"), {}],
    ["LiveInput", () => LiveInput.get("it", "an-id"), {}],
  ];
  for (const [kind, got, inputs] of GETS) {
    it(`reads a ${kind} by its id, with ${Object.keys(inputs).join(", ") || "nothing else"}`, async () => {
      const resource = got();
      expect(await sent(resource)).toStrictEqual({
        type: `pulumi-nodejs:dynamic/realtimekit:${kind}`,
        inputs: { ...inputs, ...internal(kind), __get: true },
        id: "an-id",
      });
      expect(await new Promise((resolve) => resource.id.apply(resolve))).toBe("an-id");
    });
  }
});
