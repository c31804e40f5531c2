/** Settings, ids and amounts that are not what they should be. */
import assert from "node:assert/strict";
import { sections } from "../../config/sections.ts";
import { declareFromConfig } from "../../config/declare.ts";
import { names, settled, startEngine } from "./mocked-engine.ts";
import { configOf, made, refused, runError } from "./refused.ts";

const target = { platform: "youtube", streamKey: "a-stream-key" };

describe("settings that cannot be used:", () => {
  const known =
    "realtimekit:accountId, realtimekit:appId, realtimekit:apiToken, realtimekit:baseUrl, realtimekit:provider";

  for (const [key, meant] of [
    ["appID", "appId"],
    ["baseURL", "baseUrl"],
    ["account_id", "accountId"],
    ["token", "apiToken"],
  ] as const) {
    it(`${key} is none`, async () => {
      expect(await refused({ livestreams: {} }, { [`realtimekit:${key}`]: "x" })).toStrictEqual([
        `realtimekit:${key}: unknown; did you mean realtimekit:${meant}? Allowed here: ${known}`,
      ]);
    });
  }

  it("other namespaces are not looked at", async () => {
    startEngine(configOf({}, { "cloudflare:accountID": "x", "realtimekits:x": "x" }));
    declareFromConfig(sections);
    expect(await settled()).toStrictEqual([]);
  });

  it("a project of the settings' own name has its sections beside them", async () => {
    const config = {
      ...configOf({}),
      "realtimekit:livestreams": '{"x":{}}',
    };
    startEngine(config);
    declareFromConfig(sections, "realtimekit");
    expect(names(await settled())).toStrictEqual(["Livestream x"]);
    startEngine({ ...config, "realtimekit:appID": "x" });
    expect(runError(() => declareFromConfig(sections, "realtimekit")).message).toMatch(
      /realtimekit:appID: unknown; did you mean realtimekit:appId\?/,
    );
  });

  const BAD: [what: string, key: string, value: string, line: string][] = [
    [
      "a token with a line break, of which nothing is shown",
      "apiToken",
      "hunter22\nhunter23",
      "realtimekit:apiToken: contains a line break, a space or another character that a token cannot have; set it with `pulumi config set --secret realtimekit:apiToken …` or in the environment variable CLOUDFLARE_API_TOKEN",
    ],
    [
      "an id that is another path",
      "accountId",
      "..",
      'realtimekit:accountId: ".." is not allowed; give the id as in the API: one word, without / ? # % \\',
    ],
    [
      "an app's id with a slash",
      "appId",
      "a/b",
      'realtimekit:appId: "a/b" is not allowed; give the id as in the API: one word, without / ? # % \\',
    ],
    [
      "an address with a password in it, which is not shown",
      "baseUrl",
      "https://me:hunter22@api.example.com/v4",
      'realtimekit:baseUrl: "https://…@api.example.com/v4" contains a user or a password, which is not allowed; remove it (default https://api.cloudflare.com/client/v4)',
    ],
    [
      "an address that is none, with a password in it",
      "baseUrl",
      "https://me:hunter/22@api.example.com/v4",
      'realtimekit:baseUrl: "https://…@api.example.com/v4" is not a URL; give one that starts with https:// (default https://api.cloudflare.com/client/v4)',
    ],
    [
      "an address behind which no path can follow",
      "baseUrl",
      "https://api.example.com/v4?key=hunter22",
      'realtimekit:baseUrl: "https://api.example.com/v4?…" contains a ? or a #, which is not allowed; remove it (default https://api.cloudflare.com/client/v4)',
    ],
  ];
  for (const [what, key, value, line] of BAD) {
    it(what, async () => {
      const lines = await refused({ liveInputs: { x: {} } }, { [`realtimekit:${key}`]: value });
      expect(lines).toStrictEqual([line]);
      expect(String(lines)).not.toContain("hunter");
    });
  }
});

