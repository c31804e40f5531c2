import { failuresIn, failuresInSettings } from "../../provider/engine/check.ts";
import { failuresOf } from "../../provider/schema/failures.ts";
import { livestream } from "../../provider/resources/livestream/definition.ts";
import { UNKNOWN } from "../../provider/schema/schema.ts";
import { omit } from "../support/omit.ts";
import { colour, letters, BAD_DECLARATIONS, rtmp, views } from "./bad-declarations.ts";
import { settings } from "../support/account.ts";
import { type Path, type Plain, withAt } from "../support/plain.ts";
import { one, sampleOf, samples } from "../support/samples.ts";
import { writePath } from "../../provider/schema/paths.ts";

/** All failures of a sample with another value at one path, as `path: reason`. */
function failures(name: string, path: Path, other: unknown): string[] {
  const sample = sampleOf(name);
  // A key version and an id to adopt stand in the sample, and never together in a declaration.
  const whole = omit(sample.whole, path[0] === "keyVersion" ? "adopt" : "keyVersion");
  const declared = withAt(whole, path, other);
  return failuresIn(sample.definition, declared as Plain).map(
    ({ path: at, reason }) => `${writePath(at)}: ${reason}`,
  );
}

describe("a mistake is told by its path, its value and what is allowed", () => {
  for (const [kind, path, value, message] of BAD_DECLARATIONS) {
    it(`${kind}: ${message}`, () => expect(failures(kind, path, value)).toStrictEqual([message]));
  }

  it("all of them at once, in the order of the schema", () => {
    const sample = sampleOf("Preset");
    const declared = {
      ui: { designTokens: { colors: { brand: { 500: "a" }, text: "b" } }, more: 1 },
      config: { viewType: 1 },
      nmae: "x",
    };
    expect(failuresIn(sample.definition, declared)).toStrictEqual([
      { path: ["config", "viewType"], reason: `1 is not allowed; use one of ${views}` },
      {
        path: ["ui", "designTokens", "colors", "brand", "500"],
        reason: `"a" is not allowed; ${colour}`,
      },
      { path: ["ui", "designTokens", "colors", "text"], reason: `"b" is not allowed; ${colour}` },
      { path: ["ui", "more"], reason: "unknown; allowed here: designTokens" },
      {
        path: ["nmae"],
        reason:
          "unknown; did you mean name? Allowed here: name, template, config, permissions, ui, accountId, appId, adopt",
      },
    ]);
  });

  it("a long value is cut", () => {
    const [failure] = failuresOf(livestream.inputs, { name: "no ".repeat(60) });
    expect(failure?.reason).toBe(`"${"no ".repeat(60).slice(0, 76)}… is not allowed; ${letters}`);
  });

  it("a declaration that is no object is told as such", () => {
    expect(failuresOf(livestream.inputs, null)).toStrictEqual([
      { path: [], reason: "null is not an object" },
    ]);
  });
});

describe("what only shows when values are seen together", () => {
  const target = { liveInputId: "an-id", streamKey: "k-e-y-s" };
  const cases: [kind: string, declared: Plain, failures: string[]][] = [
    [
      "Livestream",
      { keyVersion: "2", adopt: "an-id" },
      [
        "keyVersion: cannot be set together with adopt, because an adopted livestream keeps its stream key; to rotate the key, remove adopt",
      ],
    ],
    ["Livestream", { keyVersion: "2" }, []],
    [
      "Livestream",
      { adopt: true },
      ["adopt: true needs a name to look for: set name, or set adopt to the id of the resource"],
    ],
    [
      "Meeting",
      { adopt: true },
      ["adopt: true needs a name to look for: set title, or set adopt to the id of the resource"],
    ],
    ["Livestream", { adopt: true, name: UNKNOWN }, []],
    // A target is known by its URL and its key.
    ["RestreamTarget", { ...target, platform: "youtube", adopt: true }, []],
    [
      "RestreamTarget",
      target,
      [
        'url: missing; the platform "custom" has no default URL: give its rtmp://, rtmps:// or srt:// URL and its stream key',
      ],
    ],
    [
      "RestreamTarget",
      { ...target, platform: "linkedin" },
      [
        'url: missing; the platform "linkedin" has no default URL: give the stream URL and the stream key that LinkedIn shows for each event',
      ],
    ],
    ["RestreamTarget", { ...target, platform: "twitch" }, []],
    ["RestreamTarget", { ...target, platform: UNKNOWN }, []],
    ["RestreamTarget", { ...target, url: UNKNOWN }, []],
    [
      "RestreamTarget",
      { ...target, url: "rtmps://example.com/live/k-e-y-s" },
      ["url: contains the stream key; set the key in streamKey only, where it is secret"],
    ],
  ];
  for (const [name, declared, expected] of cases) {
    it(`${name} ${JSON.stringify(declared)}`, () => {
      const sample = sampleOf(name);
      expect(
        failuresIn(sample.definition, declared).map(
          ({ path, reason }) => `${writePath(path)}: ${reason}`,
        ),
      ).toStrictEqual(expected);
    });
  }
});

