/** The token and the app. */
import { ASSUMED, DOCUMENTED, NotAsked, OBSERVED, probe, type Probe, TYPED } from "../probe.ts";
import type { World } from "../world.ts";

/** No app has it. */
const NO_APP = "00000000-0000-4000-8000-000000000000";

async function tokenOwner(world: World): Promise<string> {
  const account = encodeURIComponent(world.settings.accountId ?? "");
  if ((await world.get("/user/tokens/verify")).status === 200) return "user";
  const { status } = await world.get(`/accounts/${account}/tokens/verify`);
  return status === 200 ? "account" : "unverifiable";
}

export const accountProbes: readonly Probe[] = [
  probe(
    "token.owner",
    "user",
    { user: { tokenOwner: "user" }, account: { tokenOwner: "account" } },
    {
      call: "GET /user/tokens/verify, then the account's",
      source: DOCUMENTED,
      neededBy: "doctor",
      run: tokenOwner,
    },
  ),
  probe(
    "app.created",
    "201",
    { "201": {}, "200": {} },
    {
      call: "POST apps",
      source: ASSUMED,
      neededBy: "App",
      run: ({ newApp }) => {
        if (newApp === undefined) throw new NotAsked("the app existed");
        return Promise.resolve(newApp.status);
      },
    },
  ),
  probe(
    "app.listed",
    "at once",
    { "at once": {}, late: { listedAfterMs: 1000 } },
    {
      call: "GET apps, after POST apps",
      source: ASSUMED,
      neededBy: "App",
      run: ({ newApp }) => {
        if (newApp === undefined) throw new NotAsked("the app existed");
        return Promise.resolve(newApp.listed);
      },
    },
  ),
  probe(
    "app.missing",
    "404",
    { "404": {}, "403": {}, "400": {} },
    {
      call: "GET presets of an app that does not exist",
      source: ASSUMED,
      neededBy: "every resource in an app",
      run: async (world) => {
        const path = world.kit("/presets").replace(/[^/]+\/presets$/, `${NO_APP}/presets`);
        return String((await world.get(path)).status);
      },
    },
  ),
  probe(
    "account.missing",
    "404",
    { "404": {}, "403": {}, "400": {}, "401": {} },
    {
      call: "GET apps of an account that does not exist",
      source: ASSUMED,
      neededBy: "doctor",
      run: async (world) => {
        const path = `/accounts/${"0".repeat(32)}/realtime/kit/apps`;
        return String((await world.get(path)).status);
      },
    },
  ),
  probe(
    "token.wrong",
    "401",
    { "401": {}, "400": {}, "403": {} },
    {
      call: "GET apps with a token that is not valid",
      source: OBSERVED,
      neededBy: "doctor, messages",
      run: async (world) => {
        const headers = { authorization: `Bearer ${"x".repeat(40)}` };
        const { status } = await world.client.call("get", world.apps, undefined, headers);
        if (status === 200) throw new NotAsked("this API accepts any token");
        return String(status);
      },
    },
  ),
  probe(
    "app.paging",
    "beside",
    { beside: {}, absent: {} },
    {
      call: "GET apps: the total",
      source: TYPED,
      neededBy: "App, getApp",
      run: async (world) => {
        const { body } = await world.get(`${world.apps}?per_page=1`);
        return typeof body === "object" && body !== null && "paging" in body ? "beside" : "absent";
      },
    },
  ),
];
