import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import type { Inputs } from "../components/resource.ts";
import type { LivestreamSummary } from "./livestream-results.ts";
import { allLivestreams, type Query, summaryOf } from "./livestreams-at-api.ts";
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
   * Only livestreams with this status. A livestream without video is OFFLINE in Cloudflare's
   * documentation and IDLE in the types of the official SDK. Default: all.
   */
  status: z.enum(["LIVE", "IDLE", "OFFLINE", "ERRORED", "INVOKED"]).optional(),
  /** Whether to exclude the livestreams of meetings. Default: false. */
  excludeMeetings: z.boolean().optional(),
  /**
   * Only livestreams since this time in ISO 8601 format, such as 2026-01-31T18:00:00Z or 2026-01-31
   * (midnight UTC). Default: all.
   */
  startTime: time.optional(),
  /** Only livestreams until this time, like `startTime`. Default: all. */
  endTime: time.optional(),
  /** The order: ASC (oldest first) or DSC (newest first). Default: the API's order. */
  sortOrder: z.enum(["ASC", "DSC"]).optional(),
  ...inApp,
});

/** Arguments for {@link getLivestreams}. */
export type GetLivestreamsArgs = z.input<typeof schema>;

/** The result of {@link getLivestreams}. */
export interface GetLivestreamsResult<Key = string> {
  /** All livestreams that match. */
  readonly livestreams: LivestreamSummary<Key>[];
}

export const lookup: Lookup<typeof schema, GetLivestreamsResult> = {
  name: "getLivestreams",
  schema,
  secret: ["streamKey", "ingestUrl"],
  conflicts: rangeFailures,
  read: async (api, { status, excludeMeetings, startTime, endTime, sortOrder, ...place }) => {
    const query = {
      ...(status !== undefined && { status }),
      ...(excludeMeetings !== undefined && { exclude_meetings: excludeMeetings }),
      ...(startTime !== undefined && { start_time: startTime }),
      ...(endTime !== undefined && { end_time: endTime }),
      ...(sortOrder !== undefined && { sort_order: sortOrder }),
    };
    // The SDK's type does not have OFFLINE, but Cloudflare's documentation does.
    const found = await allLivestreams(api, place, query as Query);
    return { livestreams: found.map(summaryOf) };
  },
};

/**
 * Looks up the livestreams of an app. For their seconds and sessions, use {@link getLivestream}. Stream
 * keys are plain text: wrap them in `pulumi.secret` before you use them in a resource or a stack output,
 * or use {@link getLivestreamsOutput}.
 *
 * @throws pulumi.RunError if the API returns an error
 *
 * @example
 * const { livestreams } = await getLivestreams({ status: "LIVE", excludeMeetings: true });
 */
export function getLivestreams(args: GetLivestreamsArgs = {}): Promise<GetLivestreamsResult> {
  return invoke(lookup, args);
}

/**
 * Like {@link getLivestreams}, for arguments that are outputs. In a preview, the result is unknown if
 * one of them is. Only the `streamKey` and `ingestUrl` of each livestream are secret.
 */
export function getLivestreamsOutput(
  args: Inputs<GetLivestreamsArgs> = {},
  opts: LookupOutputOptions = {},
): pulumi.Output<GetLivestreamsResult<pulumi.Output<string>>> {
  return invokeOutput(lookup, args, opts);
}
