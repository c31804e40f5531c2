/** What was secret in config stays secret, whatever a schema says of it. */
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stringify } from "yaml";
import { sections } from "../../config/sections.ts";
import { declareFromConfig } from "../../config/declare.ts";
import { root } from "../../scripts/places.ts";
import { closeAfterEach, directoryPerTest } from "../support/after-each.ts";
import { isSecret, kindOf, type Plain, settled, startEngine } from "./mocked-engine.ts";
import { configOf, runError } from "./refused.ts";

const newDirectory = directoryPerTest();
const later = closeAfterEach();

/** A text that Pulumi.<stack>.yaml has encrypted. */
class Secure {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

const hook = "https://example.com/hook?token=hunter22";
const webhooks = {
  status: { name: "status", url: new Secure(hook), events: ["meeting.started"] },
  other: { url: "https://example.com/other", events: ["meeting.ended"] },
};

/** As the engine gives it to a program. */
function opened(value: unknown): unknown {
  return mapped(value, (text) => text);
}

/** As it stands in the file. */
function stored(value: unknown): unknown {
  return mapped(value, () => ({ secure: "v1:AAAA:BBBB" }));
}

function mapped(value: unknown, secure: (text: string) => unknown): unknown {
  if (value instanceof Secure) return secure(value.text);
  if (Array.isArray(value)) return value.map((each) => mapped(each, secure));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, below]) => [key, mapped(below, secure)]);
  return Object.fromEntries(entries) as unknown;
}

interface Place {
  /** Pulumi.test.yaml; undefined where there is none. */
  readonly file?: unknown;
  /** Pulumi.yaml. */
  readonly project?: Plain;
  readonly names?: { project: string; stack: string };
  /** Where the program lies in the project. */
  readonly main?: string;
}

/** Goes to a project's directory, from which the program runs. */
async function enter({ file, project, names, main = "" }: Place): Promise<void> {
  const directory = await newDirectory();
  const { project: manifest, stack } = names ?? {
    project: "Pulumi.yaml",
    stack: "Pulumi.test.yaml",
  };
  await mkdir(join(directory, main), { recursive: true });
  await mkdir(join(directory, stack, ".."), { recursive: true });
  await symlink(join(root, "node_modules"), join(directory, "node_modules"));
  await writeFile(join(directory, manifest), stringify({ name: "livestreaming", ...project }));
  if (file !== undefined) await writeFile(join(directory, stack), stringify(file));
  const before = process.cwd();
  process.chdir(join(directory, main));
  later(() => {
    process.chdir(before);
  });
}

const inFile = (declared: Plain) => ({
  file: {
    config: Object.fromEntries(
      Object.entries(declared).map(([key, value]) => [`livestreaming:${key}`, stored(value)]),
    ),
  },
});

/** The paths, by kind and name, of all that is secret of what the sections declare. */
async function secretsOf(declared: Plain, secretKeys = Object.keys(declared)): Promise<string[]> {
  startEngine(configOf(opened(declared) as Plain), {
    secretKeys: secretKeys.map((key) => `livestreaming:${key}`),
  });
  declareFromConfig(sections);
  const all = await settled();
  return all.flatMap((each) => secretPaths(each.inputs, `${kindOf(each)} ${each.name}`)).sort();
}

function secretPaths(value: unknown, path: string): string[] {
  if (isSecret(value)) return [path];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, below]) => secretPaths(below, `${path}.${key}`));
}

