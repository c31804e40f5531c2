/* eslint-disable @typescript-eslint/no-unsafe-declaration-merging -- the constructor assigns each output that the schema names */
import * as pulumi from "@pulumi/pulumi";
import type * as z from "zod";
import { type Plain, present } from "../provider/schema/compare.ts";
import { ffmpegCommand, join, type Playback, playbackOf } from "../provider/schema/addresses.ts";
import { APP_REFERENCE } from "../provider/engine/definition.ts";
import { liveInput } from "../provider/resources/live-input/definition.ts";
import { livestream } from "../provider/resources/livestream/definition.ts";
import {
  type Endpoint,
  endpoints,
  type KeyedEndpoint,
  type SrtEndpoint,
} from "../provider/resources/live-input/outputs.ts";
import { meeting } from "../provider/resources/meeting/definition.ts";
import { restreamTarget } from "../provider/resources/restream-target/definition.ts";
import { isSecret, keysOf, keysWhere } from "../provider/schema/schema.ts";
import {
  broadcastFailures,
  broadcastOutputs,
  broadcastSchema,
  type targetSchema,
} from "./broadcast-schema.ts";
import { checked, exportedBy, missingForParts } from "./component.ts";
import { egress } from "./egress.ts";
import { componentIn } from "./host.ts";
import type { Inputs, Outputs } from "./resource.ts";
import {
  LiveInput,
  type LiveInputArgs,
  Livestream,
  type LivestreamArgs,
  Meeting,
  type MeetingArgs,
  type RestreamDestination,
  RestreamTarget,
} from "./resources.ts";
import { exportSchema, type Section } from "./section.ts";

/** A platform of a {@link Broadcast}. */
export type BroadcastTarget = BroadcastTargetBaseArgs & RestreamDestination;

/** Arguments for a platform of a {@link Broadcast}, without its destination. */
export interface BroadcastTargetBaseArgs extends Omit<
  Inputs<z.input<typeof targetSchema>>,
  keyof RestreamDestination
> {}

/** The outputs of a `StreamLiveInput` of `@pulumi/cloudflare` that a {@link Broadcast} uses. */
export interface StreamLiveInput {
  /** The ID of the live input at the API, which is not its Pulumi ID. */
  readonly uid: pulumi.Output<string>;
  /** The RTMPS ingest endpoint. */
  readonly rtmps: pulumi.Output<KeyedEndpoint>;
  /** The RTMPS playback endpoint. */
  readonly rtmpsPlayback?: pulumi.Output<KeyedEndpoint>;
  /** The SRT ingest endpoint. */
  readonly srt?: pulumi.Output<SrtEndpoint>;
  /** The SRT playback endpoint. */
  readonly srtPlayback?: pulumi.Output<SrtEndpoint>;
  /** The WebRTC (WHIP) ingest endpoint. */
  readonly webRtc?: pulumi.Output<Endpoint>;
  /** The WebRTC (WHEP) playback endpoint. */
  readonly webRtcPlayback: pulumi.Output<Endpoint>;
}

/** An existing live input as the hub of a {@link Broadcast}. */
export interface ExistingHub {
  /**
   * The live input that receives the video and sends it to the targets: a {@link LiveInput}, a
   * `StreamLiveInput` of `@pulumi/cloudflare`, or the ID of an existing live input. Default: a new live
   * input.
   */
  hub?: LiveInput | StreamLiveInput | pulumi.Input<string> | undefined;
  /** Cannot be set together with `hub`, because an existing live input is not changed. */
  hubArgs?: undefined;
}

/** A new live input as the hub of a {@link Broadcast}. */
export interface NewHub {
  /** Cannot be set together with `hubArgs`, which creates a new live input. */
  hub?: undefined;
  /** The arguments of the new live input. Default: the defaults of {@link LiveInput}. */
  hubArgs?: LiveInputArgs | undefined;
}

/** The live input that receives the video and sends it to the targets: an existing or a new one. */
export type BroadcastHub = ExistingHub | NewHub;

/** Arguments for {@link Broadcast}, without its hub. */
export interface BroadcastBaseArgs {
  /**
   * The platforms that receive the video, by a name of your choice: at most 50, including the
   * livestream. Default: none.
   */
  targets?: Record<string, BroadcastTarget>;
  /**
   * A RealtimeKit livestream that also receives the video: the arguments of a new one (`{}` is enough),
   * or an existing {@link Livestream}. The broadcast then has its playback URL. Fails if the API no
   * longer creates livestreams for your account. Default: none; the playback URL is the hub's.
   */
  livestream?: LivestreamArgs | Livestream;
  /**
   * A meeting that sends its video to the hub over RTMP: the arguments of a new one (`{}` is enough). It
   * is recorded on start unless you set `recordOnStart`, because only a recording is streamed. Default:
   * none.
   */
  meeting?: MeetingArgs;
  /**
   * The ID of the Cloudflare account. Default: config `realtimekit:accountId`, then the environment
   * variable `CLOUDFLARE_ACCOUNT_ID`.
   */
  accountId?: pulumi.Input<string>;
  /**
   * The ID of the RealtimeKit app of the livestream and the meeting. Default: config
   * `realtimekit:appId`, then the environment variable `REALTIMEKIT_APP_ID`.
   */
  appId?: pulumi.Input<string>;
}

