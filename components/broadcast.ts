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

/** One platform of a {@link Broadcast}. */
export type BroadcastTarget = BroadcastTargetBaseArgs & RestreamDestination;

/** What may be declared of one platform of a {@link Broadcast}, beside where it takes the picture. */
export interface BroadcastTargetBaseArgs extends Omit<
  Inputs<z.input<typeof targetSchema>>,
  keyof RestreamDestination
> {}

/**
 * A `StreamLiveInput` of `@pulumi/cloudflare`, as far as it is needed. Its Pulumi id is no id of the
 * API's; its `uid` is.
 */
export interface StreamLiveInput {
  readonly uid: pulumi.Output<string>;
  readonly rtmps: pulumi.Output<KeyedEndpoint>;
  readonly rtmpsPlayback?: pulumi.Output<KeyedEndpoint>;
  readonly srt?: pulumi.Output<SrtEndpoint>;
  readonly srtPlayback?: pulumi.Output<SrtEndpoint>;
  readonly webRtc?: pulumi.Output<Endpoint>;
  readonly webRtcPlayback: pulumi.Output<Endpoint>;
}

/** The hub of a {@link Broadcast} that is there already. */
export interface ExistingHub {
  /**
   * The live input that takes the picture and feeds the targets: one of ours, one of
   * `@pulumi/cloudflare`'s passed as it is, or the id of an existing one. Default: a new one.
   */
  hub?: LiveInput | StreamLiveInput | pulumi.Input<string> | undefined;
  /** Not together with `hub`, which is as it is. */
  hubArgs?: undefined;
}

/** The hub of a {@link Broadcast} that is made for it. */
export interface NewHub {
  /** Not together with `hubArgs`, of which a new one is made. */
  hub?: undefined;
  /** What the new live input is like; not together with `hub`. */
  hubArgs?: LiveInputArgs | undefined;
}

/** What takes the picture and feeds the targets: a live input that is there, or a new one. */
export type BroadcastHub = ExistingHub | NewHub;

/** What may be declared of a {@link Broadcast}, beside its hub. */
export interface BroadcastBaseArgs {
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

/** What may be declared of a {@link Broadcast}. */
export type BroadcastArgs = BroadcastBaseArgs & BroadcastHub;

const TYPE = "pulumi-realtimekit:index:Broadcast";

/** A hub's id and its endpoints, whatever it is. */
type Hub = { readonly id: pulumi.Output<string> } & Outputs<z.output<typeof endpoints>>;

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
  /** The targets by their names. */
  readonly targets: Record<string, RestreamTarget>;
  /** The livestream that shows the picture, if any. */
  readonly livestream: Livestream | undefined;
  /** The meeting that feeds the hub, if any. */
  readonly meeting: Meeting | undefined;

  constructor(name: string, declared: BroadcastArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    const args = checked("Broadcast", name, declared, broadcasts);
    super(TYPE, name, {}, opts);
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

/** Of what another program or a mock gives, the engine does not know what is secret. */
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

/** As one URL; a hub that does not say how to reach it, as one that is not there, has none. */
function joined(server: string | undefined, key: string | undefined): string {
  return server === undefined || key === undefined
    ? (undefined as unknown as string)
    : join(server, key);
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
  isComponent: true,
  type: TYPE,
  make: (name, args, opts) => new Broadcast(name, args, opts),
  exported: (resource) => exportsOf(resource as pulumi.Resource & Parts),
} satisfies Section;

type Parts = Pick<Broadcast, "targets" | "livestream" | "meeting">;

function exportsOf(broadcast: pulumi.Resource & Parts): Plain {
  const { targets, livestream, meeting } = broadcast;
  const each = Object.entries(targets).map(([key, target]) => [
    key,
    exportedBy(exportSchema(restreamTarget), target),
  ]);
  return {
    ...exportedBy(broadcastOutputs.omit({ targets: true }), broadcast),
    targets: Object.fromEntries(each) as Plain,
    ...(livestream && { livestreamId: livestream.id }),
    ...(meeting && { meetingId: meeting.id }),
  };
}
