/* eslint-disable @typescript-eslint/no-unsafe-declaration-merging -- the constructor assigns each output that the schema names */
import * as pulumi from "@pulumi/pulumi";
import type * as z from "zod";
import { type Plain, present } from "../provider/schema/compare.ts";
import { APP_REFERENCE } from "../provider/engine/definition.ts";
import { liveInput } from "../provider/resources/live-input/definition.ts";
import { livestream } from "../provider/resources/livestream/definition.ts";
import type { endpoints } from "../provider/resources/live-input/outputs.ts";
import { meeting } from "../provider/resources/meeting/definition.ts";
import { restreamTarget } from "../provider/resources/restream-target/definition.ts";
import {
  broadcastFailures,
  broadcastOutputs,
  broadcastSchema,
  type targetSchema,
} from "./broadcast-schema.ts";
import { checked, exportedBy, missingForParts } from "./component.ts";
import { egress } from "./egress.ts";
import { componentIn } from "./host.ts";
import { type BroadcastHub, endpointsOf, hubOf } from "./hub.ts";
import type { Inputs, Outputs } from "./resource.ts";
import {
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

function livestreamOf(
  name: string,
  { livestream: wanted, accountId, appId }: BroadcastArgs,
  opts: pulumi.ResourceOptions,
) {
  if (wanted === undefined || wanted instanceof Livestream) return wanted;
  return new Livestream(name, { accountId, appId, ...present(wanted) }, opts);
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