describe("with the stack's file, the texts that are encrypted there are secret", () => {
  it("one of them, and no other", async () => {
    await enter(inFile({ webhooks }));
    expect(await secretsOf({ webhooks })).toStrictEqual(["Webhook status.url"]);
  });

  it("at any depth, in lists and in components", async () => {
    const declared = {
      liveInputs: {
        hub: { recording: { allowedOrigins: ["a.example", new Secure("b.example")] } },
      },
      stages: {
        s: {
          host: { name: new Secure("hosts") },
          restream: {
            hubArgs: { defaultCreator: new Secure("somebody") },
            targets: { y: { platform: new Secure("twitch"), streamKey: new Secure("key") } },
          },
        },
      },
    };
    await enter(inFile(declared));
    expect(await secretsOf(declared)).toStrictEqual([
      // The mocks hide a property whole where there is a secret in it; the engine does not.
      "LiveInput hub.recording",
      "LiveInput s-restream.defaultCreator",
      "Meeting s.recordingConfig",
      "Preset s-host.name",
      "RestreamTarget s-restream-y.platform",
      "RestreamTarget s-restream-y.streamKey",
    ]);
  });

  it("but not the name of another resource, which is no secret", async () => {
    const declared = {
      apps: { events: {} },
      livestreams: { x: { app: new Secure("events"), name: new Secure("keynote") } },
    };
    await enter(inFile(declared));
    expect(await secretsOf(declared, ["livestreams"])).toStrictEqual(["Livestream x.name"]);
  });

  const PLACES: [what: string, place: Place][] = [
    ["above the program's directory", { main: "program/src" }],
    [
      "where Pulumi.yaml says",
      {
        project: { stackConfigDir: "stacks" },
        names: { project: "Pulumi.yaml", stack: "stacks/Pulumi.test.yaml" },
      },
    ],
    ["named .yml", { names: { project: "Pulumi.yml", stack: "Pulumi.test.yml" } }],
  ];
  for (const [what, place] of PLACES) {
    it(`found ${what}`, async () => {
      await enter({ ...inFile({ webhooks }), ...place });
      expect(await secretsOf({ webhooks })).toStrictEqual(["Webhook status.url"]);
    });
  }

  it("whatever else YAML can be", async () => {
    const presets = {
      a: null,
      b: {
        config: { maxScreenshareCount: 3 },
        name: new Secure("x"),
        permissions: { canRecord: true },
      },
    };
    await enter(inFile({ presets }));
    expect(await secretsOf({ presets })).toStrictEqual(["Preset b.name"]);
  });
});

describe("without it, every text is secret that is not one of a few", () => {
  const EVERY = ["Webhook other.url", "Webhook status.name", "Webhook status.url"];

  const UNFIT: [what: string, place: Place][] = [
    ["there is no file", {}],
    ["it is no YAML", { file: "\t{" }],
    ["it lacks the key", { file: { config: {} } }],
    [
      "it has the key without a secret, as where --config-file names another",
      {
        file: { config: { "livestreaming:webhooks": opened(webhooks) } },
      },
    ],
    [
      "it has other values",
      {
        file: {
          config: { "livestreaming:webhooks": stored({ ...webhooks, other: { url: "x" } }) },
        },
      },
    ],
    [
      "it has more",
      {
        file: { config: { "livestreaming:webhooks": stored({ ...webhooks, more: {} }) } },
      },
    ],
  ];
  for (const [what, place] of UNFIT) {
    it(`where ${what}`, async () => {
      await enter(place);
      expect(await secretsOf({ webhooks })).toStrictEqual(EVERY);
    });
  }

  it("nor where the key as a whole is encrypted", async () => {
    await enter({ file: { config: { "livestreaming:webhooks": { secure: "v1:AAAA:BBBB" } } } });
    expect(await secretsOf({ webhooks })).toStrictEqual(EVERY);
  });

  it("but the names of the stack's own resources, enums and numbers", async () => {
    await enter({});
    const declared = {
      apps: { events: {} },
      liveInputs: { hub: { recording: { mode: "automatic", timeoutSeconds: 3 } } },
      presets: { x: { template: "host", app: "events", adopt: "an-id" } },
      restreamTargets: {
        y: { liveInput: "hub", platform: "twitch", streamKey: new Secure("key") },
      },
    };
    expect(await secretsOf(declared)).toStrictEqual([
      "Preset x.adopt",
      "RestreamTarget y.streamKey",
    ]);
  });

  it("and nothing below a key that holds no secret", async () => {
    await enter({});
    expect(await secretsOf({ webhooks }, [])).toStrictEqual([]);
  });
});

describe("no message shows one:", () => {
  /** What is said of a config that cannot be used. */
  function said(declared: Plain): string {
    startEngine(configOf(opened(declared) as Plain), {
      secretKeys: Object.keys(declared).map((key) => `livestreaming:${key}`),
    });
    return runError(() => declareFromConfig(sections)).message;
  }

  const BAD: [what: string, declared: Plain][] = [
    ["where it is no address", { webhooks: { x: { url: new Secure("hunter22"), events: [] } } }],
    ["where it is one of a few", { presets: { x: { template: new Secure("hunter22") } } }],
    ["where it names a resource", { livestreams: { x: { app: new Secure("hunter22") } } }],
    ["where it is no option", { presets: { x: { nmae: new Secure("hunter22") } } }],
    [
      "where it stands in another value",
      {
        webhooks: {
          x: { url: "ftp://hunter22.example.com", name: new Secure("hunter22"), events: [] },
        },
      },
    ],
  ];
  for (const [what, declared] of BAD) {
    it(`${what}, with the stack's file`, async () => {
      await enter(inFile(declared));
      expect(said(declared)).not.toContain("hunter22");
    });

    it(`${what}, without it`, async () => {
      await enter({});
      expect(said(declared)).not.toContain("hunter22");
    });
  }
});
