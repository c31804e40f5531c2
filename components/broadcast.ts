import * as pulumi from "@pulumi/pulumi";
import type * as z from "zod";
import { type Plain, present } from "../provider/schema/compare.ts";
import { ffmpegCommand, join, type Playback, playbackOf } from "../provider/schema/addresses.ts";
import { APP_REFERENCE } from "../provider/engine/definition.ts";
import { liveInput } from "../provider/resources/live-input/definition.ts";
import { livestream } from "../provider/resources/livestream/definition.ts";
import { meeting } from "../provider/resources/meeting/definition.ts";
import {
  broadcastFailures,
  broadcastOutputs,
  broadcastSchema,
  type targetSchema,
} from "./broadcast-schema.ts";
import { checked, missingForParts } from "./component.ts";
import { egress } from "./egress.ts";
import type { Inputs } from "./resource.ts";
import {
  LiveInput,
  type LiveInputArgs,
  Livestream,
  type LivestreamArgs,
  Meeting,
  type MeetingArgs,
  RestreamTarget,
} from "./resources.ts";
import type { Section } from "./section.ts";

/** One platform of a {@link Broadcast}. */
export type BroadcastTarget = Inputs<z.input<typeof targetSchema>>;

/**
 * A `StreamLiveInput` of `@pulumi/cloudflare`, as far as it is needed. Its Pulumi id is no id of the
 * API's; its `uid` is.
 */
export interface StreamLiveInput {
  readonly uid: pulumi.Output<string>;
  readonly rtmps: pulumi.Output<{ url: string; streamKey: string }>;
  readonly webRtcPlayback: pulumi.Output<{ url: string }>;
}

/** What may be declared of a {@link Broadcast}. */
export interface BroadcastArgs {
  /**
   * The live input that takes the picture and feeds the targets: one of ours, one of
   * `@pulumi/cloudflare`'s passed as it is, or the id of an existing one. Default: a new one.
   */
  hub?: LiveInput | StreamLiveInput | pulumi.Input<string>;
  /** What the new live input is like; not together with `hub`. */
  hubArgs?: LiveInputArgs;
  /** Where the picture goes, by a name of your own: at most 50, with the livestream. Default: nowhere. */
  targets?: Record<string, BroadcastTarget>;
  /**
   * A RealtimeKit livestream that shows the picture as well: one to be made, `{}` at the least, or one
   * that is there. Its playback URL is then the broadcast's. An account whose API no longer makes
   * livestreams is told so; without this the live input plays back by itself.
   */
  livestream?: LivestreamArgs | Livestream;
  /**
   * A meeting whose picture goes into the hub as its one RTMP stream: `{}` at the least. It is recorded
   * on start unless said otherwise, since only a recording sends the picture out.
   */
  meeting?: MeetingArgs;
  /** The Cloudflare account's id. Default: config `realtimekit:accountId`, then CLOUDFLARE_ACCOUNT_ID. */
  accountId?: pulumi.Input<string>;
  /** The RealtimeKit app's id, for livestream and meeting. Default: config `realtimekit:appId`, then REALTIMEKIT_APP_ID. */
  appId?: pulumi.Input<string>;
}

/** The ways into a hub and out of it, whatever it is. */
interface Hub {
  readonly id: pulumi.Output<string>;
  readonly ingestServer: pulumi.Output<string>;
  readonly streamKey: pulumi.Output<string>;
  readonly playbackUrl: pulumi.Output<string>;
}

/**
 * One picture in, many platforms out: a live input as the hub, a {@link RestreamTarget} for each
 * platform, and if wanted a RealtimeKit livestream that plays it and a meeting that feeds it.
 *
 * @example
 * const event = new Broadcast("event", {
 *   targets: {
 *     youtube: { platform: "youtube", streamKey: config.requireSecret("youtubeKey") },
 *     twitch: { platform: "twitch", streamKey: config.requireSecret("twitchKey"), enabled: false },
 *   },
 * });
 */
export class Broadcast extends pulumi.ComponentResource {
  /** The hub's id (`uid`). */
  readonly liveInputId: pulumi.Output<string>;
  /** Where encoders send the picture, as OBS wants it in Server. */
  readonly ingestServer: pulumi.Output<string>;
  /** The key that lets an encoder in, as OBS wants it in Stream Key; secret. */
  readonly streamKey: pulumi.Output<string>;
  /** Server and key as one URL, as ffmpeg wants it; secret. */
  readonly ingestUrl: pulumi.Output<string>;
  /** A ready command that sends `input.mp4` as if it were live; secret. */
  readonly ffmpegCommand: pulumi.Output<string>;
  /** The HLS manifest that players load: the livestream's where there is one, else the hub's. */
  readonly playbackUrl: pulumi.Output<string>;
  /** The targets by their names. */
  readonly targets: Record<string, RestreamTarget>;
  /** The livestream that shows the picture, if any. */
  readonly livestream: Livestream | undefined;
  /** The meeting that feeds the hub, if any. */
  readonly meeting: Meeting | undefined;

