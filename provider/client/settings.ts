/** Where the account, the app, the API's address and the token come from. */
import { showValue, unknownName } from "../schema/failures.ts";
import { ID_RULE, isId } from "../schema/schema.ts";

/** What reaches the API; each is absent where neither config nor environment has it. */
export interface Settings {
  readonly accountId?: string | undefined;
  readonly appId?: string | undefined;
  readonly apiToken?: string | undefined;
  readonly baseUrl: string;
}

/** The config namespace of the settings. */
export const SETTINGS_NAMESPACE = "realtimekit";

/** Config keys first, in this order, then the environment variable. */
const SOURCES = {
  accountId: { keys: ["realtimekit:accountId"], variable: "CLOUDFLARE_ACCOUNT_ID" },
  appId: { keys: ["realtimekit:appId"], variable: "REALTIMEKIT_APP_ID" },
  apiToken: {
    keys: ["realtimekit:apiToken", "cloudflare:apiToken"],
    variable: "CLOUDFLARE_API_TOKEN",
  },
  baseUrl: { keys: ["realtimekit:baseUrl"], variable: "CLOUDFLARE_BASE_URL" },
} as const;

export type SettingName = keyof typeof SOURCES;

export const SETTING_NAMES = Object.keys(SOURCES) as SettingName[];

const WHAT: Record<SettingName, string> = {
  accountId: "the Cloudflare account",
  appId: "the RealtimeKit app",
  apiToken: "an API token with the permission Realtime Admin (and Stream: Edit for live inputs)",
  baseUrl: "the API's address",
};

/** Cloudflare's API (contract). */
export const DEFAULT_BASE_URL = "https://api.cloudflare.com/client/v4";

/** Reads the settings; `get` reads one config key with its namespace. */
export function readSettings(
  get: (key: string) => string | undefined,
  environment: NodeJS.ProcessEnv = process.env,
): Settings {
  const find = (name: SettingName) => {
    const { keys, variable } = SOURCES[name];
    const values = [...keys.map(get), environment[variable]];
    return values.find((value) => value !== undefined && value !== "");
  };
  return {
    accountId: find("accountId"),
    appId: find("appId"),
    apiToken: find("apiToken"),
    baseUrl: find("baseUrl") ?? DEFAULT_BASE_URL,
  };
}

/** What to do about a setting that is missing. */
export function missing(name: SettingName): string {
  return `${keyOf(name)}: missing; this is ${WHAT[name]}: ${set(name)}`;
}

function keyOf(name: SettingName): string {
  return SOURCES[name].keys[0];
}

function set(name: SettingName): string {
  const secret = name === "apiToken" ? "--secret " : "";
  return `set it by \`pulumi config set ${secret}${keyOf(name)} …\` or in ${SOURCES[name].variable}`;
}

/**
 * Config keys that look like settings and are none: a mistyped one would be as if it were not there,
 * and `baseURL` would send a stack to the real API.
 *
 * @param own names that the namespace has beside the settings, as where a project is named like it
 */
export function unknownSettings(keys: readonly string[], own: readonly string[] = []): string[] {
  const known = [...SETTING_NAMES.map(keyOf), ...own];
  return keys
    .filter((key) => key.startsWith(`${SETTINGS_NAMESPACE}:`) && !known.includes(key))
    .map((key) => `${key}: ${unknownName(key, known)}`);
}

/** What is wrong with settings that are there. */
export function badSettings({ accountId, appId, apiToken, baseUrl }: Settings): string[] {
  const bad = badBaseUrl(baseUrl);
  return [
    ...badId("accountId", accountId),
    ...badId("appId", appId),
    ...badToken(apiToken),
    ...(bad === undefined ? [] : [bad]),
  ];
}

function badId(name: SettingName, value: string | undefined): string[] {
  if (value === undefined || isId(value)) return [];
  return [`${keyOf(name)}: ${showValue(value)} is not allowed; ${ID_RULE}`];
}

/** Of a token nothing is shown: it would be refused by what sends it, and printed in doing so. */
function badToken(token: string | undefined): string[] {
  if (token === undefined || /^[\x21-\x7e]+$/.test(token)) return [];
  return [
    `${keyOf("apiToken")}: has a line break, a blank or another character that no token has; ${set("apiToken")}`,
  ];
}

/** What is wrong with the API's address, if anything is. */
export function badBaseUrl(baseUrl: string): string | undefined {
  const wrong = wrongInUrl(baseUrl);
  // Up to the last @ it may be a password, whatever is in it.
  const shown = showValue(baseUrl.replace(/\/\/.*@/s, "//…@"));
  return wrong && `${keyOf("baseUrl")}: ${shown} ${wrong} (default ${DEFAULT_BASE_URL})`;
}

function wrongInUrl(baseUrl: string): string | undefined {
  const url = URL.parse(baseUrl);
  if (!url || !/^https?:$/.test(url.protocol))
    return "is not an address; give one that starts with https://";
  if (url.username !== "" || url.password !== "")
    return "has a user or a password, which the API does not take; give the address without";
  if (url.search !== "" || url.hash !== "")
    return "has a ? or a #, behind which no path can follow; give the address without";
  return undefined;
}
