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
import { Broadcast, type BroadcastBaseArgs, type BroadcastHub, broadcasts } from "./broadcast.ts";
import { checked, exportedBy, missingForParts } from "./component.ts";
import { egress, egressFailures } from "./egress.ts";
import { Meeting, type MeetingArgs, Preset, type PresetArgs } from "./resources.ts";
import type { Section } from "./section.ts";
import type { Failure } from "../provider/schema/failure.ts";

/** Where else the picture of a {@link Stage} goes: a hub, and its targets. */
export type StageRestreamArgs = Pick<BroadcastBaseArgs, "targets"> & BroadcastHub;

/** What may be declared of a {@link Stage}. */
export interface StageArgs {
  /** What differs from the template `host` for those who run the stage. */
  host?: PresetArgs;
  /** What differs from the template `guest` for those who watch and may ask to join the stage. */
  guest?: PresetArgs;
  /** The former name of `guest`; give one of the two. */
  viewer?: PresetArgs;
  /** The meeting; it livestreams on start unless said otherwise. */
  meeting?: MeetingArgs;
  /**
   * Where else the picture goes: a hub with a target for each platform, as of a {@link Broadcast}. The
   * meeting is then recorded on start unless said otherwise, since only a recording sends the picture
   * out. Default: nowhere.
   */
  restream?: StageRestreamArgs;
  /** The Cloudflare account's id. Default: config `realtimekit:accountId`, then CLOUDFLARE_ACCOUNT_ID. */
  accountId?: pulumi.Input<string>;
  /** The RealtimeKit app's id. Default: config `realtimekit:appId`, then REALTIMEKIT_APP_ID. */
  appId?: pulumi.Input<string>;
}

const TYPE = "pulumi-realtimekit:index:Stage";

/**
 * An interactive livestream: a meeting that livestreams on start, a preset for hosts and one for
 * guests, who watch and may ask to join. An application server adds participants with these outputs: POST
 * `…/meetings/{meetingId}/participants` with a `preset_name`.
 *
 * @example
 * const webinar = new Stage("webinar", { host: { permissions: { canRecord: false } } });
 * export const { meetingId, hostPreset, guestPreset } = webinar;
 */
export class Stage extends pulumi.ComponentResource {
  /** Where else the picture goes, if anywhere. */
  readonly restream: Broadcast | undefined;

  constructor(name: string, declared: StageArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    const args = checked("Stage", name, declared, stages);
    super(TYPE, name, {}, opts);
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

/** What only shows when the arguments are seen together. */
function stageFailures({ restream, meeting: fed, guest, viewer }: Plain): Failure[] {
  const twice = guest !== undefined && viewer !== undefined;
  if (twice) return [{ path: ["viewer"], reason: "the former name of guest; give guest alone" }];
  if (!isPlain(restream)) return [];
  const below = broadcasts.failures(restream).map(({ path, reason }) => ({
    path: ["restream", ...path],
    reason,
  }));
  return [...below, ...egressFailures(fed)];
}

/** What a stack exports of a stage. */
const stageOutputs = z.object({
  /** The meeting to add participants to. */
  meetingId: z.string(),
  /** The name of the preset for those who run the stage. */
  hostPreset: z.string(),
  /** The name of the preset for those who watch and may ask to join. */
  guestPreset: z.string().optional(),
  /** The former name of `guestPreset`, the same. */
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
