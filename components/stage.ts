/* eslint-disable @typescript-eslint/no-unsafe-declaration-merging -- the constructor assigns each output that the schema names */
import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import { APP_REFERENCE } from "../provider/engine/definition.ts";
import { isPlain, type Plain, present } from "../provider/schema/compare.ts";
import { liveInput } from "../provider/resources/live-input/definition.ts";
import { meeting } from "../provider/resources/meeting/definition.ts";
import { meetingSchema } from "../provider/resources/meeting/inputs.ts";
import { preset } from "../provider/resources/preset/definition.ts";
import { presetSchema } from "../provider/resources/preset/inputs.ts";
import { group } from "../provider/schema/schema.ts";
import { Broadcast, type BroadcastBaseArgs, broadcasts } from "./broadcast.ts";
import { checked, exportedBy, missingForParts } from "./component.ts";
import { egress, egressFailures } from "./egress.ts";
import { componentIn } from "./host.ts";
import type { BroadcastHub } from "./hub.ts";
import { Meeting, type MeetingArgs, Preset, type PresetArgs } from "./resources.ts";
import type { Section } from "./section.ts";
import type { Failure } from "../provider/schema/failure.ts";

/** The restream targets of a {@link Stage}, and their hub. */
export type StageRestreamArgs = Pick<BroadcastBaseArgs, "targets"> & BroadcastHub;

/** Arguments for {@link Stage}. */
export interface StageArgs {
  /** The preset for hosts, who run the stage. Default: the template `host`. */
  host?: PresetArgs;
  /** The preset for guests, who watch and can ask to join the stage. Default: the template `guest`. */
  guest?: PresetArgs;
  /** The former name of `guest`; set only one of them. */
  viewer?: PresetArgs;
  /** The meeting. Default: a meeting whose livestream starts with it (`liveStreamOnStart`). */
  meeting?: MeetingArgs;
  /**
   * Also sends the video to other platforms: a hub with a target for each, like a {@link Broadcast}. The
   * meeting is then recorded on start unless you set `recordOnStart`, because only a recording is
   * streamed. Default: none.
   */
  restream?: StageRestreamArgs;
  /**
   * The ID of the Cloudflare account. Default: config `realtimekit:accountId`, then the environment
   * variable `CLOUDFLARE_ACCOUNT_ID`.
   */
  accountId?: pulumi.Input<string>;
  /**
   * The ID of the RealtimeKit app. Default: config `realtimekit:appId`, then the environment variable
   * `REALTIMEKIT_APP_ID`.
   */
  appId?: pulumi.Input<string>;
}

const TYPE = "pulumi-realtimekit:index:Stage";

/**
 * An interactive livestream: a meeting whose livestream starts with it, a preset for hosts, and a preset
 * for guests, who watch and can ask to join the stage. Your application server adds participants with
 * its outputs: POST `…/meetings/{meetingId}/participants` with `hostPreset` or `guestPreset` as
 * `preset_name`.
 *
 * @example
 * const webinar = new Stage("webinar", {
 *   host: { permissions: { canRecord: false } },
 *   meeting: { title: "Product update" },
 * });
 * export const { meetingId, hostPreset, guestPreset } = webinar;
 */
export class Stage extends pulumi.ComponentResource {
  /** The hub and its restream targets, if you set `restream`. */
  readonly restream: Broadcast | undefined;

  constructor(name: string, declared: StageArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    const args = checked("Stage", name, declared, stages);
    const [type, options] = componentIn(TYPE, opts);
    super(type, name, {}, options);
    const within = { parent: this };
    const { accountId, appId } = args;
    const make = (role: "host" | "guest", own: PresetArgs = {}, aliases: pulumi.Alias[] = []) => {
      const declared = { template: role, accountId, appId, ...present(own) };
      return new Preset(`${name}-${role}`, declared, { ...within, aliases }).name;
    };
    const hostPreset = make("host", args.host);
    const guestPreset = make("guest", args.guest ?? args.viewer, [{ name: `${name}-viewer` }]);
    this.restream =
      args.restream &&
      new Broadcast(`${name}-restream`, { accountId, ...present(args.restream) }, within);
    const whole = { liveStreamOnStart: true, accountId, appId, ...present(args.meeting ?? {}) };
    const { id: meetingId } = new Meeting(
      name,
      this.restream ? egress(whole, this.restream.ingestUrl) : whole,
      within,
    );
    const outputs = { meetingId, hostPreset, guestPreset, viewerPreset: guestPreset };
    Object.assign(this, outputs satisfies StageOutputs);
    this.registerOutputs(outputs);
  }
}

export interface Stage extends StageOutputs {}

type StageOutputs = {
  readonly [K in keyof z.output<typeof stageOutputs>]-?: pulumi.Output<string>;
};

/** Checks that involve several arguments. */
function stageFailures({ restream, meeting: fed, guest, viewer }: Plain): Failure[] {
  const twice = guest !== undefined && viewer !== undefined;
  if (twice) return [{ path: ["viewer"], reason: "is the former name of guest; set only guest" }];
  if (!isPlain(restream)) return [];
  const below = broadcasts.failures(restream).map(({ path, reason }) => ({
    path: ["restream", ...path],
    reason,
  }));
  return [...below, ...egressFailures(fed)];
}

/** The stack outputs of a stage. */
const stageOutputs = z.object({
  /** The ID of the meeting that participants are added to. */
  meetingId: z.string(),
  /** The name of the preset for hosts. */
  hostPreset: z.string(),
  /** The name of the preset for guests, who watch and can ask to join the stage. */
  guestPreset: z.string().optional(),
  /** The former name of `guestPreset`, with the same value. */
  viewerPreset: z.string(),
});

const restreamSchema = broadcasts.schema.pick({ hub: true, hubArgs: true, targets: true });

/** The section `stages` of a stack's config. */
export const stages = {
  name: "stages" as const,
  schema: group({
    host: presetSchema.optional(),
    guest: presetSchema.optional(),
    viewer: presetSchema.optional(),
    meeting: meetingSchema.optional(),
    restream: restreamSchema.optional(),
    accountId: presetSchema.shape.accountId,
    appId: presetSchema.shape.appId,
  }),
  references: APP_REFERENCE,
  outputs: stageOutputs,
  failures: stageFailures,
  missing: (entry, settings) => {
    const { host, guest, viewer, meeting: fed, restream } = entry;
    const hub = isPlain(restream) ? (restream.hubArgs ?? {}) : undefined;
    const parts = [
      [preset, host ?? {}],
      [preset, guest ?? viewer ?? {}],
      [meeting, fed ?? {}],
      [liveInput, hub],
    ] as const;
    return missingForParts(entry, parts, settings);
  },
  isComponent: true,
  type: TYPE,
  make: (name, args, opts) => new Stage(name, args, opts),
  exported: (resource) => exportedBy(stageOutputs, resource),
} satisfies Section;
