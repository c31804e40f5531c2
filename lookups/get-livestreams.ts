import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import type { Inputs } from "../components/resource.ts";
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

/**
 * The status of a livestream. OFFLINE (no video) is from Cloudflare's documentation; the others are from
 * the types of the official SDK, where IDLE means no video and INVOKED means about to start. Other values
 * of the API are passed through.
 */
export type LivestreamStatus =
  "OFFLINE" | "LIVE" | "IDLE" | "ERRORED" | "INVOKED" | (string & Record<never, never>);

/** A livestream in a list. `Key` is the type of its secrets: text, or secret outputs. */
export interface LivestreamSummary<Key = string> {
  /** The ID of the livestream (a UUID). */
  readonly id: string;
  /** The name of the livestream; empty if it has none. Several livestreams can have the same name. */
  readonly name: string;
  /** The current status. */
  readonly status: LivestreamStatus;
  /** The ID of the meeting that is streamed; absent if an encoder sends the video. */
  readonly meetingId?: string | undefined;
  /** Whether the livestream is disabled; absent if the API does not return it. */
  readonly disabled?: boolean | undefined;
  /** The RTMPS server URL for encoders, without the stream key; empty if the API does not return it. */
  readonly ingestServer: string;
  /** The stream key; empty if the API does not return it. Secret, but plain text if it is a string. */
  readonly streamKey: Key;
  /** The server and stream key as a single URL, for example for ffmpeg. Secret, like the stream key. */
  readonly ingestUrl: Key;
  /** The playback URL (an HLS manifest); empty if the API does not return it. */
  readonly playbackUrl: string;
  /** The creation time in ISO 8601 format; absent if the API does not return it. */
  readonly createdAt?: string | undefined;
  /** The time of the last change in ISO 8601 format; absent if the API does not return it. */
  readonly updatedAt?: string | undefined;
}

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
