/** Arguments of a program that are not what they should be, as JavaScript lets anybody give. */
import * as pulumi from "@pulumi/pulumi";
import {
  Broadcast,
  LiveInput,
  Livestream,
  Meeting,
  Preset,
  RestreamTarget,
  Stage,
} from "../../module.ts";
import { inputsOf, names, type Plain, settled, startEngine, valueOf } from "./mocked-engine.ts";
import { runError, settings } from "./refused.ts";

beforeEach(() => {
  startEngine(settings);
});

const broadcast = (args: Plain) => new Broadcast("b", args);
const stage = (args: Plain) => new Stage("s", args);

/** What is said of it; nothing may have been registered, not even the component itself. */
async function said(work: () => unknown): Promise<string[]> {
  const { message } = runError(work);
  expect(await settled()).toStrictEqual([]);
  return message.split("\n");
}

describe("a resource's arguments", () => {
  it("may be null where an object is expected", async () => {
    new LiveInput("hub", { recording: null } as unknown as { recording: object });
    new Preset("host", { ui: { designTokens: null } } as unknown as { ui: object });
    const all = await settled();
    expect(inputsOf(all, "LiveInput hub")).toStrictEqual({ recording: {} });
    expect(inputsOf(all, "Preset host")).toStrictEqual({ ui: { designTokens: {} } });
  });

  it("may give a whole number for a text that can be nothing else", async () => {
    new Livestream("x", { keyVersion: 2 } as unknown as { keyVersion: string });
    expect(inputsOf(await settled(), "Livestream x")).toStrictEqual({ keyVersion: "2" });
  });

  const OWN = ["constructor", "toString", "hasOwnProperty", "valueOf", "urn", "id", "getProvider"];
  for (const key of [...OWN, "__declaredBy", "__defaults"]) {
    it(`cannot be ${key}, which Pulumi could not carry`, async () => {
      const [line = "", ...more] = await said(
        () => new Livestream("x", { [key]: "a", name: 3 } as object),
      );
      expect(more).toStrictEqual([]);
      expect(line).toMatch(new RegExp(`^Livestream x: ${key}: unknown; allowed here: name, `));
    });
  }

  it("cannot be __proto__, at any depth", async () => {
    const lost = JSON.parse('{"config":{"__proto__":{"viewType":"WEBINAR"}}}') as object;
    expect(await said(() => new Preset("x", lost))).toStrictEqual([
      "Preset x: config.__proto__: is not allowed as a name; use another",
    ]);
  });

  it("have no end that nobody could send", async () => {
    const itself: Plain = {};
    itself.config = itself;
    let deep: Plain = {};
    for (let level = 0; level < 3_000; level++) deep = { config: deep };
    for (const args of [itself, deep]) {
      const [line = "", ...more] = await said(() => new Preset("x", args));
      expect(more).toStrictEqual([]);
      expect(line).toMatch(
        /^Preset x: config(\.config)*: has more than 32 levels or contains itself/,
      );
    }
  });

  it("are looked at where outputs hold them no more than before", async () => {
    const name = pulumi.output("given");
    new Preset("x", { name, ui: pulumi.output({ designTokens: {} }) });
    expect(inputsOf(await settled(), "Preset x")).toStrictEqual({
      name: "given",
      ui: { designTokens: {} },
    });
  });
});

describe("the id of what is read", () => {
  for (const bad of [".", "..", "a/b", ""]) {
    it(`is not ${JSON.stringify(bad)}`, async () => {
      expect(await said(() => LiveInput.get("x", bad))).toStrictEqual([
        `LiveInput x: id: ${JSON.stringify(bad)} is not allowed; give the id as in the API: one word, without / ? # % \\`,
      ]);
    });
  }

  it("is not missing, or something would be made", async () => {
    const none = undefined as unknown as string;
    expect(await said(() => Meeting.get("x", none))).toStrictEqual([
      "Meeting x: id: missing; give the id of an existing resource",
    ]);
  });

  it("may be an output", async () => {
    LiveInput.get("x", pulumi.output("an-id"));
    expect((await settled())[0]?.id).toBe("an-id");
  });
});

