import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { sections } from "../../config/sections.ts";
import { declareFromConfig } from "../../config/declare.ts";
import { environmentKept } from "../support/environment.ts";
import { thrownBy } from "../support/thrown.ts";
import { BAD_CONFIGS, events, key, url } from "./bad-configs.ts";
import {
  inputsOf,
  names,
  type Plain,
  PROJECT,
  settled,
  startEngine,
  valueOf,
} from "./mocked-engine.ts";

const settings = {
  "realtimekit:accountId": "account",
  "realtimekit:appId": "app",
  "realtimekit:apiToken": "token",
};

/** A stack's config: sections below the namespace, and settings. */
function configOf(
  declared: Plain,
  namespace = PROJECT,
  others: Record<string, string> = settings,
): Record<string, string> {
  const own = Object.entries(declared).map(([name, value]) => [
    `${namespace}:${name}`,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  return { ...others, ...(Object.fromEntries(own) as Record<string, string>) };
}

/** What is wrong with it, a line each; nothing may have been made. */
async function refusals(declared: Plain, others?: Record<string, string>): Promise<string[]> {
  startEngine(configOf(declared, PROJECT, others));
  const error = thrownBy(() => declareFromConfig(sections));
  assert.ok(pulumi.RunError.isInstance(error), String(error));
  expect(await settled()).toStrictEqual([]);
  const [first = "", ...more] = error.message.split("\n");
  if (more.length === 0) return [first.replace("The stack's config is not valid: ", "")];
  expect(first).toBe(`The stack's config is not valid, for ${more.length} reasons:`);
  return more.map((line) => line.trimStart());
}

environmentKept();
beforeEach(() => startEngine());

describe("a stack's config declares every class", () => {
  it("with references by logical name", async () => {
    const whole = {
      apps: { events: { name: "events" } },
      livestreams: { keynote: { app: "events" } },
      liveInputs: { hub: {} },
      restreamTargets: { youtube: { liveInput: "hub", platform: "youtube", streamKey: key } },
      meetings: { panel: { app: "events" } },
      presets: { host: { app: "events", template: "host" } },
      webhooks: { status: { app: "events", url, events } },
      stages: { webinar: { app: "events", restream: { targets: {} } } },
      broadcasts: { event: { liveInput: "hub", app: "events", livestream: {}, meeting: {} } },
    };
    expect(Object.keys(whole)).toStrictEqual(sections.map(({ name }) => name));
    startEngine(configOf(whole));
    const outputs = declareFromConfig(sections);
    const all = await settled();
    expect(names(all)).toStrictEqual([
      "App events",
      "Broadcast event",
      "Broadcast webinar-restream",
      // Only read.
      "LiveInput event",
      "LiveInput hub",
      "LiveInput webinar-restream",
      "Livestream event",
      "Livestream keynote",
      "Meeting event",
      "Meeting panel",
      "Meeting webinar",
      "Preset host",
      "Preset webinar-guest",
      "Preset webinar-host",
      "RestreamTarget event-livestream",
      "RestreamTarget youtube",
      "Stage webinar",
      "Webhook status",
    ]);
    for (const which of [
      "Livestream keynote",
      "Livestream event",
      "Preset host",
      "Preset webinar-guest",
      "Preset webinar-host",
      "Meeting panel",
      "Meeting event",
      "Meeting webinar",
      "Webhook status",
    ])
      expect({ which, ...inputsOf(all, which) }).toMatchObject({ which, appId: "id-of-events" });
    for (const which of ["RestreamTarget youtube", "RestreamTarget event-livestream"])
      expect({ which, ...inputsOf(all, which) }).toMatchObject({ which, liveInputId: "id-of-hub" });
    const exported = Object.entries(outputs).map(([name, entries]) => [name, Object.keys(entries)]);
    expect(exported).toStrictEqual(
      Object.entries(whole).map(([name, entries]) => [name, Object.keys(entries)]),
    );
  });

  it("under a namespace that is the project's own, or one that is told", async () => {
    for (const [namespace, told] of [
      [PROJECT, undefined],
      ["events", "events"],
    ] as const) {
      startEngine(configOf({ livestreams: { keynote: {} } }, namespace));
      declareFromConfig(sections, told);
      expect(names(await settled())).toStrictEqual(["Livestream keynote"]);
    }
    startEngine(configOf({ livestreams: { keynote: {} } }, "somebody-elses"));
    declareFromConfig(sections);
    expect(await settled()).toStrictEqual([]);
  });

  it("and gives the same endpoints for livestreams, live inputs and broadcasts", async () => {
    const each = { one: {} };
    startEngine(configOf({ livestreams: each, liveInputs: each, broadcasts: each }));
    const { livestreams, liveInputs, broadcasts } = declareFromConfig(sections);
    await settled();
    const endpoints = ["ingestServer", "streamKey", "ingestUrl", "ffmpegCommand", "playbackUrl"];
    for (const { one = {} } of [livestreams, liveInputs, broadcasts]) {
      expect(Object.keys(one)).toStrictEqual(expect.arrayContaining(endpoints));
      const { ingestUrl, ffmpegCommand } = one as Record<string, pulumi.Output<string>>;
      assert.ok(ingestUrl && ffmpegCommand);
      expect(await valueOf(ffmpegCommand)).toContain(` -f flv "${await valueOf(ingestUrl)}"`);
      expect(await pulumi.isSecret(ffmpegCommand)).toBe(await pulumi.isSecret(ingestUrl));
    }
    const more = ["playback", "rtmps", "srt", "webRtc", "rtmpsPlayback", "srtPlayback"];
    for (const { one = {} } of [liveInputs, broadcasts])
      expect(Object.keys(one)).toStrictEqual(expect.arrayContaining(more));
  });

  it("and says so where it declares nothing", async () => {
    const warnings: string[] = [];
    const warn = jest.spyOn(pulumi.log, "warn").mockImplementation((text) => {
      warnings.push(text);
      return Promise.resolve();
    });
    declareFromConfig(sections);
    startEngine(configOf({ livestreams: { keynote: {} } }));
    declareFromConfig(sections);
    await settled();
    warn.mockRestore();
    expect(warnings).toStrictEqual([
      "The stack's config defines no resources, so nothing is created. Add one, for example with `pulumi config set --path livestreaming:livestreams.keynote.name keynote --stack test`.",
    ]);
  });

  it("and gives what their users need of them", async () => {
    const targets = { youtube: { platform: "youtube", streamKey: key, enabled: false } };
    startEngine(configOf({ broadcasts: { event: { targets } } }));
    const { broadcasts } = declareFromConfig(sections);
    expect(await valueOf(pulumi.output(broadcasts.event))).toMatchObject({
      targets: { youtube: { id: "id-of-event-youtube", platform: "youtube", enabled: false } },
    });
  });

  it("also some of one name, where they are not in one app, or not of one class", async () => {
    const presets = { here: { name: "hosts" }, there: { name: "hosts", appId: "other" } };
    startEngine(configOf({ apps: { it: { name: "hosts" } }, presets }));
    declareFromConfig(sections);
    expect(names(await settled())).toStrictEqual(["App it", "Preset here", "Preset there"]);
  });

  it("some of which a program may leave out", async () => {
    const some = sections.filter(({ name }) => name === "stages" || name === "apps");
    startEngine(configOf({ stages: { webinar: {} } }));
    expect(Object.keys(declareFromConfig(some))).toStrictEqual(["apps", "stages"]);
    expect((await settled()).length).toBe(4);
    startEngine(configOf({ livestreams: { keynote: {} } }));
    expect(() => declareFromConfig(some)).toThrow(
      new Error(
        "The stack's config is not valid: livestreaming:livestreams: unknown; allowed here: apps, stages",
      ),
    );
  });
});

describe("a bad value is told at its path, before anything is made:", () => {
  for (const [what, declared, lines] of BAD_CONFIGS) {
    it(what, async () => {
      expect(await refusals(declared)).toStrictEqual(lines.map((line) => `${PROJECT}:${line}`));
    });
  }
});

describe("settings that are missing are told once:", () => {
  const app =
    "realtimekit:appId: missing; this is the id of the RealtimeKit app: set it with `pulumi config set realtimekit:appId …` or in the environment variable REALTIMEKIT_APP_ID";
  const account =
    "realtimekit:accountId: missing; this is the id of the Cloudflare account: set it with `pulumi config set realtimekit:accountId …` or in the environment variable CLOUDFLARE_ACCOUNT_ID";
  const token =
    "realtimekit:apiToken: missing; this is an API token with the permission Realtime Admin (and Stream: Edit for live inputs): set it with `pulumi config set --secret realtimekit:apiToken …` or in the environment variable CLOUDFLARE_API_TOKEN";

  beforeEach(() => {
    for (const name of ["CLOUDFLARE_ACCOUNT_ID", "REALTIMEKIT_APP_ID", "CLOUDFLARE_API_TOKEN"])
      Reflect.deleteProperty(process.env, name);
  });

  const MISSING: [what: string, declared: Plain, lines: string[]][] = [
    ["for an app", { apps: { x: {}, y: {} } }, [account, token]],
    ["for a live input", { liveInputs: { x: {} } }, [account, token]],
    ["for a broadcast by itself", { broadcasts: { x: {} } }, [account, token]],
    [
      "for a broadcast with a livestream",
      { broadcasts: { x: { livestream: {} } } },
      [account, token, app],
    ],
    [
      "for a broadcast with a meeting",
      { broadcasts: { x: { meeting: {} } } },
      [account, token, app],
    ],
    ["for a stage", { stages: { x: {} }, meetings: { y: {} } }, [account, app, token]],
    [
      "for a stage in an app of the stack",
      { apps: { events: {} }, stages: { x: { app: "events" } } },
      [account, token],
    ],
    [
      "for what says account and app itself",
      { webhooks: { x: { accountId: "a", appId: "b", url, events } } },
      [token],
    ],
    [
      "for a stage whose parts say their account and app themselves",
      {
        stages: {
          x: {
            appId: "b",
            host: { accountId: "a" },
            guest: { accountId: "a" },
            meeting: { accountId: "a" },
          },
        },
      },
      [token],
    ],
    [
      "for a stage's hub",
      { stages: { x: { appId: "b", meeting: { accountId: "a" }, restream: {} } } },
      [account, token],
    ],
    [
      "for a broadcast whose parts say their account and app themselves",
      {
        broadcasts: {
          x: {
            accountId: "a",
            livestream: { appId: "b" },
            meeting: { appId: "b" },
          },
        },
      },
      [token],
    ],
  ];
  for (const [what, declared, lines] of MISSING) {
    it(what, async () => {
      expect(await refusals(declared, {})).toStrictEqual(lines);
    });
  }
});
