/**
 * Checks the account: the token and its permissions, the account, the app, livestreams and Stream. Nothing
 * is changed: write permissions are checked with writes to ids that do not exist, for which the API responds
 * with 404 if the token can write and with 403 if it cannot.
 */
import { BaseTokens as AccountTokens } from "cloudflare/resources/accounts/tokens";
import { BaseApps } from "cloudflare/resources/realtime-kit/apps";
import { BaseTokens as UserTokens } from "cloudflare/resources/user/tokens";
import * as z from "zod";
import { type Api, apiFor } from "../../provider/client/api.ts";
import { briefly, statusOf } from "../../provider/client/errors.ts";
import { type Settings, settingsProblems } from "../../provider/client/settings.ts";
import { failed, type Finding, ok, skipped, warning } from "./finding.ts";

const PERMISSIONS = "give the token the permission Realtime Admin on this account";
const STREAM = "give the token the permission Stream: Edit on this account";
const NEW_TOKEN =
  "create a token with the permissions Realtime Admin and Stream: Edit (dash.cloudflare.com, Manage Account, API Tokens) and set it: pulumi config set --secret realtimekit:apiToken";

/** Ids that do not exist, in both formats. */
const NO_UUID = "00000000-0000-4000-8000-000000000000";
const NO_UID = "0".repeat(32);

const ONCE = { maxRetries: 0 };

/** The result of a call: its status, if there is one, and the message. */
interface Answer {
  readonly status: number | undefined;
  readonly words: string;
  readonly body?: unknown;
}

/** All findings about the account. */
export async function accountFindings(settings: Settings): Promise<Finding[]> {
  const lacking = lackingSettings(settings);
  if (lacking.length > 0) return [...lacking, ...withoutApi("these settings")];
  const { accountId = "", appId = "" } = settings;
  const account: Account = { api: apiFor(settings), settings, accountId, appId };
  const token = await tokenFinding(account);
  if (token.status === "failed") return [token, ...withoutApi("a valid token")];
  const realtime = await realtimeFindings(account);
  return [token, ...realtime, await streamFinding(account)];
}

interface Account {
  readonly api: Api;
  readonly settings: Settings;
  readonly accountId: string;
  readonly appId: string;
}

function lackingSettings(settings: Settings): Finding[] {
  return settingsProblems(settings, ["apiToken", "accountId", "appId"]).map((text) => {
    const [what = "", ...rest] = text.split(": ");
    return failed(what, "missing or invalid", rest.join(": "));
  });
}

function withoutApi(needs: string): Finding[] {
  return ["Account", "App", "Realtime", "Livestreams", "Stream"].map((what) =>
    skipped(what, needs),
  );
}

async function look({ settings }: Account, call: () => PromiseLike<unknown>): Promise<Answer> {
  try {
    return { status: 200, words: "", body: await call() };
  } catch (error) {
    const words = briefly(error, [settings.apiToken ?? ""]);
    return { status: statusOf(error), words };
  }
}

/** A token belongs to a user or to the account; each has its own call to verify it. */
async function tokenFinding(account: Account): Promise<Finding> {
  const { api, accountId } = account;
  const what = "API token";
  const ofUser = await look(account, () => api.use(UserTokens).verify(ONCE));
  const ofAccount =
    ofUser.status === 200 || ofUser.status === undefined
      ? ofUser
      : await look(account, () => api.use(AccountTokens).verify({ account_id: accountId }, ONCE));
  const { status, words, body } = ofAccount;
  if (status === undefined) return failed(what, words, "check the network and realtimekit:baseUrl");
  const state = z.looseObject({ status: z.string() }).safeParse(body).data?.status;
  if (status === 200 && (state ?? "active") === "active") return ok(what, "valid");
  if (status === 200) return failed(what, state ?? "", NEW_TOKEN);
  // A gateway may not support these calls.
  if (status === 404 || status === 405)
    return warning(what, "the API cannot check whether it is valid", "see the lines below");
  return failed(what, words, NEW_TOKEN);
}

async function realtimeFindings(account: Account): Promise<Finding[]> {
  const { api, accountId, appId } = account;
  const listed = await look(account, () =>
    api.use(BaseApps).get({ account_id: accountId, per_page: 100 }, ONCE),
  );
  const { status, words } = listed;
  if (status === 403 || status === 401)
    return [failed("Realtime", words, PERMISSIONS), ...rest("Account", "App", "Livestreams")];
  if (status !== 200) {
    const todo = "check realtimekit:accountId: the id is in the URL of the dashboard";
    return [failed("Account", words, todo), ...rest("App", "Realtime", "Livestreams")];
  }
  const apps = await look(account, () =>
    api.client.get(`${kit(account)}/livestreams?per_page=1`, ONCE),
  );
  const known = ok("Account", accountId);
  if (apps.status !== 200) {
    const todo = `check realtimekit:appId; apps in the account: ${namesOf(listed.body) || "none"}`;
    return [known, failed("App", apps.words, todo), ...rest("Realtime", "Livestreams")];
  }
  const app = ok("App", appId);
  const write = await look(account, () =>
    api.client.patch(`${kit(account)}/presets/${NO_UUID}`, { body: {}, ...ONCE }),
  );
  if (isForbidden(write))
    return [known, app, warning("Realtime", "read only", PERMISSIONS), ...rest("Livestreams")];
  return [known, app, ok("Realtime", "read and write"), await livestreamsFinding(account)];
}

/**
 * Whether the API still creates independent livestreams: if the call exists, it rejects a body that is not
 * JSON, and creates nothing.
 */
async function livestreamsFinding(account: Account): Promise<Finding> {
  const what = "Livestreams";
  const headers = { "content-type": "application/json" };
  const { status, words } = await look(account, () =>
    account.api.client.post(`${kit(account)}/livestreams`, { body: "{", headers, ...ONCE }),
  );
  if (status === 404 || status === 405 || status === 410)
    return warning(
      what,
      "the API no longer creates independent livestreams in this account",
      "use live inputs (LiveInput, Broadcast) for ingest",
    );
  if (status === 400 || status === 415 || status === 422) return ok(what, "can be created");
  return warning(what, words, "the first pulumi up will show whether livestreams can be created");
}

async function streamFinding(account: Account): Promise<Finding> {
  const what = "Stream";
  const inputs = `/accounts/${encodeURIComponent(account.accountId)}/stream/live_inputs`;
  const read = await look(account, () => account.api.client.get(inputs, ONCE));
  const needed = `${STREAM}, and check that the account has a Stream subscription; live inputs, restream targets and broadcasts need both`;
  if (read.status !== 200) return warning(what, read.words, needed);
  const write = await look(account, () => account.api.client.delete(`${inputs}/${NO_UID}`, ONCE));
  return isForbidden(write) ? warning(what, "read only", STREAM) : ok(what, "read and write");
}

function isForbidden({ status }: Answer): boolean {
  return status === 401 || status === 403;
}

function rest(...names: string[]): Finding[] {
  return names.map((what) => skipped(what, "the line above"));
}

function kit({ accountId, appId }: Account): string {
  return `/accounts/${encodeURIComponent(accountId)}/realtime/kit/${encodeURIComponent(appId)}`;
}

const apps = z.looseObject({
  data: z.array(z.looseObject({ id: z.string(), name: z.string().nullish() })),
});

function namesOf(body: unknown): string {
  const found = apps.safeParse(body).data?.data ?? [];
  return found.map(({ id, name }) => `${name ?? ""} (${id})`).join(", ");
}
