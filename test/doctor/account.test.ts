import { accountFindings } from "../../cli/doctor/account.ts";
import type { Settings } from "../../provider/client/settings.ts";
import { ACCOUNT, APP, emulatorPerTest, type TestEmulator } from "../support/emulator.ts";

const emulator = emulatorPerTest();

const TOKEN = "the-token-of-the-doctor";

/** What the doctor says, a line a check: its sign, what it is, what was found. */
async function findings(api: TestEmulator, more: Partial<Settings> = {}) {
  const settings = { accountId: ACCOUNT, appId: APP, apiToken: TOKEN, baseUrl: api.baseUrl };
  const found = await accountFindings({ ...settings, ...more });
  return found.map(({ what, status, found: text }) => `${status} ${what}: ${text}`);
}

async function todos(api: TestEmulator, more: Partial<Settings> = {}) {
  const settings = { accountId: ACCOUNT, appId: APP, apiToken: TOKEN, baseUrl: api.baseUrl };
  const found = await accountFindings({ ...settings, ...more });
  return found.flatMap(({ todo }) => todo ?? []);
}

const ALL_WELL = [
  "ok API token: valid",
  `ok Account: ${ACCOUNT}`,
  `ok App: ${APP}`,
  "ok Realtime: read and write",
  "ok Livestreams: can be created",
  "ok Stream: read and write",
];

/** What the doctor asks for; each of the writes is refused, whatever it meets. */
const ASKED = [
  "GET /user/tokens/verify 200",
  `GET /accounts/${ACCOUNT}/realtime/kit/apps 200`,
  `GET /accounts/${ACCOUNT}/realtime/kit/${APP}/livestreams 200`,
  `PATCH /accounts/${ACCOUNT}/realtime/kit/${APP}/presets/00000000-0000-4000-8000-000000000000 404`,
  `POST /accounts/${ACCOUNT}/realtime/kit/${APP}/livestreams 400`,
  `GET /accounts/${ACCOUNT}/stream/live_inputs 200`,
  `DELETE /accounts/${ACCOUNT}/stream/live_inputs/00000000000000000000000000000000 404`,
];

describe("the doctor at Cloudflare", () => {
  it("finds all well, and makes and changes nothing", async () => {
    const api = await emulator({ token: TOKEN });
    expect(await findings(api)).toStrictEqual(ALL_WELL);
    const requests = await api.control.requests();
    expect(requests.map(({ method, path, status }) => `${method} ${path} ${status}`)).toStrictEqual(
      ASKED,
    );
  });

  it("knows tokens of an account", async () => {
    const api = await emulator({ token: TOKEN });
    await api.control.quirks({ tokenOwner: "account" });
    expect(await findings(api)).toStrictEqual(ALL_WELL);
  });

  it("tells a token that is not valid, and how to make one", async () => {
    const api = await emulator({ token: "another" });
    const [token, ...others] = await findings(api);
    expect(token).toBe(
      "failed API token: 401: Authentication error: invalid API token (code 10000)",
    );
    expect(others).toStrictEqual(
      ["Account", "App", "Realtime", "Livestreams", "Stream"].map(
        (what) => `skipped ${what}: skipped: needs a valid token`,
      ),
    );
    expect(await todos(api)).toStrictEqual([
      expect.stringMatching(/^create a token .* pulumi config set --secret realtimekit:apiToken$/),
    ]);
  });

  it("tells a token that may only read", async () => {
    const api = await emulator({ token: "another", readOnlyToken: TOKEN });
    expect((await findings(api)).slice(3)).toStrictEqual([
      "warning Realtime: read only",
      "skipped Livestreams: skipped: needs the line above",
      "warning Stream: read only",
    ]);
    expect(await todos(api)).toStrictEqual([
      "give the token the permission Realtime Admin on this account",
      "give the token the permission Stream: Edit on this account",
    ]);
  });

  it("tells a token that may not see Stream", async () => {
    const api = await emulator({ token: TOKEN });
    await api.control.fault({ method: "GET", path: "stream/live_inputs", status: 403 });
    const found = await findings(api);
    expect(found.slice(0, 5)).toStrictEqual(ALL_WELL.slice(0, 5));
    expect(found[5]).toMatch(/^warning Stream: 403: /);
  });

  it("tells an app that is not there, and those that are", async () => {
    const api = await emulator({ token: TOKEN });
    const wrong = { appId: "no-such-app" };
    expect((await findings(api, wrong)).slice(1, 3)).toStrictEqual([
      `ok Account: ${ACCOUNT}`,
      "failed App: 404: Unknown app no-such-app (code 404)",
    ]);
    const [todo] = await todos(api, wrong);
    expect(todo).toContain(`check realtimekit:appId; apps in the account: `);
    expect(todo).toContain(`(${APP})`);
  });

  it("tells an account that is not there", async () => {
    const api = await emulator({ token: TOKEN });
    expect((await findings(api, { accountId: "nowhere" }))[1]).toMatch(
      /^failed Account: 404: Unknown account nowhere/,
    );
  });

  for (const status of [404, 405, 410] as const) {
    it(`tells that livestreams are no longer created where the API answers ${status}`, async () => {
      const api = await emulator({ token: TOKEN });
      await api.control.quirks({ createLivestreamGone: status });
      expect((await findings(api))[4]).toBe(
        "warning Livestreams: the API no longer creates independent livestreams in this account",
      );
      expect(await todos(api)).toStrictEqual(["use live inputs (LiveInput, Broadcast) for ingest"]);
    });
  }

  it("tells what is missing, each with how to set it", async () => {
    const api = await emulator({ token: TOKEN });
    const found = await accountFindings({ baseUrl: api.baseUrl });
    const failures = found.filter(({ status }) => status === "failed");
    expect(failures.map(({ what }) => what)).toStrictEqual([
      "realtimekit:apiToken",
      "realtimekit:accountId",
      "realtimekit:appId",
    ]);
    expect(failures.map(({ todo }) => todo)).toStrictEqual([
      expect.stringContaining("`pulumi config set --secret realtimekit:apiToken …`"),
      expect.stringContaining("`pulumi config set realtimekit:accountId …`"),
      expect.stringContaining("`pulumi config set realtimekit:appId …`"),
    ]);
    expect(await api.control.requests()).toStrictEqual([]);
  });

  it("tells an API that cannot be reached, and never the token", async () => {
    // A port that nothing is given by chance, as that of an emulator that has just ended may be.
    const baseUrl = "http://127.0.0.1:2/client/v4";
    const found = await accountFindings({
      accountId: ACCOUNT,
      appId: APP,
      apiToken: TOKEN,
      baseUrl,
    });
    expect(found[0]).toMatchObject({
      status: "failed",
      found: expect.stringMatching(/^The API cannot be reached \(.*ECONNREFUSED.*\)$/) as string,
      todo: "check the network and realtimekit:baseUrl",
    });
    expect(JSON.stringify(found)).not.toContain(TOKEN);
  });
});
