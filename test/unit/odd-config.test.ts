/** A stack's config that is not what it should be: YAML's traps, names of JavaScript's own, excess. */
import assert from "node:assert/strict";
import { sections } from "../../components/sections.ts";
import { declareFromConfig } from "../../components/stack.ts";
import { inputsOf, names, type Plain, settled, startEngine } from "./mocked-engine.ts";
import { configOf, refusals, runError } from "./refused.ts";

/** What is made of sections that are right. */
async function made(declared: Plain) {
  startEngine(configOf(declared));
  declareFromConfig(sections);
  return await settled();
}

const refused = (declared: Plain, others?: Record<string, string>) =>
  refusals(configOf(declared, others));

const target = { platform: "youtube", streamKey: "a-stream-key" };

describe("null, which is what YAML makes of a key without a value, is {}:", () => {
  const EQUAL: [what: string, withNull: Plain, withEmpty: Plain][] = [
    ["a section", { livestreams: null }, { livestreams: {} }],
    ["an entry", { livestreams: { x: null } }, { livestreams: { x: {} } }],
    ["an entry of a component", { stages: { x: null } }, { stages: { x: {} } }],
    ["a preset's part", { presets: { x: { ui: null } } }, { presets: { x: { ui: {} } } }],
    [
      "a live input's recording",
      { liveInputs: { x: { recording: null } } },
      { liveInputs: { x: { recording: {} } } },
    ],
    [
      "a broadcast's parts",
      { broadcasts: { x: { hubArgs: null, targets: null, livestream: null, meeting: null } } },
      { broadcasts: { x: { hubArgs: {}, targets: {}, livestream: {}, meeting: {} } } },
    ],
    [
      "a stage's parts",
      { stages: { x: { host: null, viewer: null, meeting: null, restream: null } } },
      { stages: { x: { host: {}, viewer: {}, meeting: {}, restream: {} } } },
    ],
    [
      "a stage's hub",
      { stages: { x: { restream: { hubArgs: null } } } },
      { stages: { x: { restream: { hubArgs: {} } } } },
    ],
    [
      "what lies deep in a meeting",
      { meetings: { x: { recordingConfig: { videoConfig: { watermark: null } } } } },
      { meetings: { x: { recordingConfig: { videoConfig: { watermark: {} } } } } },
    ],
  ];
  for (const [what, withNull, withEmpty] of EQUAL) {
    it(what, async () => {
      expect(await made(withNull)).toStrictEqual(await made(withEmpty));
    });
  }

  for (const [what, declared, line] of [
    [
      "a target lacks its key",
      { broadcasts: { x: { targets: { youtube: null } } } },
      "livestreaming:broadcasts.x.targets.youtube.streamKey: missing; give a string",
    ],
    [
      "a stage's target lacks its key",
      { stages: { x: { restream: { targets: { youtube: null } } } } },
      "livestreaming:stages.x.restream.targets.youtube.streamKey: missing; give a string",
    ],
    [
      "a webhook lacks its address",
      { webhooks: { x: null } },
      "livestreaming:webhooks.x.url: missing; give a string",
    ],
  ] as const) {
    it(`${what}, and no more is said`, async () => {
      const lines = await refused(declared);
      expect(lines).toContain(line);
      for (const each of lines) expect(each).not.toMatch(/null/);
    });
  }

  it("but no value and no list", async () => {
    expect(
      await refused({
        liveInputs: { x: { displayName: null, recording: { allowedOrigins: null } } },
      }),
    ).toStrictEqual([
      "livestreaming:liveInputs.x.displayName: null is not a string",
      "livestreaming:liveInputs.x.recording.allowedOrigins: null is not an array",
    ]);
  });
});

describe("names that every object has", () => {
  const OWN = ["constructor", "toString", "valueOf", "hasOwnProperty"];

  for (const name of OWN) {
    it(`${name} is an unknown option, beside any other failure`, async () => {
      const lines = await refused({ livestreams: { x: { [name]: 1, name: 3 } } });
      expect(lines.map((line) => line.split(": ").slice(0, 2).join(": "))).toStrictEqual([
        "livestreaming:livestreams.x.name: 3 is not a string; put it in quotes, as `pulumi config set --path --type string …` does",
        `livestreaming:livestreams.x.${name}: unknown; allowed here`,
      ]);
    });

    it(`${name} may be the name of a resource`, async () => {
      expect(names(await made({ liveInputs: { [name]: {} } }))).toStrictEqual([
        `LiveInput ${name}`,
      ]);
    });

    it(`${name} is no section`, async () => {
      expect(String(await refused({ [name]: { x: {} } }))).toMatch(
        new RegExp(`^livestreaming:${name}: unknown; allowed here: apps, `),
      );
    });
  }

  const lost = (path: string) => `livestreaming:${path}: cannot be a name; give another`;

  it("__proto__ is refused wherever it stands, with what else is wrong", async () => {
    const bad = JSON.parse('{"__proto__":{"name":1}}') as Plain;
    expect(await refused({ livestreams: bad })).toStrictEqual([lost("livestreams.__proto__")]);
    expect(await refused({ livestreams: { x: { ...bad, keyVersion: "" } } })).toStrictEqual([
      lost("livestreams.x.__proto__"),
      'livestreaming:livestreams.x.keyVersion: "" is not allowed; give at least 1 character',
    ]);
    expect(await refused({ broadcasts: { x: { targets: bad } } })).toContain(
      lost("broadcasts.x.targets.__proto__"),
    );
    const plugins = { permissions: { plugins: { config: bad } } };
    expect(await refused({ presets: { x: plugins } })).toStrictEqual([
      lost("presets.x.permissions.plugins.config.__proto__"),
    ]);
    const section = { [`livestreaming:__proto__`]: '{"livestreams":{}}' };
    expect(await refused({}, section)).toStrictEqual([lost("__proto__")]);
  });

  it("an empty one is refused", async () => {
    expect(await refused({ presets: { "": {} }, apps: { "": {} } })).toStrictEqual([
      'livestreaming:apps[""]: has an empty name; give one',
      'livestreaming:presets[""]: has an empty name; give one',
    ]);
  });
});

