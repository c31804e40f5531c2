import {
  getApp,
  getLivestream,
  getLivestreamAnalytics,
  getLivestreams,
  getPreset,
} from "../../module.ts";
import { configure, messageOf, startPerTest } from "./harness.ts";

const start = startPerTest();

/** What a JavaScript program could pass, whatever the types say. */
function untyped(lookup: unknown): (args: unknown) => Promise<unknown> {
  return lookup as (args: unknown) => Promise<unknown>;
}

describe("what is wrong with a lookup's arguments", () => {
  const cases: [string, () => Promise<unknown>, string][] = [
    [
      "neither id nor name",
      () => untyped(getLivestream)({}),
      "getLivestream: id: missing; give id or name",
    ],
    [
      "both",
      () => untyped(getApp)({ id: "a", name: "b" }),
      "getApp: name: cannot be set together with id; give one of the two",
    ],
    [
      "an empty id",
      () => getPreset({ id: "" }),
      'getPreset: id: "" is not allowed; give at least 1 character',
    ],
    [
      "an unknown key",
      () => untyped(getPreset)({ id: "a", title: "b" }),
      "getPreset: title: unknown; allowed here: id, name, accountId, appId",
    ],
    [
      "an app id where there is but an account",
      () => untyped(getApp)({ name: "a", appId: "b" }),
      "getApp: appId: unknown; allowed here: id, name, accountId",
    ],
    [
      "a status that there is not",
      () => untyped(getLivestreams)({ status: "ON_AIR" }),
      'getLivestreams: status: "ON_AIR" is not allowed; use one of "LIVE", "IDLE", "OFFLINE", "ERRORED", "INVOKED"',
    ],
    [
      "a time that is none",
      () => getLivestreams({ startTime: "yesterday" }),
      'getLivestreams: startTime: "yesterday" is not allowed; give a time such as 2026-01-31T18:00:00Z, or a day such as 2026-01-31 (midnight UTC)',
    ],
    [
      "a range that ends before it begins, across time zones",
      () =>
        getLivestreamAnalytics({
          startTime: "2026-01-01T10:00:00+01:00",
          endTime: "2026-01-01T08:59:59Z",
        }),
      'getLivestreamAnalytics: endTime: "2026-01-01T08:59:59.000Z" is before startTime, "2026-01-01T09:00:00.000Z"; give a later one',
    ],
    [
      "several at once",
      () => untyped(getLivestreams)({ sortOrder: "DESC", excludeMeetings: "no" }),
      'getLivestreams failed, for 2 reasons:\n  excludeMeetings: "no" is not a boolean\n  sortOrder: "DESC" is not allowed; did you mean "DSC"? Use one of "ASC", "DSC"',
    ],
    ["nothing", () => untyped(getApp)(undefined), "getApp: missing; give an object"],
  ];
  for (const [name, call, expected] of cases) {
    it(name, async () => {
      const { requests } = await start();
      expect(await messageOf(call())).toBe(expected);
      // Nothing is asked of the API.
      expect(await requests()).toStrictEqual([]);
    });
  }
});

describe("where a lookup looks", () => {
  it("tells all settings that are missing, at once", async () => {
    configure({
      "realtimekit:accountId": undefined,
      "realtimekit:appId": undefined,
      "realtimekit:apiToken": undefined,
      "realtimekit:baseUrl": "nowhere",
    });
    expect(await messageOf(getLivestreams())).toBe(
      [
        "getLivestreams failed, for 4 reasons:",
        "  realtimekit:accountId: missing; this is the id of the Cloudflare account: set it with `pulumi config set realtimekit:accountId …` or in the environment variable CLOUDFLARE_ACCOUNT_ID",
        "  realtimekit:appId: missing; this is the id of the RealtimeKit app: set it with `pulumi config set realtimekit:appId …` or in the environment variable REALTIMEKIT_APP_ID",
        "  realtimekit:apiToken: missing; this is an API token with the permission Realtime Admin (and Stream: Edit for live inputs): set it with `pulumi config set --secret realtimekit:apiToken …` or in the environment variable CLOUDFLARE_API_TOKEN",
        '  realtimekit:baseUrl: "nowhere" is not a URL; give one that starts with https:// (default https://api.cloudflare.com/client/v4)',
      ].join("\n"),
    );
  });

  it("needs no app to look for an app", async () => {
    await start({ appName: "first" }, { "realtimekit:appId": undefined });
    expect((await getApp({ name: "first" })).name).toBe("first");
  });

  it("takes account and app from the arguments before those of the config", async () => {
    const ids = { accountId: "an-account", appId: "d1e0ae1c-1f1b-4f5e-8d0e-6d1f3d1d2c3b" };
    const { requests } = await start(ids);
    expect(await getLivestreams(ids)).toStrictEqual({ livestreams: [] });
    expect(await requests()).toStrictEqual(["GET /livestreams?page_no=1&per_page=100"]);
    expect(await messageOf(getLivestreams())).toMatch(/Unknown account/);
  });

  it("says what to do about a token that the API refuses", async () => {
    await start({ token: "another-token-than-ours" });
    expect(await messageOf(getLivestream({ id: "x" }))).toMatch(
      /^getLivestream: GET \/accounts\/\w+\/realtime\/kit\/[\w-]+\/livestreams\/x responded with 401: .*The API rejects the token: check realtimekit:apiToken/,
    );
  });

  it("tells an unknown app from a thing that is not in it", async () => {
    await start();
    const appId = "00000000-0000-4000-8000-000000000000";
    for (const lookup of [getLivestream, getPreset]) {
      expect(await messageOf(lookup({ id: "x", appId }))).toMatch(
        /responded with 404: Unknown app 00000000-.* check realtimekit:accountId and realtimekit:appId\.$/,
      );
    }
  });
});
