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
   * From when, in ISO format, as 2026-01-31T18:00:00Z or 2026-01-31 (its beginning, UTC). Default:
   * the API's own, which it does not document.
   */
  startTime: time.optional(),
  /** Until when, as `startTime`. Default: the API's own, which it does not document. */
  endTime: time.optional(),
  /** Whether the figures of each day are wanted as well, which is a second call. Default: false. */
  daywise: z.boolean().optional(),
  ...inApp,
});

/** Which figures {@link getLivestreamAnalytics} looks for. */
export type GetLivestreamAnalyticsArgs = z.input<typeof schema>;

/** Figures of livestreaming in an app. */
export interface LivestreamFigures {
  /** How many seconds of picture came in, or a meeting was streamed. */
  readonly totalIngestSeconds: number;
  /** How many seconds all viewers together have watched. */
  readonly totalViewerSeconds: number;
}

/** Figures of one day. */
export interface LivestreamDay extends LivestreamFigures {
  /** The day, as 2026-01-31; absent where the API does not say. */
  readonly date?: string | undefined;
  /** How many sessions livestreams had. */
  readonly count: number;
}

/** What {@link getLivestreamAnalytics} finds. */
export interface GetLivestreamAnalyticsResult extends LivestreamFigures {
  /** How many livestreams there were. */
  readonly count: number;
  /** The same by day, in the API's order; absent where it was not asked for. */
  readonly daywise?: LivestreamDay[] | undefined;
}

// The SDK types every figure as one that may be absent; a range without any has none.
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

const lookup: Lookup<typeof schema, GetLivestreamAnalyticsResult> = {
  name: "getLivestreamAnalytics",
  schema,
  conflicts: rangeFailures,
  read: async (api, { startTime, endTime, daywise, accountId, appId }) => {
    const calls = api.use(BaseLivestreams);
    const params = {
      account_id: accountId,
      // Here, unlike in the list, the API wants Unix time in seconds.
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
 * Looks up how much was livestreamed and watched in the app, over all its livestreams.
 *
 * @throws pulumi.RunError where the API refuses
 *
 * @example
 * const { totalViewerSeconds } = await getLivestreamAnalytics({ startTime: "2026-01-01" });
 */
export function getLivestreamAnalytics(
  args: GetLivestreamAnalyticsArgs = {},
): Promise<GetLivestreamAnalyticsResult> {
  return invoke(lookup, args);
}

/** {@link getLivestreamAnalytics} for arguments that are outputs; unknown in a preview where one of them is. */
export function getLivestreamAnalyticsOutput(
  args: Inputs<GetLivestreamAnalyticsArgs> = {},
  opts: LookupOutputOptions = {},
): pulumi.Output<GetLivestreamAnalyticsResult> {
  return invokeOutput(lookup, args, opts, (found) => found);
}
