import { isPlain } from "../../provider/schema/compare.ts";
import { assertRefused, showing } from "../support/outcome.ts";
import { APP, type Project, projectStory, Secret } from "../support/project.ts";
import { counts, errorsOf, lines } from "./stack-under-test.ts";

interface Case {
  what: string;
  config: Record<string, unknown>;
  /** What the CLI says; of {@link cases}, how the line begins. */
  message: string;
}

const hub = { "livestreaming:liveInputs": { hub: {} } };
const livestream = (entry: object, name = "keynote") => ({
  "livestreaming:livestreams": { [name]: entry },
});
const preset = (entry: object, name = "host") => ({ "livestreaming:presets": { [name]: entry } });
const target = (name: string, entry: object) => ({
  ...hub,
  "livestreaming:restreamTargets": {
    [name]: { platform: "youtube", streamKey: new Secret(`key-of-the-bad-${name}`), ...entry },
  },
});
const colour = (brand: object, name?: string) =>
  preset({ ui: { designTokens: { colors: { brand } } } }, name);

/**
 * What the program itself refuses, before a resource is declared: all of it in one stack, in which
 * each case has logical names of its own.
 */
const cases: Case[] = [
  {
    what: "no token",
    config: { ...livestream({}), "realtimekit:apiToken": undefined },
    message:
      "realtimekit:apiToken: missing; this is an API token with the permission Realtime Admin (and Stream: Edit for live inputs): set it with `pulumi config set --secret realtimekit:apiToken …` or in the environment variable CLOUDFLARE_API_TOKEN",
  },
  {
    what: "no account",
    config: { ...hub, "realtimekit:accountId": undefined },
    message:
      "realtimekit:accountId: missing; this is the id of the Cloudflare account: set it with `pulumi config set realtimekit:accountId …` or in the environment variable CLOUDFLARE_ACCOUNT_ID",
  },
  {
    what: "no app",
    config: { ...livestream({}), "realtimekit:appId": undefined },
    message:
      "realtimekit:appId: missing; this is the id of the RealtimeKit app: set it with `pulumi config set realtimekit:appId …` or in the environment variable REALTIMEKIT_APP_ID",
  },
  {
    what: "an address of the API that is none",
    config: { ...livestream({}), "realtimekit:baseUrl": "api.example.com" },
    message:
      'realtimekit:baseUrl: "api.example.com" is not a URL; give one that starts with https:// (default https://api.cloudflare.com/client/v4)',
  },
  {
    what: "a name outside the pattern",
    config: livestream({ name: "Key note!" }, "spaced"),
    message:
      'livestreaming:livestreams.spaced.name: "Key note!" is not allowed; use letters, digits, - and _ only, at least one',
  },
  {
    what: "a colour that is none",
    config: colour({ 500: "blue" }, "coloured"),
    message:
      'livestreaming:presets.coloured.ui.designTokens.colors.brand["500"]: "blue" is not allowed; use a colour such as #2160fd or #fff',
  },
  {
    what: "a logo that is no address",
    config: preset({ ui: { designTokens: { logo: "logo.png" } } }, "branded"),
    message:
      'livestreaming:presets.branded.ui.designTokens.logo: "logo.png" is not allowed; use a URL that starts with https://',
  },
  {
    what: "a URL that is none",
    config: target("unreachable", { liveInput: "hub", url: "https://example.com/live" }),
    message:
      'livestreaming:restreamTargets.unreachable.url: "https://example.com/live" is not allowed; use a URL that starts with rtmps://, rtmp:// or srt://',
  },
  {
    what: "an unknown property",
    config: preset(
      { permissions: { canFly: true, polls: { canCreate: true } }, template: "host" },
      "flying",
    ),
    message:
      "livestreaming:presets.flying.permissions.canFly: unknown; allowed here: acceptWaitingRequests",
  },
  {
    what: "a number out of range",
    config: { "livestreaming:liveInputs": { hub: { deleteRecordingAfterDays: 29 } } },
    message:
      "livestreaming:liveInputs.hub.deleteRecordingAfterDays: 29 is not allowed; give at least 30",
  },
  {
    what: "a live input that the stack does not have",
    config: target("nowhere", { liveInput: "hbu" }),
    message:
      'livestreaming:restreamTargets.nowhere.liveInput: "hbu" is not a logical name in liveInputs; use hub',
  },
  {
    what: "a live input twice",
    config: target("double", { liveInput: "hub", liveInputId: "0123456789abcdef0123456789abcdef" }),
    message:
      "livestreaming:restreamTargets.double.liveInput: cannot be set together with liveInputId; give liveInput (a logical name in liveInputs) or liveInputId",
  },
  {
    what: "no stream key",
    config: target("keyless", { liveInput: "hub", streamKey: undefined }),
    message: "livestreaming:restreamTargets.keyless.streamKey: missing; give a string",
  },
  {
    what: "a name twice",
    config: { "livestreaming:livestreams": { one: { name: "same" }, two: { name: "same" } } },
    message:
      "livestreaming:livestreams.two.name: is the same as in livestreams.one, but must be unique; change or remove one of them",
  },
  {
    what: "a stream key twice for one platform",
    config: {
      ...hub,
      "livestreaming:restreamTargets": {
        one: { liveInput: "hub", platform: "youtube", streamKey: new Secret("the-same-key") },
        two: { liveInput: "hub", platform: "youtube", streamKey: new Secret("the-same-key") },
      },
    },
    message:
      "livestreaming:restreamTargets.two.streamKey: is the same as in restreamTargets.one, but must be unique; change or remove one of them",
  },
  {
    what: "an entry that is no object",
    config: { "livestreaming:livestreams": { flat: true } },
    message: "livestreaming:livestreams.flat: true is not an object",
  },
];

