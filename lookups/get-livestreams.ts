import * as pulumi from "@pulumi/pulumi";
import {
  BaseLivestreams,
  type LivestreamGetAllLivestreamsParams,
} from "cloudflare/resources/realtime-kit/livestreams";
import * as z from "zod";
import type { Inputs } from "../components/resource.ts";
import type { Api } from "../provider/client/api.ts";
import { join } from "../provider/schema/addresses.ts";
import { pagesOf } from "../provider/client/reading.ts";
import {
  inApp,
  invoke,
  invokeOutput,
  type Lookup,
  type LookupOutputOptions,
  type Scope,
  rangeFailures,
  time,
} from "./lookup.ts";

const schema = z.strictObject({
  /**
   * Only livestreams that say this of themselves. What has no picture is OFFLINE by RealtimeKit's page
   * and IDLE by the official SDK's types. Default: all.
   */
  status: z.enum(["LIVE", "IDLE", "OFFLINE", "ERRORED", "INVOKED"]).optional(),
  /** Whether meetings that are livestreamed are left out. Default: false, the API's own. */
  excludeMeetings: z.boolean().optional(),
  /**
   * Only those since then, in ISO format, as 2026-01-31T18:00:00Z or 2026-01-31 (its beginning, UTC).
   * Default: all.
   */
  startTime: time.optional(),
  /** Only those until then, as `startTime`. Default: all. */
  endTime: time.optional(),
  /** ASC: the oldest first; DSC: the newest. Default: the API's own order. */
  sortOrder: z.enum(["ASC", "DSC"]).optional(),
  ...inApp,
});

/** Which livestreams {@link getLivestreams} looks for. */
export type GetLivestreamsArgs = z.input<typeof schema>;

/**
 * What a livestream says of itself, in the API's word: OFFLINE is from RealtimeKit's page (without a
 * picture), the others are from the official SDK's types (IDLE: without a picture; INVOKED: about to
 * start). A word that is new to this package comes through as it is.
 */
export type LivestreamStatus =
  "OFFLINE" | "LIVE" | "IDLE" | "ERRORED" | "INVOKED" | (string & Record<never, never>);

/** A livestream as lists have it. `Key` is what its secrets are: text, or outputs of their own. */
export interface LivestreamSummary<Key = string> {
  /** Its id (a UUID). */
  readonly id: string;
  /** Its name; empty where it has none. Several may have one name. */
  readonly name: string;
  /** What it is doing now. */
  readonly status: LivestreamStatus;
  /** The meeting that it carries; absent where it is fed by an encoder. */
  readonly meetingId?: string | undefined;
  /** Whether it was disabled; absent where the API does not say. */
  readonly disabled?: boolean | undefined;
  /** Where encoders send the picture, without the key; empty where the API gives none. */
  readonly ingestServer: string;
  /** The key that lets an encoder in; empty where the API gives none. In the promise form plain text. */
  readonly streamKey: Key;
  /** Server and key as one URL, as ffmpeg wants it; as secret as the key. */
  readonly ingestUrl: Key;
  /** The HLS manifest that players load; empty where the API gives none. */
  readonly playbackUrl: string;
  /** When it was made, in ISO format; absent where the API does not say. */
  readonly createdAt?: string | undefined;
  /** When it last changed, in ISO format; absent where the API does not say. */
  readonly updatedAt?: string | undefined;
}

/** What {@link getLivestreams} finds. */
export interface GetLivestreamsResult<Key = string> {
  /** All that match, of all pages, in the order that was asked for. */
  readonly livestreams: LivestreamSummary<Key>[];
}

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? "");
const optional = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);

/** A livestream in the API's words; details lack what lists have, and the other way round (contract). */
export const livestreamItem = z.looseObject({
  id: z.string().min(1),
  name: text,
  status: z.string(),
  meeting_id: optional,
  // A boolean, or text by the SDK's types (contract).
  disabled: z
    .union([z.boolean(), z.stringbool()])
    .nullish()
    .transform((value) => value ?? undefined),
  ingest_server: text,
  stream_key: text,
  playback_url: text,
  created_at: optional,
  updated_at: optional,
});

/** A livestream in our words. */
export function summaryOf(item: z.output<typeof livestreamItem>): LivestreamSummary {
  const { ingest_server: ingestServer, stream_key: streamKey } = item;
  return {
    id: item.id,
    name: item.name,
    status: item.status,
    meetingId: item.meeting_id,
    disabled: item.disabled,
    ingestServer,
    streamKey,
    ingestUrl: ingestServer && streamKey && join(ingestServer, streamKey),
    playbackUrl: item.playback_url,
    createdAt: item.created_at,
    updatedAt: item.updated_at,
  };
}

/** The same with its secrets as secret outputs, each by itself. */
export function withSecrets<T extends LivestreamSummary>(livestream: T) {
  return {
    ...livestream,
    streamKey: pulumi.secret(livestream.streamKey),
    ingestUrl: pulumi.secret(livestream.ingestUrl),
  };
}

type Query = Omit<LivestreamGetAllLivestreamsParams, "account_id" | "page_no" | "per_page">;

/** All livestreams of an app that match, in the API's words. */
export function allLivestreams(api: Api, { accountId, appId }: Scope, query: Query = {}) {
  return pagesOf(livestreamItem, "GET livestreams", (page) =>
    api.use(BaseLivestreams).getAllLivestreams(appId, { account_id: accountId, ...query, ...page }),
  );
}

const lookup: Lookup<typeof schema, GetLivestreamsResult> = {
  name: "getLivestreams",
  schema,
  conflicts: rangeFailures,
  read: async (api, { status, excludeMeetings, startTime, endTime, sortOrder, ...place }) => {
    const query = {
      ...(status !== undefined && { status }),
      ...(excludeMeetings !== undefined && { exclude_meetings: excludeMeetings }),
      ...(startTime !== undefined && { start_time: startTime }),
      ...(endTime !== undefined && { end_time: endTime }),
      ...(sortOrder !== undefined && { sort_order: sortOrder }),
    };
    // The SDK's type has no OFFLINE, which the page has.
    const found = await allLivestreams(api, place, query as Query);
    return { livestreams: found.map(summaryOf) };
  },
};

/**
 * Looks up the app's livestreams, of all pages. Seconds and sessions are with {@link getLivestream}.
 * Stream keys are plain text here: wrap them with `pulumi.secret` before they go into a resource or a
 * stack output, or use {@link getLivestreamsOutput}.
 *
 * @throws pulumi.RunError where the API refuses
 *
 * @example
 * const { livestreams } = await getLivestreams({ status: "LIVE", excludeMeetings: true });
 */
export function getLivestreams(args: GetLivestreamsArgs = {}): Promise<GetLivestreamsResult> {
  return invoke(lookup, args);
}

/**
 * {@link getLivestreams} for arguments that are outputs; unknown in a preview where one of them is.
 * Each `streamKey` and `ingestUrl` is a secret output of its own, and the rest can be read.
 */
export function getLivestreamsOutput(
  args: Inputs<GetLivestreamsArgs> = {},
  opts: LookupOutputOptions = {},
): pulumi.Output<GetLivestreamsResult<pulumi.Output<string>>> {
  return invokeOutput(lookup, args, opts, (found) => ({
    livestreams: found.livestreams.map(withSecrets),
  }));
}
