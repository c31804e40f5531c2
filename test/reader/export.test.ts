/** What a program of classes exports: the same as a stack's config does, and what a reader takes. */
import * as pulumi from "@pulumi/pulumi";
import {
  App,
  Broadcast,
  declareFromConfig,
  exportLivestreaming,
  LiveInput,
  Livestream,
  Meeting,
  outputsVersion,
  Preset,
  readLivestreaming,
  RestreamTarget,
  sections,
  Stage,
  Webhook,
} from "../../module.ts";
import { settled } from "../lookups/harness.ts";
import { type Plain, settled as registered, startEngine } from "../unit/mocked-engine.ts";
import { configOf, runError } from "../unit/refused.ts";

const target = { platform: "youtube", streamKey: "key-of-a-platform", enabled: true } as const;
const hook = { name: "status", url: "https://example.com/hook", enabled: true };
const panel = { title: "Panel", status: "ACTIVE" } as const;

// What is still being registered would meet the next file's engine.
afterEach(async () => {
  await registered();
});

/** One entry of each section, as a stack's config has it. */
const CONFIG = {
  apps: { events: { name: "events" } },
  livestreams: { keynote: { name: "keynote", app: "events" } },
  liveInputs: { hub: { displayName: "Hub" } },
  restreamTargets: { youtube: { ...target, liveInput: "hub" } },
  meetings: { panel },
  presets: { host: { template: "host" } },
  webhooks: { status: { ...hook, events: ["meeting.ended"] } },
  stages: { webinar: { restream: { targets: {} } } },
  broadcasts: {
    event: { targets: { youtube: target }, livestream: { name: "event" }, meeting: panel },
    bare: { liveInput: "hub" },
  },
};

/** The same from a program. */
function declareByClasses() {
  const events = new App("events", { name: "events" });
  const hub = new LiveInput("hub", { displayName: "Hub" });
  const youtube = new RestreamTarget("youtube", { ...target, liveInputId: hub.id });
  const status = new Webhook("status", { ...hook, events: ["meeting.ended"] });
  const event = new Broadcast("event", {
    targets: { youtube: target },
    livestream: { name: "event" },
    meeting: panel,
  });
  return exportLivestreaming({
    apps: { events },
    livestreams: { keynote: new Livestream("keynote", { name: "keynote", appId: events.id }) },
    liveInputs: { hub },
    restreamTargets: { youtube },
    meetings: { panel: new Meeting("panel", panel) },
    presets: { host: new Preset("host", { template: "host" }) },
    webhooks: { status },
    stages: { webinar: new Stage("webinar", { restream: { targets: {} } }) },
    broadcasts: { event, bare: new Broadcast("bare", { hub: hub.id }) },
  });
}

/** With each output as its value, and whether it is secret. */
async function seen(value: unknown): Promise<unknown> {
  if (pulumi.Output.isInstance(value)) {
    const { value: known, secret } = await settled<unknown>(value);
    return { known, secret };
  }
  if (typeof value !== "object" || value === null) return value;
  const below = Object.entries(value).map(async ([key, each]) => [key, await seen(each)] as const);
  return Object.fromEntries(await Promise.all(below));
}

const settings = configOf({});

beforeEach(() => startEngine(settings));

describe("what a program of classes exports", () => {
  it("is what a stack's config exports: the same values, the same of them secret", async () => {
    const { outputsVersion: version, ...ours } = declareByClasses();
    const found = (await seen(ours)) as Record<string, Plain>;
    startEngine(configOf(CONFIG));
    expect(found).toStrictEqual(await seen(declareFromConfig(sections)));
    expect(version).toBe(outputsVersion);
    expect(Object.keys(found).sort()).toStrictEqual(sections.map(({ name }) => name).sort());
    expect(found.broadcasts?.event).toMatchObject({
      // Of a kind's own outputs only the real engine says which are secret.
      streamKey: { known: "key-of-event", secret: true },
      targets: { youtube: { id: { known: "id-of-event-youtube", secret: false } } },
      livestreamId: { known: "id-of-event" },
    });
  });

  it("is what another stack's program reads, section by section", async () => {
    const exported = await settled(pulumi.output<unknown>(declareByClasses()));
    const outputs = sent(exported.value) as Plain;
    await pulumi.runtime.setMocks({
      newResource: ({ inputs }) => ({
        id: "stack",
        state: { ...(inputs as Plain), outputs, secretOutputNames: ["livestreams"] },
      }),
      call: () => ({}),
    });
    const reader = readLivestreaming("acme/livestreaming/prod");
    for (const { name } of sections) {
      const read = await settled(pulumi.output<unknown>(reader[name].all()));
      expect({ name, read: sent(read.value) }).toStrictEqual({ name, read: outputs[name] });
    }
  });

  it("is only what it gives, by names of its own", () => {
    const keynote = new Livestream("main");
    const { livestreams, ...more } = exportLivestreaming({
      livestreams: { keynote, "2026": keynote },
    });
    expect(Object.keys(livestreams)).toStrictEqual(["2026", "keynote"]);
    expect(more).toStrictEqual({ outputsVersion });
    const none = exportLivestreaming({ stages: {} });
    expect(none).toStrictEqual({ stages: {}, outputsVersion });
  });
});

describe("what cannot be exported is told, all at once:", () => {
  const REFUSED: [what: string, given: () => unknown, lines: string[]][] = [
    [
      "an unknown section",
      () => ({ livestream: { keynote: new Livestream("keynote") } }),
      [
        "livestream: unknown; did you mean livestreams? Allowed here: apps, livestreams, liveInputs, restreamTargets, meetings, presets, webhooks, stages, broadcasts",
      ],
    ],
    [
      "resources without names",
      () => ({ livestreams: new Livestream("keynote"), apps: [new App("app")] }),
      [
        "livestreams: is not an object; give the resources by name, for example { keynote }",
        "apps: is not an object; give the resources by name, for example { keynote }",
      ],
    ],
    [
      "another kind, also one that has all of it",
      () => ({
        livestreams: { panel: new Meeting("panel") },
        apps: { keynote: new Livestream("keynote") },
        broadcasts: { webinar: new Stage("webinar") },
      }),
      [
        "livestreams.panel: is of class Meeting; give a resource of class Livestream",
        "apps.keynote: is of class Livestream; give a resource of class App",
        "broadcasts.webinar: is of class Stage; give a resource of class Broadcast",
      ],
    ],
    [
      "what is no resource, of which nothing is shown",
      () => {
        const { streamKey } = new Livestream("keynote");
        return { livestreams: { none: undefined, streamKey, plain: { streamKey: "a-key" } } };
      },
      [
        "livestreams.none: missing; give a resource of class Livestream",
        "livestreams.streamKey: is not a resource; give a resource of class Livestream",
        "livestreams.plain: is not a resource; give a resource of class Livestream",
      ],
    ],
    [
      "an empty name",
      () => ({ apps: { "": new App("app") } }),
      ['apps[""]: has an empty name; give one'],
    ],
    [
      "no sections",
      () => new Livestream("keynote"),
      ["give the resources by section, for example { livestreams: { keynote } }"],
    ],
  ];
  for (const [what, given, lines] of REFUSED) {
    it(what, () => {
      const resources = given() as { livestreams: { keynote: Livestream } };
      const { message } = runError(() => exportLivestreaming(resources));
      expect(message.split("\n")).toStrictEqual(
        lines.map((line) => `exportLivestreaming: ${line}`),
      );
    });
  }
});

/** As it arrives: what is undefined does not. */
function sent<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