/** What only the API can tell; of {@link Case.message}, the whole. */
const refusedByApi: Case[] = [
  {
    what: "a token that the API refuses",
    config: {
      ...livestream({}),
      "realtimekit:apiToken": new Secret("a-token-that-is-refused"),
    },
    message: `GET …/realtime/kit/${APP}/livestreams responded with 401: Authentication error: invalid API token (code 401). The API rejects the token: check realtimekit:apiToken (or CLOUDFLARE_API_TOKEN); it may be mistyped, expired or revoked. If you changed the token in config, refresh and destroy still use the old one until the next \`pulumi up\`, unless you run them with --run-program.`,
  },
  {
    what: "an app that the account does not have",
    config: { ...livestream({}), "realtimekit:appId": "no-such-app" },
    message:
      "GET …/realtime/kit/no-such-app/livestreams responded with 404: Unknown app no-such-app (code 404). The API did not find it: check realtimekit:accountId and realtimekit:appId.",
  },
  {
    what: "an account that the token does not have",
    config: { ...preset({}), "realtimekit:accountId": "no-such-account" },
    message: `GET /accounts/no-such-account/realtime/kit/${APP}/presets responded with 404: Unknown account no-such-account (code 404). The API did not find it: check realtimekit:accountId and realtimekit:appId.`,
  },
];

describe("bad config", () => {
  describe("is one clear message before anything is made", () => {
    const { step, check } = projectStory();
    let said: string[] = [];
    step("all of it is told at once", async (project) => {
      said = await refusals(project, cases.map(({ config }) => config).reduce(both));
      expect(said[0]).toBe(`The stack's config is not valid, for ${cases.length} reasons:`);
      expect(said).toHaveLength(cases.length + 1);
    });
    for (const { what, message } of cases)
      check(what, () => {
        expect(said.map((line) => line.trimStart().slice(0, message.length))).toContain(message);
      });
    for (const { what, config, message } of cases.slice(0, 1))
      check(`${what}, alone`, async (project) => {
        const wanted = `The stack's config is not valid: ${message}`;
        const [line = "", ...more] = await refusals(project, config);
        expect([line.slice(0, wanted.length), more]).toStrictEqual([wanted, []]);
      });
    check("an unknown config key, and every other failure beside it", assertAllToldAtOnce);
    check("config that is no object, which Pulumi itself tells", async (project) => {
      await project.config({ "livestreaming:livestreams": "keynote" });
      const up = await project.up();
      assertRefused(up);
      const message = "configuration key 'livestreams' must be of type 'object'";
      expect(up.text.split(message)).toHaveLength(2);
    });
    check("none of it reached the API", async (project) => {
      expect(await project.requests()).toStrictEqual([]);
      await assertNothingMade(project);
      await project.assertNoSecretLeaked();
    });
  });

  describe("that only the API can tell is one clear message, and nothing is made", () => {
    const { check } = projectStory({ emulator: { token: "the-token-that-is-taken" } });
    for (const one of refusedByApi) check(one.what, (project) => assertRefusedByApi(project, one));
    check("what is secret is nowhere in plain text", (project) => project.assertNoSecretLeaked());
  });
});

/** The lines that an up says of this config, in one error. */
async function refusals(project: Project, config: Case["config"]): Promise<string[]> {
  await project.config(config);
  const up = await project.up();
  assertRefused(up);
  expect(lines(up)).toStrictEqual([]);
  const [error = "", ...more] = errorsOf(up);
  expect(more).toStrictEqual([]);
  return error.split("\n");
}

/** Two configs as one: the entries of both, and what both say of one entry. */
function both(one: Case["config"], other: Case["config"]): Case["config"] {
  const result = { ...one };
  for (const [key, value] of Object.entries(other)) {
    const before = result[key];
    result[key] = isPlain(value) && isPlain(before) ? both(before, value) : value;
  }
  return result;
}

async function assertAllToldAtOnce(project: Project): Promise<void> {
  await project.config({
    ...colour({ 500: "blue", 600: 7 }),
    ...livestream({ name: "Key note!", keyVersion: "", color: "red" }),
    "livestreaming:livestream": {},
    "realtimekit:apiToken": undefined,
  });
  const up = await project.up();
  assertRefused(up);
  const said = errorsOf(up).join("\n");
  expect(said).toMatch(/^The stack's config is not valid, for 7 reasons:\n/);
  for (const path of [
    "livestreaming:livestreams.keynote.name: ",
    "livestreaming:livestreams.keynote.keyVersion: ",
    "livestreaming:livestreams.keynote.color: unknown; allowed here: ",
    'livestreaming:presets.host.ui.designTokens.colors.brand["500"]: ',
    'livestreaming:presets.host.ui.designTokens.colors.brand["600"]: ',
    "livestreaming:livestream: unknown; did you mean livestreams? Allowed here: ",
    "realtimekit:apiToken: ",
  ]) {
    const timesSaid = said.split(`\n  ${path}`).length - 1;
    showing(up, () => expect({ path, timesSaid }).toStrictEqual({ path, timesSaid: 1 }));
  }
}

async function assertRefusedByApi(project: Project, { config, message }: Case): Promise<void> {
  await project.config(config);
  const up = await project.up();
  assertRefused(up);
  const said = errorsOf(up).map((text) => text.replace(/\/accounts\/[0-9a-f]{32}/, "…"));
  expect(said).toStrictEqual([message]);
  await assertNothingMade(project);
}

/** Asked with the token that the API takes, whatever the case's was. */
async function assertNothingMade(project: Project): Promise<void> {
  expect(await counts(project)).toStrictEqual({
    livestreams: 0,
    presets: 0,
    liveInputs: 0,
    targets: 0,
  });
}
