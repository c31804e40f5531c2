import { assertRefused, showing } from "../support/outcome.ts";
import { type Project, projectStory } from "../support/project.ts";
import { counts } from "./stack-under-test.ts";

interface Case {
  what: string;
  declare: string;
  /** The failures of the one bad resource, as the CLI has them behind its type and name. */
  failures: string[];
}

const cases: Case[] = [
  {
    what: "several failures at once",
    declare: `new Livestream("bad", { name: "Key note!", keyVersion: "" });`,
    failures: [
      'has a problem: name: "Key note!" is not allowed; use letters, digits, - and _ only, at least one',
      'has a problem: keyVersion: "" is not allowed; give at least 1 character',
    ],
  },
  {
    what: "exact paths at any depth",
    declare: `new Preset("bad", {
      config: { maxVideoStreams: { desktop: -1 } },
      ui: { designTokens: { logo: "logo.png", colors: { brand: { 500: "blue" } } } },
    });`,
    failures: [
      "has a problem: config.maxVideoStreams.desktop: -1 is not allowed; give at least 0",
      'has a problem: ui.designTokens.logo: "logo.png" is not allowed; use a URL that starts with https://',
      'has a problem: ui.designTokens.colors.brand["500"]: "blue" is not allowed; use a colour such as #2160fd or #fff',
    ],
  },
  {
    what: "a property that there is not",
    declare: `new LiveInput("bad", { recording: { mode: "automatic", keep: true }, days: 30 });`,
    failures: [
      "has a problem: recording.keep: unknown; allowed here: mode, timeoutSeconds, requireSignedUrls, allowedOrigins, hideLiveViewerCount",
      "has a problem: days: unknown; allowed here: displayName, enabled, preferLowLatency, recording, deleteRecordingAfterDays, defaultCreator, accountId, adopt",
    ],
  },
  {
    what: "an empty stream key, beside an id that is not known yet",
    declare: `
      const hub = new LiveInput("hub");
      new RestreamTarget("bad", { liveInputId: hub.id, platform: "youtube", streamKey: "" });`,
    failures: ["has a problem: streamKey: [secret] is not allowed; give at least 1 character"],
  },
  {
    what: "a stream key in the URL, which is not shown",
    declare: `new RestreamTarget("bad", {
      liveInputId: "0123456789abcdef0123456789abcdef",
      url: "rtmps://live.example.com/app/stream-key-of-this-test",
      streamKey: "stream-key-of-this-test",
    });`,
    failures: [
      "has a problem: url: contains the stream key; set the key in streamKey only, where it is secret",
    ],
  },
  {
    what: "what opens an address, which is not shown",
    declare: `new RestreamTarget("bad", {
      liveInputId: "0123456789abcdef0123456789abcdef",
      url: "http://somebody:passphrase-of-this-test@example.com",
      streamKey: "stream-key-of-this-test",
    });`,
    failures: [
      'has a problem: url: "http://…@example.com" is not allowed; use a URL that starts with rtmps://, rtmp:// or srt://',
    ],
  },
];

const program = (declare: string) => `
  import { LiveInput, Livestream, Preset, RestreamTarget } from "pulumi-realtimekit";
  new Livestream("good");
  ${declare}
`;

describe("bad arguments in a program", () => {
  describe("are all told at their paths, and nothing is made", () => {
    const { check } = projectStory({ program: program("") });

    for (const one of cases) check(one.what, (project) => assertToldAtPaths(project, one));

    check("none of it reached the API, and no key was shown", async (project) => {
      expect(await project.requests()).toStrictEqual([]);
      const nothing = { livestreams: 0, presets: 0, liveInputs: 0, targets: 0 };
      expect(await counts(project)).toStrictEqual(nothing);
      project.secrets.add("stream-key-of-this-test");
      project.secrets.add("passphrase-of-this-test");
      await project.assertNoSecretLeaked();
    });
  });
});

async function assertToldAtPaths(project: Project, { declare, failures }: Case): Promise<void> {
  await project.program(program(declare));
  // With its preview, as people run it.
  const up = await project.pulumi(["up", "--yes"]);
  assertRefused(up);
  const said = up.text.split("Diagnostics:\n")[1]?.split("Resources:\n")[0] ?? "";
  const problems = [...said.matchAll(/^ +error: \S+ resource 'bad':? (.*)$/gm)];
  showing(up, () => expect(problems.map(([, problem]) => problem)).toStrictEqual(failures));
}