  constructor(name: string, declared: BroadcastArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    const args = checked("Broadcast", name, declared, broadcasts);
    super("pulumi-realtimekit:index:Broadcast", name, {}, opts);
    const within = { parent: this };
    const { accountId, appId } = args;
    const hub = hubOf(name, args, within);
    this.liveInputId = hub.id;
    this.ingestServer = hub.ingestServer;
    this.streamKey = pulumi.secret(hub.streamKey);
    this.ingestUrl = pulumi.secret(
      pulumi.all([hub.ingestServer, hub.streamKey]).apply(([server, key]) => wayIn(server, key)),
    );
    this.ffmpegCommand = this.ingestUrl.apply((url) => url && ffmpegCommand(url));
    this.livestream = livestreamOf(name, args, within);
    this.playbackUrl = this.livestream?.playbackUrl ?? hub.playbackUrl;
    const target = (key: string, declared: BroadcastTarget) =>
      new RestreamTarget(`${name}-${key}`, { ...declared, liveInputId: hub.id, accountId }, within);
    this.targets = Object.fromEntries(
      Object.entries(args.targets ?? {}).map(([key, declared]) => [key, target(key, declared)]),
    );
    if (this.livestream) {
      const { ingestServer, streamKey } = this.livestream;
      target("livestream", { url: ingestServer, streamKey });
    }
    this.meeting =
      args.meeting &&
      new Meeting(
        name,
        egress({ accountId, appId, ...present(args.meeting) }, this.ingestUrl),
        within,
      );
    this.registerOutputs({ playbackUrl: this.playbackUrl });
  }
}

/** As one URL; a hub that does not say how to reach it, as one that is not there, has none. */
function wayIn(server: string | undefined, key: string | undefined): string {
  return server === undefined || key === undefined
    ? (undefined as unknown as string)
    : join(server, key);
}

function livestreamOf(
  name: string,
  { livestream: wanted, accountId, appId }: BroadcastArgs,
  opts: pulumi.ResourceOptions,
) {
  if (wanted === undefined || wanted instanceof Livestream) return wanted;
  return new Livestream(name, { accountId, appId, ...present(wanted) }, opts);
}

function hubOf(
  name: string,
  { hub, hubArgs, accountId }: BroadcastArgs,
  opts: pulumi.ResourceOptions,
): Hub {
  if (hub instanceof LiveInput) return hub;
  if (isStreamLiveInput(hub)) return hubOfCloudflare(hub);
  if (hub !== undefined) return LiveInput.get(name, hub, { accountId }, opts);
  return new LiveInput(name, { accountId, ...present(hubArgs ?? {}) }, opts);
}

function isStreamLiveInput(hub: BroadcastArgs["hub"]): hub is StreamLiveInput {
  return pulumi.CustomResource.isInstance(hub) && "uid" in hub;
}

function hubOfCloudflare({ uid, rtmps, webRtcPlayback }: StreamLiveInput): Hub {
  const playback = pulumi
    .all([uid, webRtcPlayback])
    .apply(([id, webRTCPlayback]): Playback | undefined => playbackOf(id, { webRTCPlayback }));
  return {
    id: uid,
    ingestServer: rtmps.apply((found) => partOf(found, "url")),
    streamKey: pulumi.secret(rtmps).apply((found) => partOf(found, "streamKey")),
    playbackUrl: playback.apply((found) => found?.hls ?? ""),
  };
}

/** A live input that its own plugin could not read back has no parts. */
function partOf<T extends object, K extends keyof T>(whole: T | undefined, key: K): T[K] {
  return whole === undefined ? (undefined as T[K]) : whole[key];
}

/** The section `broadcasts` of a stack's config. */
export const broadcasts = {
  name: "broadcasts" as const,
  schema: broadcastSchema,
  references: {
    ...APP_REFERENCE,
    liveInput: { section: "liveInputs", becomes: "hub", required: false },
  },
  outputs: broadcastOutputs,
  failures: broadcastFailures,
  missing: (entry, settings) => {
    const parts = [
      [liveInput, entry.hubArgs ?? {}],
      [livestream, entry.livestream],
      [meeting, entry.meeting],
    ] as const;
    return missingForParts(entry, parts, settings);
  },
  make: (name, args) => {
    const made = new Broadcast(name, args);
    const {
      liveInputId,
      ingestServer,
      streamKey,
      ingestUrl,
      ffmpegCommand: command,
      playbackUrl,
    } = made;
    const targets = Object.entries(made.targets).map(([key, { id, platform, enabled }]) => [
      key,
      { id, platform, enabled },
    ]);
    return {
      resource: made,
      outputs: {
        liveInputId,
        ingestServer,
        streamKey,
        ingestUrl,
        ffmpegCommand: command,
        playbackUrl,
        targets: Object.fromEntries(targets) as Plain,
        ...(made.meeting && { meetingId: made.meeting.id }),
      },
    };
  },
} satisfies Section;