describe("ids are one word of a path:", () => {
  const rule = "give the id as in the API: one word, without / ? # % \\";

  for (const bad of [".", "..", "a/b", "a b", "a?b", "a#b", "%2e%2e", "a\\b", "a\nb"]) {
    it(JSON.stringify(bad), async () => {
      expect(await refused({ broadcasts: { x: { hub: bad } } })).toStrictEqual([
        `livestreaming:broadcasts.x.hub: ${JSON.stringify(bad)} is not allowed; ${rule}`,
      ]);
    });
  }

  for (const good of ["a.b", "...", "66be4bf738797e01e1fca35a7bdecdcd", "a_b-c"])
    it(`and so is ${good}`, async () => {
      const all = await made({ broadcasts: { x: { hub: good } } });
      expect(all.find(({ id }) => id !== undefined)?.id).toBe(good);
    });
});

describe("excess is told in a few words:", () => {
  it("a text in the place of many is one failure", async () => {
    const text = "ab".repeat(100_000);
    for (const declared of [
      { broadcasts: { x: { targets: text } } },
      { stages: { x: { restream: { targets: text } } } },
    ]) {
      const [line = "", ...more] = await refused(declared);
      expect(more).toStrictEqual([]);
      expect(line).toMatch(/targets: "abab[ab]+… is not an object$/);
      expect(line.length).toBeLessThan(200);
    }
    expect(await refused({ broadcasts: { x: text } })).toHaveLength(1);
    expect(await refused({ broadcasts: { x: { targets: { y: text } } } })).toHaveLength(1);
  });

  it("of a thousand failures the first fifty", () => {
    const many = Object.fromEntries([...Array(1000).keys()].map((at) => [`x${at}`, { colour: 1 }]));
    startEngine(configOf({ liveInputs: many, apps: { x: 1 } }));
    const { message } = runError(() => declareFromConfig(sections));
    const [first, ...lines] = message.split("\n");
    expect(first).toBe("The stack's config is not valid, for 1001 reasons:");
    expect(lines).toHaveLength(51);
    expect(lines.at(-1)).toBe("  and 951 more");
  });

  it("tens of thousands of unknown keys in no time", async () => {
    const keys = [...Array(20_000).keys()].map((at): [string, true] => [`canRecord${at}`, true]);
    const started = performance.now();
    const lines = await refused({ presets: { x: { permissions: Object.fromEntries(keys) } } });
    expect(lines).toHaveLength(51);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it("a long name", async () => {
    const long = "k".repeat(200_000);
    const [line = ""] = await refused({ livestreams: { x: { [long]: 1 } } });
    expect(line.length).toBeLessThan(400);
    const [second = ""] = await refused({ livestreams: { [long]: { colour: 1 } } });
    expect(second.length).toBeLessThan(400);
    const [third = ""] = await refused({ livestreams: { x: { app: long } } });
    expect(third.length).toBeLessThan(200);
  });

  it("a reference among very many", async () => {
    const apps = Object.fromEntries([...Array(500).keys()].map((at) => [`app${at}`, {}]));
    const [line = ""] = await refused({ apps, livestreams: { x: { app: "none" } } });
    expect(line).toMatch(/; use app0, app1, .*, app49 and 450 more$/);
  });

  for (const levels of [40, 3_000, 100_000]) {
    it(`${levels} levels`, async () => {
      const json = `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;
      const [line = "", ...more] = await refused({}, { "livestreaming:livestreams": json });
      expect(more).toStrictEqual([]);
      expect(line).toBe(
        "livestreaming:livestreams.a.a.a: has more than 32 levels or contains itself, which is not allowed",
      );
    });
  }
});

describe("no secret stands in what is said:", () => {
  const key = "hunter22-hunter22";

  it("a reference that is a stream key", async () => {
    const entry = { liveInput: key, ...target, streamKey: key };
    const lines = await refused({ restreamTargets: { x: entry } });
    assert.equal(lines.length, 1);
    expect(lines[0]).toBe(
      "livestreaming:restreamTargets.x.liveInput: [secret] is not a logical name in liveInputs; liveInputs is empty: add it there, or remove the reference",
    );
  });
});