describe("a number or a truth value in the place of a text", () => {
  it("is that text where it can mean nothing else", async () => {
    const all = await made({ livestreams: { x: { keyVersion: 2 } } });
    expect(inputsOf(all, "Livestream x")).toStrictEqual({ keyVersion: "2" });
  });

  it("is refused where YAML has lost what was written", async () => {
    const said =
      "is not a string; put it in quotes, as `pulumi config set --path --type string …` does";
    expect(await refused({ livestreams: { x: { keyVersion: 1.1 } } })).toStrictEqual([
      `livestreaming:livestreams.x.keyVersion: 1.1 ${said}`,
    ]);
    expect(await refused({ presets: { x: { name: true }, y: { name: 2025 } } })).toStrictEqual([
      `livestreaming:presets.x.name: true ${said}`,
      `livestreaming:presets.y.name: 2025 ${said}`,
    ]);
  });

  it("is not shown where it is secret", async () => {
    const entry = { liveInputId: "hub", platform: "youtube", streamKey: 123456789 };
    expect(await refused({ restreamTargets: { x: entry } })).toStrictEqual([
      "livestreaming:restreamTargets.x.streamKey: [secret] is not a string; put it in quotes, as `pulumi config set --path --secret …` does",
    ]);
  });
});

describe("an unknown name brings the nearest that there is:", () => {
  const NEAREST: [declared: Plain, path: string, meant: string][] = [
    [
      { presets: { x: { permissions: { canRecrod: true } } } },
      "permissions.canRecrod",
      "canRecord",
    ],
    // As the API writes it.
    [
      { presets: { x: { permissions: { can_record: true } } } },
      "permissions.can_record",
      "canRecord",
    ],
    [{ presets: { x: { Template: "host" } } }, "Template", "template"],
  ];
  for (const [declared, path, meant] of NEAREST) {
    it(`${path}: ${meant}`, async () => {
      const [line = "", ...more] = await refused(declared);
      expect(more).toStrictEqual([]);
      expect(line).toContain(
        `livestreaming:presets.x.${path}: unknown; did you mean ${meant}? Allowed here: `,
      );
    });
  }

  it("a section", async () => {
    const [line = ""] = await refused({ livestream: {} });
    expect(line).toMatch(/^livestreaming:livestream: unknown; did you mean livestreams\? Allowed/);
  });

  it("one of a few values", async () => {
    expect(await refused({ presets: { x: { template: "hots" } } })).toStrictEqual([
      'livestreaming:presets.x.template: "hots" is not allowed; did you mean "host"? Use one of "host", "moderator", "speaker", "guest", "viewer"',
    ]);
  });

  it("another resource of the stack", async () => {
    const apps = { events: {}, internal: {} };
    expect(await refused({ apps, livestreams: { x: { app: "evnets" } } })).toStrictEqual([
      'livestreaming:livestreams.x.app: "evnets" is not one of apps; did you mean events? Use events, internal',
    ]);
  });

  it("none where none is near", async () => {
    const [line = ""] = await refused({ presets: { x: { permissions: { fly: true } } } });
    expect(line).toMatch(/permissions\.fly: unknown; allowed here: /);
  });
});

describe("settings that cannot be used:", () => {
  const known =
    "realtimekit:accountId, realtimekit:appId, realtimekit:apiToken, realtimekit:baseUrl";

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
      "realtimekit:apiToken: has a line break, a blank or another character that no token has; set it by `pulumi config set --secret realtimekit:apiToken …` or in CLOUDFLARE_API_TOKEN",
    ],
    [
      "an id that is another path",
      "accountId",
      "..",
      'realtimekit:accountId: ".." is not allowed; give the id as the API has it: one word, without / ? # % \\',
    ],
    [
      "an app's id with a slash",
      "appId",
      "a/b",
      'realtimekit:appId: "a/b" is not allowed; give the id as the API has it: one word, without / ? # % \\',
    ],
    [
      "an address with a password in it, which is not shown",
      "baseUrl",
      "https://me:hunter22@api.example.com/v4",
      'realtimekit:baseUrl: "https://…@api.example.com/v4" has a user or a password, which the API does not take; give the address without (default https://api.cloudflare.com/client/v4)',
    ],
    [
      "an address that is none, with a password in it",
      "baseUrl",
      "https://me:hunter/22@api.example.com/v4",
      'realtimekit:baseUrl: "https://…@api.example.com/v4" is not an address; give one that starts with https:// (default https://api.cloudflare.com/client/v4)',
    ],
    [
      "an address behind which no path can follow",
      "baseUrl",
      "https://api.example.com/v4?key=hunter22",
      'realtimekit:baseUrl: "https://api.example.com/v4?…" has a ? or a #, behind which no path can follow; give the address without (default https://api.cloudflare.com/client/v4)',
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
  const rule = "give the id as the API has it: one word, without / ? # % \\";

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
    expect(first).toBe("The stack's config cannot be used, for 1001 reasons:");
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
        "livestreaming:livestreams.a.a.a: has more than 32 levels or holds itself; nothing that can be declared does",
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
      'livestreaming:restreamTargets.x.liveInput: "[secret]" is not one of liveInputs; use nothing, for liveInputs is empty',
    );
  });
});
