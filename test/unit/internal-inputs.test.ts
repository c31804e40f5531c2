/** What a resource tells its provider beside what is declared, since the engine does not. */
import * as pulumi from "@pulumi/pulumi";
import {
  Broadcast,
  LiveInput,
  Livestream,
  Meeting,
  Preset,
  RestreamTarget,
  Stage,
  Webhook,
} from "../../module.ts";
import type { Plain } from "./mocked-engine.ts";

/** The internal inputs of every resource, by its logical name. */
const internals = new Map<string, Plain>();

beforeEach(async () => {
  internals.clear();
  await pulumi.runtime.setMocks(
    {
      newResource: ({ name, inputs, id, type }) => {
        const own = Object.entries(inputs as Plain).filter(
          ([key]) => key.startsWith("__") && key !== "__provider" && key !== "__declaredBy",
        );
        if (!type.startsWith("pulumi-realtimekit:")) internals.set(name, Object.fromEntries(own));
        return { id: id ?? `id-of-${name}`, state: inputs as Plain };
      },
      call: () => ({}),
    },
    "project",
    "stack",
  );
});

/** What one resource tells, once it is registered. */
async function told({ urn }: pulumi.Resource, name = "it"): Promise<Plain | undefined> {
  await new Promise((resolve) => urn.apply(resolve));
  return internals.get(name);
}

const url = "https://example.com/hook";
const events = ["meeting.started" as const];
const target = { liveInputId: "hub", platform: "twitch" as const, streamKey: "a-key" };

describe("the names of secret arguments", () => {
  const CASES: [what: string, make: () => pulumi.Resource, names: string[] | undefined][] = [
    ["of nothing secret", () => new Webhook("it", { url, events }), undefined],
    ["of outputs", () => new Webhook("it", { url: pulumi.output(url), events }), undefined],
    ["of a secret", () => new Webhook("it", { url: pulumi.secret(url), events }), ["url"]],
    [
      "of several, sorted",
      () => new Webhook("it", { url: pulumi.secret(url), events, name: pulumi.secret("x") }),
      ["name", "url"],
    ],
    [
      "of an output that rests on a secret",
      () => new Preset("it", { name: pulumi.interpolate`${pulumi.secret("x")}-preset` }),
      ["name"],
    ],
    [
      "of one that is deep inside",
      () =>
        new LiveInput("it", { recording: { allowedOrigins: ["a.example", pulumi.secret("b")] } }),
      ["recording"],
    ],
    ["of what the schema calls secret", () => new RestreamTarget("it", target), undefined],
    [
      "of what the schema calls secret and the program as well",
      () => new RestreamTarget("it", { ...target, streamKey: pulumi.secret("a-key") }),
      undefined,
    ],
    [
      "of a URL that opens the door",
      () => new RestreamTarget("it", { ...target, url: "srt://example.com?passphrase=hunter22" }),
      ["url"],
    ],
    [
      "of a secret beside one that the schema knows",
      () =>
        new Meeting("it", {
          recordingConfig: {
            fileNamePrefix: pulumi.secret("x"),
            liveStreamingConfig: { rtmpUrl: pulumi.secret("rtmp://example.com/key") },
          },
        }),
      ["recordingConfig"],
    ],
    [
      "of a meeting's RTMP address alone",
      () =>
        new Meeting("it", {
          recordingConfig: {
            liveStreamingConfig: { rtmpUrl: pulumi.secret("rtmp://a.example/k") },
          },
        }),
      undefined,
    ],
  ];
  for (const [what, make, names] of CASES) {
    it(`${what}: ${names?.join(", ") ?? "none"}`, async () => {
      expect(await told(make())).toStrictEqual(names ? { __secretInputs: names } : {});
    });
  }

  it("none of the parts of a component, which are secret by their schema", async () => {
    new Broadcast("b", { meeting: {}, targets: { y: { platform: "twitch", streamKey: "k" } } });
    new Stage("s", { restream: {} });
    for (let turn = 0; turn < 500; turn++) await new Promise(setImmediate);
    const parts = ["b", "b-y", "s", "s-guest", "s-host", "s-restream"];
    expect([...internals.keys()].sort()).toStrictEqual(parts);
    for (const each of internals.values()) expect(Object.keys(each)).toStrictEqual(["__within"]);
  });
});

describe("options that the engine keeps to itself", () => {
  const make = (opts: pulumi.CustomResourceOptions) => told(new Livestream("it", {}, opts));

  it("ignoreChanges, as they are given", async () => {
    const ignoreChanges = ["name", "permissions.canRecord", "*"];
    expect(await make({ ignoreChanges })).toStrictEqual({ __ignoreChanges: ignoreChanges });
    expect(await make({ ignoreChanges: [] })).toStrictEqual({});
  });

  it("customTimeouts, those that are given", async () => {
    const customTimeouts = { create: "5m", delete: "10s" };
    expect(await make({ customTimeouts })).toStrictEqual({ __customTimeouts: customTimeouts });
    expect(await make({ customTimeouts: {} })).toStrictEqual({});
  });

  it("the types of what a resource is a child of", async () => {
    const outer = new pulumi.ComponentResource("a:b:Outer", "outer");
    const inner = new pulumi.ComponentResource("a:b:Inner", "inner", {}, { parent: outer });
    expect(await make({ parent: inner })).toStrictEqual({ __within: "a:b:Outer$a:b:Inner" });
  });

  it("for what is only read no more than that it is", async () => {
    const parent = new pulumi.ComponentResource("a:b:C", "above");
    const opts = { parent, ignoreChanges: ["*"], customTimeouts: { create: "1m" } };
    const where = { accountId: pulumi.secret("an-account") };
    expect(await told(LiveInput.get("it", "an-id", where, opts))).toStrictEqual({
      __get: true,
    });
  });
});

describe("secret outputs of what is only read", () => {
  /** Those that the engine is told. */
  function secretOutputs(get: (opts: pulumi.CustomResourceOptions) => unknown): unknown {
    let seen: unknown;
    get({
      transformations: [
        ({ opts }) => {
          seen = (opts as pulumi.CustomResourceOptions).additionalSecretOutputs;
          return undefined;
        },
      ],
    });
    return seen;
  }

  it("are the inputs that may hold a secret as well", () => {
    const where = { liveInputId: "hub" };
    expect(secretOutputs((opts) => Meeting.get("it", "an-id", {}, opts))).toStrictEqual([
      "recordingConfig",
    ]);
    expect(secretOutputs((opts) => RestreamTarget.get("it", "an-id", where, opts))).toStrictEqual([
      "streamKey",
      "url",
    ]);
    expect(secretOutputs((opts) => Preset.get("it", "an-id", {}, opts))).toStrictEqual([]);
  });

  it("which are told by themselves where they are declared", () => {
    expect(secretOutputs((opts) => new Meeting("it", {}, opts))).toStrictEqual([]);
    expect(secretOutputs((opts) => new RestreamTarget("it", target, opts))).toStrictEqual([
      "streamKey",
    ]);
  });
});
