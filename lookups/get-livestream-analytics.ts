import type * as pulumi from "@pulumi/pulumi";
import { BaseLivestreams } from "cloudflare/resources/realtime-kit/livestreams";
import * as z from "zod";
import type { Inputs } from "../components/resource.ts";
import { answer } from "../provider/client/errors.ts";
import {
  inApp,
  invoke,
  invokeOutput,
  type Lookup,
  type LookupOutputOptions,
  rangeFailures,
  time,
} from "./lookup.ts";

const schema = z.strictObject({
  /**
   * The start of the time range in ISO 8601 format, such as 2026-01-31T18:00:00Z or 2026-01-31 (midnight
   * UTC). Default: set by the API, which does not document it.
   */
  startTime: time.optional(),
  /** The end of the time range, like `startTime`. Default: set by the API, which does not document it. */
  endTime: time.optional(),
  /** Whether to also get the figures of each day, with a second API call. Default: false. */
  daywise: z.boolean().optional(),
  ...inApp,
});

/** Arguments for {@link getLivestreamAnalytics}. */
export type GetLivestreamAnalyticsArgs = z.input<typeof schema>;

/** Livestreaming figures of an app. */
export interface LivestreamFigures {
  /** The total seconds of video received from encoders and meetings. */
  readonly totalIngestSeconds: number;
  /** The total seconds that all viewers watched. */
  readonly totalViewerSeconds: number;
}

/** Livestreaming figures of a day. */
export interface LivestreamDay extends LivestreamFigures {
  /** The day, such as 2026-01-31; absent if the API does not return it. */
  readonly date?: string | undefined;
  /** The number of livestream sessions. */
  readonly count: number;
}

/** The result of {@link getLivestreamAnalytics}. */
export interface GetLivestreamAnalyticsResult extends LivestreamFigures {
  /** The number of livestreams. */
  readonly count: number;
  /** The figures by day, in the API's order; absent unless `daywise` is true. */
  readonly daywise?: LivestreamDay[] | undefined;
}

// In the SDK's types, every figure is optional.
const figure = z
  .number()
  .nullish()
  .transform((number) => number ?? 0);
const figures = z.looseObject({
  count: figure,
  total_ingest_seconds: figure,
  total_viewer_seconds: figure,
});
const overall = z.object({ data: figures });
const daily = z.object({ data: z.array(figures.extend({ date: z.string().nullish() })) });

export const lookup: Lookup<typeof schema, GetLivestreamAnalyticsResult> = {
  name: "getLivestreamAnalytics",
  schema,
  conflicts: rangeFailures,
  read: async (api, { startTime, endTime, daywise, accountId, appId }) => {
    const calls = api.use(BaseLivestreams);
    const params = {
      account_id: accountId,
      // Unlike in the list, the API expects Unix time in seconds here.
      ...(startTime !== undefined && { start_time: unixSeconds(startTime) }),
      ...(endTime !== undefined && { end_time: unixSeconds(endTime) }),
    };
    const [whole, days] = await Promise.all([
      calls.getLivestreamAnalyticsComplete(appId, params),
      daywise === true ? calls.getLivestreamAnalyticsDaywise(appId, params) : undefined,
    ]);
    const { data } = answer(overall, whole, "GET analytics/livestreams/overall");
    if (days === undefined) return ours(data);
    const { data: byDay } = answer(daily, days, "GET analytics/livestreams/daywise");
    const ofDay = byDay.map(({ date, ...day }) => ({ date: date ?? undefined, ...ours(day) }));
    return { ...ours(data), daywise: ofDay };
  },
};

function unixSeconds(iso: string): number {
  return Math.floor(Date.parse(iso) / 1000);
}

function ours({ count, total_ingest_seconds, total_viewer_seconds }: z.output<typeof figures>) {
  return {
    count,
    totalIngestSeconds: total_ingest_seconds,
    totalViewerSeconds: total_viewer_seconds,
  };
}

/**
 * Looks up the livestreaming figures of an app, over all of its livestreams.
 *
 * @throws pulumi.RunError if the API returns an error
 *
 * @example
 * const { totalViewerSeconds } = await getLivestreamAnalytics({ startTime: "2026-01-01" });
 */
export function getLivestreamAnalytics(
  args: GetLivestreamAnalyticsArgs = {},
): Promise<GetLivestreamAnalyticsResult> {
  return invoke(lookup, args);
}

/** Like {@link getLivestreamAnalytics}, for arguments that are outputs. In a preview, the result is unknown if one of them is. */
export function getLivestreamAnalyticsOutput(
  args: Inputs<GetLivestreamAnalyticsArgs> = {},
  opts: LookupOutputOptions = {},
): pulumi.Output<GetLivestreamAnalyticsResult> {
  return invokeOutput(lookup, args, opts);
}