/** Arguments for {@link Broadcast}. */
export type BroadcastArgs = BroadcastBaseArgs & BroadcastHub;

const TYPE = "pulumi-realtimekit:index:Broadcast";

/** The id and the endpoints of any kind of hub. */
type Hub = { readonly id: pulumi.Output<string> } & Outputs<z.output<typeof endpoints>>;

/**
 * A live input that sends its video to several platforms: the hub, a {@link RestreamTarget} for each
 * platform, and optionally a RealtimeKit livestream for playback and a meeting as the source.
 *
 * @example
 * const config = new pulumi.Config();
 * const event = new Broadcast("event", {
 *   targets: {
 *     youtube: { platform: "youtube", streamKey: config.requireSecret("youtubeKey") },
 *     twitch: { platform: "twitch", streamKey: config.requireSecret("twitchKey"), enabled: false },
 *   },
 * });
 * export const { ingestServer, streamKey, playbackUrl } = event;
 */
export class Broadcast extends pulumi.ComponentResource {
  /** The restream targets by name. */
  readonly targets: Record<string, RestreamTarget>;
  /** The livestream that receives the video, if any. */
  readonly livestream: Livestream | undefined;
  /** The meeting that sends its video to the hub, if any. */
  readonly meeting: Meeting | undefined;
  /** The ID of the livestream, if any. */
  readonly livestreamId: pulumi.Output<string> | undefined;
  /** The ID of the meeting, if any. */
  readonly meetingId: pulumi.Output<string> | undefined;

  constructor(name: string, declared: BroadcastArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    const args = checked("Broadcast", name, declared, broadcasts);
    const [type, options] = componentIn(TYPE, opts);
    super(type, name, {}, options);
    const within = { parent: this };
    const { accountId, appId } = args;
    const hub = hubOf(name, args, within);
    this.livestream = livestreamOf(name, args, within);
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
        egress({ accountId, appId, ...present(args.meeting) }, hub.ingestUrl),
        within,
      );
    this.livestreamId = this.livestream?.id;
    this.meetingId = this.meeting?.id;
    const outputs = {
      liveInputId: hub.id,
      ...endpointsOf(hub),
      playbackUrl: this.livestream?.playbackUrl ?? hub.playbackUrl,
    };
    Object.assign(this, outputs);
    this.registerOutputs({ playbackUrl: outputs.playbackUrl });
  }
}

export interface Broadcast extends Outputs<
  z.output<typeof endpoints> & Pick<z.output<typeof broadcastOutputs>, "liveInputId">
> {}

/** Marks the secrets again: the engine does not know them for a hub from another program or a mock. */
function endpointsOf(hub: Hub): Outputs<z.output<typeof endpoints>> {
  const secrets = keysWhere(endpoints, isSecret);
  const entries = keysOf(endpoints).map((key) => {
    const output = Reflect.get(hub, key) as pulumi.Output<unknown>;
    return [key, secrets.includes(key) ? pulumi.secret(output) : output];
  });
  return Object.fromEntries(entries) as Outputs<z.output<typeof endpoints>>;
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

function hubOfCloudflare(hub: StreamLiveInput): Hub {
  const playback = pulumi
    .all([hub.uid, hub.webRtcPlayback])
    .apply(([id, webRTCPlayback]): Playback | undefined => playbackOf(id, { webRTCPlayback }));
  const rtmps = pulumi.secret(hub.rtmps);
  const ingestServer = hub.rtmps.apply((found) => partOf(found, "url"));
  const streamKey = rtmps.apply((found) => partOf(found, "streamKey"));
  const ingestUrl = pulumi.secret(
    pulumi.all([ingestServer, streamKey]).apply(([server, key]) => joined(server, key)),
  );
  return {
    id: hub.uid,
    ingestServer,
    streamKey,
    ingestUrl,
    ffmpegCommand: ingestUrl.apply((url) => url && ffmpegCommand(url)),
    playbackUrl: playback.apply((found) => found?.hls ?? ""),
    playback: playback as pulumi.Output<Playback>,
    rtmps,
    rtmpsPlayback: pulumi.secret(hub.rtmpsPlayback),
    srt: pulumi.secret(hub.srt),
    srtPlayback: pulumi.secret(hub.srtPlayback),
    webRtc: pulumi.secret(hub.webRtc),
    webRtcPlayback: hub.webRtcPlayback,
  };
}

/** Server and key as a single URL, if the hub has both. */
function joined(server: string | undefined, key: string | undefined): string {
  return server === undefined || key === undefined
    ? (undefined as unknown as string)
    : join(server, key);
}

/** A part of an endpoint; a live input that its plugin could not read has no endpoints. */
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
  isComponent: true,
  type: TYPE,
  make: (name, args, opts) => new Broadcast(name, args, opts),
  exported: (resource) => exportsOf(resource as pulumi.Resource & Parts),
} satisfies Section;

type Parts = Pick<Broadcast, "targets">;

function exportsOf(broadcast: pulumi.Resource & Parts): Plain {
  const each = Object.entries(broadcast.targets).map(([key, target]) => [
    key,
    exportedBy(exportSchema(restreamTarget), target),
  ]);
  return {
    ...exportedBy(broadcastOutputs.omit({ targets: true }), broadcast),
    targets: Object.fromEntries(each) as Plain,
  };
}