describe("a component's arguments", () => {
  const streamKey = pulumi.secret("a-stream-key");

  it("may be null where an object is expected", async () => {
    broadcast({ hubArgs: null, livestream: null, meeting: null, targets: null });
    stage({ restream: null, host: null, meeting: null });
    expect(names(await settled())).toStrictEqual([
      "Broadcast b",
      "Broadcast s-restream",
      "LiveInput b",
      "LiveInput s-restream",
      "Livestream b",
      "Meeting b",
      "Meeting s",
      "Preset s-guest",
      "Preset s-host",
      "RestreamTarget b-livestream",
      "Stage s",
    ]);
  });

  const BAD: [what: string, work: () => unknown, lines: string[]][] = [
    [
      "a text in the place of targets",
      () => broadcast({ targets: "ab" }),
      ['Broadcast b: targets: "ab" is not an object'],
    ],
    [
      "a text in the place of a stage's targets",
      () => stage({ restream: { targets: "ab" } }),
      ['Stage s: restream.targets: "ab" is not an object'],
    ],
    [
      "a target that is null",
      () => broadcast({ targets: { youtube: null } }),
      [
        "Broadcast b: targets.youtube.streamKey: missing; give a string",
        'Broadcast b: targets.youtube.url: missing; the platform "custom" has no default URL: give its rtmp://, rtmps:// or srt:// URL and its stream key',
      ],
    ],
    [
      "a mistyped option, of which the nearest is named",
      () => broadcast({ tragets: {}, accountId: "a" }),
      [
        "Broadcast b: tragets: unknown; did you mean targets? Allowed here: hub, hubArgs, targets, livestream, meeting, accountId, appId",
      ],
    ],
    [
      "a mistyped option deep inside",
      () => broadcast({ targets: { y: { platform: "twitch", streamKey, enabledd: true } } }),
      [
        "Broadcast b: targets.y.enabledd: unknown; did you mean enabled? Allowed here: platform, url, streamKey, enabled, adopt",
      ],
    ],
    [
      "a hub that is no id",
      () => broadcast({ hub: ".." }),
      [
        'Broadcast b: hub: ".." is not allowed; give the id as in the API: one word, without / ? # % \\',
      ],
    ],
    [
      "a name that no object can carry",
      () =>
        broadcast({
          targets: JSON.parse('{"__proto__":{"platform":"twitch","streamKey":"k"}}') as Plain,
        }),
      ["Broadcast b: targets.__proto__: is not allowed as a name; use another"],
    ],
    [
      "names that every object has",
      () => stage({ constructor: 1, toString: 2 }),
      [
        "Stage s: constructor: unknown; allowed here: host, guest, viewer, meeting, restream, accountId, appId",
        "Stage s: toString: unknown; allowed here: host, guest, viewer, meeting, restream, accountId, appId",
      ],
    ],
  ];
  for (const [what, work, lines] of BAD) {
    it(`are refused: ${what}`, async () => {
      expect(await said(work)).toStrictEqual(lines);
    });
  }

  it("show no secret, whether the schema or the program calls it so", async () => {
    const platform = pulumi.secret<string>("hunter22") as pulumi.Output<"twitch">;
    const targets = { y: { platform, url: "http://me:hunter22@example.com", streamKey: 22 } };
    const lines = await said(() => broadcast({ targets }));
    expect(lines.join("\n")).not.toContain("hunter22");
    expect(lines).toContain("Broadcast b: targets.y.streamKey: [secret] is not a string");
  });

  it("may be outputs, other resources and promises", async () => {
    const hub = new LiveInput("hub");
    broadcast({
      hub,
      accountId: pulumi.output("an-account"),
      targets: { y: { platform: Promise.resolve("twitch"), streamKey } },
      livestream: new Livestream("shown"),
    });
    new Stage("s", { restream: { hub: hub.id } });
    expect(names(await settled())).toContain("RestreamTarget b-y");
  });
});

describe("Pulumi's option import", () => {
  it("is refused at once, with what to do instead", () => {
    expect(() => new Livestream("x", {}, { import: "an-id" })).toThrow(
      'Livestream x: import: Pulumi cannot import into a dynamic provider; to manage an existing resource, set the argument adopt: "<id>" instead, or use the native plugin (config realtimekit:provider: native)',
    );
  });
});

describe("a hub that cannot be read", () => {
  it("leaves a broadcast without a way in, and breaks nothing", async () => {
    startEngine(settings, { without: "LiveInput" });
    const made = new Broadcast("b", { hub: "no-such-id", targets: {} });
    await settled();
    for (const output of [made.ingestUrl, made.ffmpegCommand, made.streamKey, made.playbackUrl])
      expect(await valueOf(output)).toBeUndefined();
  });

  it("nor one of Cloudflare's whose state is empty", async () => {
    startEngine(settings, { without: "StreamLiveInput" });
    class StreamLiveInput extends pulumi.CustomResource {
      declare readonly uid: pulumi.Output<string>;
      declare readonly rtmps: pulumi.Output<{ url: string; streamKey: string }>;
      declare readonly webRtcPlayback: pulumi.Output<{ url: string }>;
      constructor(name: string) {
        const outputs = { uid: undefined, rtmps: undefined, webRtcPlayback: undefined };
        super("cloudflare:index/streamLiveInput:StreamLiveInput", name, outputs);
      }
    }
    const made = new Broadcast("b", { hub: new StreamLiveInput("theirs") });
    await settled();
    expect(await valueOf(made.ingestUrl)).toBeUndefined();
    expect(await valueOf(made.playbackUrl)).toBe("");
  });
});

describe("settings that are none", () => {
  it("are refused by the first resource of a program", () => {
    startEngine({ ...settings, "realtimekit:baseURL": "https://staging.example.com" });
    expect(runError(() => new Livestream("x")).message).toMatch(
      /^realtimekit:baseURL: unknown; did you mean realtimekit:baseUrl\? Allowed here: /,
    );
  });

  it("are not looked for in what is another package's", async () => {
    startEngine({ ...settings, "cloudflare:baseURL": "x", "aws:region": "x" });
    new RestreamTarget("x", { liveInputId: "hub", platform: "twitch", streamKey: "key" });
    expect(await settled()).toHaveLength(1);
  });
});
