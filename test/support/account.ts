/** The account and the app of the tests, and their API paths. */
import type { Settings } from "../../provider/client/settings.ts";

export const ACCOUNT = "023e105f4ecef8ad9ca31a8372d0c353";
/** The app that a test's emulator has from the start. */
export const APP = "14a396e7-ca44-4937-bf1f-050a69118543";

/** The paths of the account's apps, of the app's resources and of the account's live inputs, below the API's base. */
export const APPS = `/accounts/${ACCOUNT}/realtime/kit/apps`;
export const KIT = `/accounts/${ACCOUNT}/realtime/kit/${APP}`;
export const STREAM = `/accounts/${ACCOUNT}/stream/live_inputs`;

/** The settings of a stack in this account, for tests without API calls. */
export const settings: Settings = {
  accountId: ACCOUNT,
  appId: APP,
  apiToken: "a-token",
  baseUrl: "https://api.example.com/client/v4",
};
