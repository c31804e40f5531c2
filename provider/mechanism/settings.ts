/** Where the account, the app, the API's address and the token come from. */

/** What reaches the API; each is absent where neither config nor environment has it. */
export interface Settings {
  readonly accountId?: string | undefined;
  readonly appId?: string | undefined;
  readonly apiToken?: string | undefined;
  readonly baseUrl: string;
}

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
  const { keys, variable } = SOURCES[name];
  const secret = name === "apiToken" ? "--secret " : "";
  return `${keys[0]}: missing; this is ${WHAT[name]}: set it by \`pulumi config set ${secret}${keys[0]} …\` or in ${variable}`;
}

/** What is wrong with the API's address, if anything is. */
export function badBaseUrl(baseUrl: string): string | undefined {
  if (URL.canParse(baseUrl) && /^https?:$/.test(new URL(baseUrl).protocol)) return undefined;
  return `realtimekit:baseUrl: ${JSON.stringify(baseUrl)} is not an address; give one that starts with https:// (default ${DEFAULT_BASE_URL})`;
}
