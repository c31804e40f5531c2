import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  getApp,
  getLivestream,
  getLivestreamAnalytics,
  getLivestreams,
  getPreset,
} from "../../components/index.ts";
import { configure, messageOf, start } from "./harness.ts";

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
      "getApp: name: not together with id; give one of the two",
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
      'getLivestreams: startTime: "yesterday" is not allowed; give a time such as 2026-01-31T18:00:00Z, or a day such as 2026-01-31 for its beginning in UTC',
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
      'getLivestreams cannot be answered, for 2 reasons:\n  excludeMeetings: "no" is not a boolean\n  sortOrder: "DESC" is not allowed; use one of "ASC", "DSC"',
    ],
    ["nothing", () => untyped(getApp)(undefined), "getApp: missing; give an object"],
  ];
  for (const [name, call, expected] of cases) {
    it(name, async (t) => {
      const { requests } = await start(t);
      assert.equal(await messageOf(call()), expected);
      assert.deepEqual(await requests(), [], "nothing is asked of the API");
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
    assert.equal(
      await messageOf(getLivestreams()),
      [
        "getLivestreams cannot be answered, for 4 reasons:",
        "  realtimekit:accountId: missing; this is the Cloudflare account: set it by `pulumi config set realtimekit:accountId …` or in CLOUDFLARE_ACCOUNT_ID",
        "  realtimekit:appId: missing; this is the RealtimeKit app: set it by `pulumi config set realtimekit:appId …` or in REALTIMEKIT_APP_ID",
        "  realtimekit:apiToken: missing; this is an API token with the permission Realtime Admin (and Stream: Edit for live inputs): set it by `pulumi config set --secret realtimekit:apiToken …` or in CLOUDFLARE_API_TOKEN",
        '  realtimekit:baseUrl: "nowhere" is not an address; give one that starts with https:// (default https://api.cloudflare.com/client/v4)',
      ].join("\n"),
    );
  });

  it("needs no app to look for an app", async (t) => {
    await start(t, { appName: "first" }, { "realtimekit:appId": undefined });
    assert.equal((await getApp({ name: "first" })).name, "first");
  });

  it("takes account and app from the arguments before those of the config", async (t) => {
    const ids = { accountId: "an-account", appId: "d1e0ae1c-1f1b-4f5e-8d0e-6d1f3d1d2c3b" };
    const { requests } = await start(t, ids);
    assert.deepEqual(await getLivestreams(ids), { livestreams: [] });
    assert.deepEqual(await requests(), ["GET /livestreams?page_no=1&per_page=100"]);
    assert.match(await messageOf(getLivestreams()), /Unknown account/);
  });

  it("says what to do about a token that the API refuses", async (t) => {
    await start(t, { token: "another-token-than-ours" });
    assert.match(
      await messageOf(getLivestream({ id: "x" })),
      /^getLivestream: GET \/accounts\/\w+\/realtime\/kit\/[\w-]+\/livestreams\/x answered 401: .*The API refuses the token: check realtimekit:apiToken/,
    );
  });

  it("tells an unknown app from a thing that is not in it", async (t) => {
    await start(t);
    const appId = "00000000-0000-4000-8000-000000000000";
    for (const lookup of [getLivestream, getPreset]) {
      assert.match(
        await messageOf(lookup({ id: "x", appId })),
        /answered 404: Unknown app 00000000-.* check realtimekit:accountId and realtimekit:appId\.$/,
      );
    }
  });
});
