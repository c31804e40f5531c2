/** The settings: the account, the app, the token and the URL of the API. */
import { showValue, unknownName } from "../schema/failures.ts";
import { ID_RULE, isId } from "../schema/schema.ts";

/** The settings from config or the environment. */
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
    what: "the id of the Cloudflare account",
    description: "The ID of the Cloudflare account.",
  },
  appId: {
    keys: ["realtimekit:appId"],
    variable: "REALTIMEKIT_APP_ID",
    what: "the id of the RealtimeKit app",
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
    what: "the URL of the API",
    description: "The URL of the API. Default: `https://api.cloudflare.com/client/v4`.",
  },
};

const HOST_KEY = `${SETTINGS_NAMESPACE}:${HOST_SETTING}`;

export const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[];

/** The URL of Cloudflare's API (contract). */
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

/** The message for a missing setting. */
export function missing(name: SettingName): string {
  return `${keyOf(name)}: missing; this is ${SETTINGS[name].what}: ${set(name)}`;
}

/** What is wrong with the settings: those of `needed` that are missing, and values that are not allowed. */
export function settingsProblems(settings: Settings, needed: readonly SettingName[]): string[] {
  const absent = needed.filter((name) => !settings[name]);
  return [...absent.map((name) => missing(name)), ...badSettings(settings)];
}

function keyOf(name: SettingName): string {
  return SETTINGS[name].keys[0];
}

function set(name: SettingName): string {
  const secret = name === "apiToken" ? "--secret " : "";
  return `set it with \`pulumi config set ${secret}${keyOf(name)} …\` or in the environment variable ${SETTINGS[name].variable}`;
}

/**
 * Unknown config keys in the namespace of the settings. A mistyped key would be ignored: with `baseURL`, a
 * stack would use the real API.
 *
 * @param own other keys of the namespace, for a project with the same name
 */
export function unknownSettings(keys: readonly string[], own: readonly string[] = []): string[] {
  const known = [...SETTING_NAMES.map(keyOf), HOST_KEY, ...own];
  return keys
    .filter((key) => key.startsWith(`${SETTINGS_NAMESPACE}:`) && !known.includes(key))
    .map((key) => `${key}: ${unknownName(key, known)}`);
}

/** The failures of settings that are set. */
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

/** A token with such characters cannot be sent in a header. It is not shown. */
function badToken(token: string | undefined): string[] {
  if (token === undefined || /^[\x21-\x7e]+$/.test(token)) return [];
  return [
    `${keyOf("apiToken")}: contains a line break, a space or another character that a token cannot have; ${set("apiToken")}`,
  ];
}

/** The failure of the API's URL, if any. */
export function badBaseUrl(baseUrl: string): string | undefined {
  const wrong = wrongInUrl(baseUrl);
  // Everything up to the last @ may be a password.
  const shown = showValue(baseUrl.replace(/\/\/.*@/s, "//…@"));
  return wrong && `${keyOf("baseUrl")}: ${shown} ${wrong} (default ${DEFAULT_BASE_URL})`;
}

function wrongInUrl(baseUrl: string): string | undefined {
  const url = URL.parse(baseUrl);
  if (!url || !/^https?:$/.test(url.protocol))
    return "is not a URL; give one that starts with https://";
  if (url.username !== "" || url.password !== "")
    return "contains a user or a password, which is not allowed; remove it";
  if (url.search !== "" || url.hash !== "")
    return "contains a ? or a #, which is not allowed; remove it";
  return undefined;
}
