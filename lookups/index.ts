/** Lookups read the account when the program runs; their results are not stored in the state. */
export { getApp, getAppOutput, type GetAppArgs, type GetAppResult } from "./get-app.ts";
export { getLivestream, getLivestreamOutput, type GetLivestreamArgs } from "./get-livestream.ts";
export {
  getLivestreamAnalytics,
  getLivestreamAnalyticsOutput,
  type GetLivestreamAnalyticsArgs,
  type GetLivestreamAnalyticsResult,
  type LivestreamDay,
  type LivestreamFigures,
} from "./get-livestream-analytics.ts";
export {
  getLivestreams,
  getLivestreamsOutput,
  type GetLivestreamsArgs,
  type GetLivestreamsResult,
} from "./get-livestreams.ts";
export type {
  GetLivestreamResult,
  LivestreamSession,
  LivestreamStatus,
  LivestreamSummary,
} from "./livestream-results.ts";
export {
  getPreset,
  getPresetOutput,
  type GetPresetArgs,
  type GetPresetResult,
} from "./get-preset.ts";
export type { LookupOutputOptions } from "./lookup.ts";
