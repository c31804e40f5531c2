/** A stack's config that is not what it should be: YAML's traps and names of JavaScript's own. */
import { inputsOf, names, type Plain } from "./mocked-engine.ts";
import { made, refused } from "./refused.ts";

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
      { stages: { x: { host: null, guest: null, meeting: null, restream: null } } },
      { stages: { x: { host: {}, guest: {}, meeting: {}, restream: {} } } },
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

  const lost = (path: string) => `livestreaming:${path}: is not allowed as a name; use another`;

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
      'livestreaming:livestreams.x.app: "evnets" is not a logical name in apps; did you mean events? Use events, internal',
    ]);
  });

  it("none where none is near", async () => {
    const [line = ""] = await refused({ presets: { x: { permissions: { fly: true } } } });
    expect(line).toMatch(/permissions\.fly: unknown; allowed here: /);
  });
});
