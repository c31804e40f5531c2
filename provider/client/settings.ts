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

/** The key beside the settings by which a TypeScript program chooses what manages its resources. */
export const HOST_SETTING = "provider";

interface Setting {
  /** Config keys, the first one that has a value first. */
  readonly keys: readonly [string, ...string[]];
  /** The environment variable that is used where no key has a value. */
  readonly variable: string;
  /** What it is, as the end of a sentence. */
  readonly what: string;
  readonly description: string;
  readonly secret?: true;
}

export type SettingName = "accountId" | "appId" | "apiToken" | "baseUrl";

/** Where each setting comes from. */
export const SETTINGS: Readonly<Record<SettingName, Setting>> = {
  accountId: {
    keys: ["realtimekit:accountId"],
    variable: "CLOUDFLARE_ACCOUNT_ID",
    what: "the Cloudflare account",
    description: "The ID of the Cloudflare account.",
  },
  appId: {
    keys: ["realtimekit:appId"],
    variable: "REALTIMEKIT_APP_ID",
    what: "the RealtimeKit app",
    description: "The ID of the RealtimeKit app.",
  },
  apiToken: {
    keys: ["realtimekit:apiToken", "cloudflare:apiToken"],
    variable: "CLOUDFLARE_API_TOKEN",
    what: "an API token with the permission Realtime Admin (and Stream: Edit for live inputs)",
    description:
      "An API token with the permission Realtime Admin and, for live inputs and restream targets, Stream: Edit.",
    secret: true,
  },
  baseUrl: {
    keys: ["realtimekit:baseUrl"],
    variable: "CLOUDFLARE_BASE_URL",
    what: "the API's address",
    description: "The address of the API. Default: `https://api.cloudflare.com/client/v4`.",
  },
};

const HOST_KEY = `${SETTINGS_NAMESPACE}:${HOST_SETTING}`;

export const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[];

/** Cloudflare's API (contract). */
export const DEFAULT_BASE_URL = "https://api.cloudflare.com/client/v4";

/** Reads the settings; `get` reads one config key with its namespace. */
export function readSettings(
  get: (key: string) => string | undefined,
  environment: NodeJS.ProcessEnv = process.env,
): Settings {
  const find = (name: SettingName) => {
    const { keys, variable } = SETTINGS[name];
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
  return `${keyOf(name)}: missing; this is ${SETTINGS[name].what}: ${set(name)}`;
}

function keyOf(name: SettingName): string {
  return SETTINGS[name].keys[0];
}

function set(name: SettingName): string {
  const secret = name === "apiToken" ? "--secret " : "";
  return `set it by \`pulumi config set ${secret}${keyOf(name)} …\` or in ${SETTINGS[name].variable}`;
}

/**
 * Config keys that look like settings and are none: a mistyped one would be as if it were not there,
 * and `baseURL` would send a stack to the real API.
 *
 * @param own names that the namespace has beside the settings, as where a project is named like it
 */
export function unknownSettings(keys: readonly string[], own: readonly string[] = []): string[] {
  const known = [...SETTING_NAMES.map(keyOf), HOST_KEY, ...own];
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