describe("secrets are never shown", () => {
  const SECRETS: [value: unknown, message: string][] = [
    ["", "streamKey: [secret] is not allowed; give at least 1 character"],
    [12345678, "streamKey: [secret] is not a string"],
    [{ deep: "hunter22" }, "streamKey: [secret] is not a string"],
    [["hunter22"], "streamKey: [secret] is not a string"],
  ];
  for (const [value, message] of SECRETS) {
    it(`not in place of ${JSON.stringify(value)}`, () =>
      expect(failures("RestreamTarget", ["streamKey"], value)).toStrictEqual([message]));
  }

  it("not where a meeting's picture goes", () => {
    const at = ["recordingConfig", "liveStreamingConfig", "rtmpUrl"];
    expect(failures("Meeting", at, "https://example.com/live/hunter22")).toStrictEqual([
      "recordingConfig.liveStreamingConfig.rtmpUrl: [secret] is not allowed; use a URL that starts with rtmps:// or rtmp://",
    ]);
  });

  it("nor where one stands in another value", () => {
    expect(
      failures("RestreamTarget", ["url"], "https://example.com/live2/abcd-efgh-ijkl"),
    ).toStrictEqual([
      `url: "https://example.com/live2/[secret]" is not allowed; ${rtmp}`,
      "url: contains the stream key; set the key in streamKey only, where it is secret",
    ]);
  });

  it("nor what opens the door in an address", () => {
    expect(
      failures("RestreamTarget", ["url"], "http://me:hunter22@example.com/a?passphrase=hunter23"),
    ).toStrictEqual([`url: "http://…@example.com/a?…" is not allowed; ${rtmp}`]);
  });
});

describe("what the settings lack", () => {
  const missing = {
    accountId:
      "realtimekit:accountId: missing; this is the id of the Cloudflare account: set it with `pulumi config set realtimekit:accountId …` or in the environment variable CLOUDFLARE_ACCOUNT_ID",
    appId:
      "realtimekit:appId: missing; this is the id of the RealtimeKit app: set it with `pulumi config set realtimekit:appId …` or in the environment variable REALTIMEKIT_APP_ID",
    apiToken:
      "realtimekit:apiToken: missing; this is an API token with the permission Realtime Admin (and Stream: Edit for live inputs): set it with `pulumi config set --secret realtimekit:apiToken …` or in the environment variable CLOUDFLARE_API_TOKEN",
  };
  const { baseUrl } = settings;

  for (const { definition } of samples) {
    it(`all at once for ${one(definition)}`, () => {
      const inApp = !["App", "LiveInput", "RestreamTarget"].includes(definition.name);
      expect(failuresInSettings(definition, {}, { baseUrl })).toStrictEqual([
        { path: ["accountId"], reason: missing.accountId },
        ...(inApp ? [{ path: ["appId"], reason: missing.appId }] : []),
        { path: [], reason: missing.apiToken },
      ]);
      expect(failuresInSettings(definition, {}, settings)).toStrictEqual([]);
    });
  }

  it("not what is declared", () => {
    const declared = { accountId: "mine", appId: UNKNOWN };
    expect(failuresInSettings(livestream, declared, { baseUrl, apiToken: "a" })).toStrictEqual([]);
  });

  for (const bad of ["api.example.com", "ftp://example.com", "https://"]) {
    it(`an address such as ${bad}`, () =>
      expect(failuresInSettings(livestream, {}, { ...settings, baseUrl: bad })).toStrictEqual([
        {
          path: [],
          reason: `realtimekit:baseUrl: "${bad}" is not a URL; give one that starts with https:// (default https://api.cloudflare.com/client/v4)`,
        },
      ]));
  }
});

describe("writePath", () => {
  const PATHS: [path: Path, text: string][] = [
    [[], ""],
    [["name"], "name"],
    [["recording", "allowedOrigins", 0], "recording.allowedOrigins[0]"],
    [["ui", "brand", "500"], 'ui.brand["500"]'],
    [["presets", "my preset", "ui"], 'presets["my preset"].ui'],
    [["presets", "stage-1", "name"], "presets.stage-1.name"],
    [['a"b'], '["a\\"b"]'],
    [["", "x"], '[""].x'],
  ];
  for (const [path, text] of PATHS) {
    it(`writes ${text || "nothing for the whole"}`, () => expect(writePath(path)).toBe(text));
  }
});
