/** What a stack exports, section by section: as a reader gets it, and as it is checked. */
import type * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import type { SectionName } from "../config/sections.ts";
import {
  PLATFORM_NAMES,
  type PlatformName,
} from "../provider/resources/restream-target/platforms.ts";
import { secret } from "../provider/schema/schema.ts";

/** Ways in and out of anything that takes a picture. */
export interface EndpointOutputs {
  /** Where encoders send the picture, as OBS wants it in Server; without the key. */
  readonly ingestServer: string;
  /** The key that lets an encoder in; a secret output of its own. */
  readonly streamKey: pulumi.Output<string>;
  /** Server and key as one URL, as ffmpeg wants it; a secret output of its own. */
  readonly ingestUrl: pulumi.Output<string>;
  /** The HLS manifest that players load. */
  readonly playbackUrl: string;
}

/** What a stack exports of an app or a preset. */
export interface NamedOutputs {
  /** Its id. */
  readonly id: string;
  /** Its name, as the API has it. */
  readonly name: string;
}

/** What a stack exports of a livestream or a live input. */
export interface StreamOutputs extends NamedOutputs, EndpointOutputs {}

/** What a stack exports of a restream target. */
export interface RestreamTargetOutputs {
  /** Its id (`uid`). */
  readonly id: string;
  /** The platform that the picture goes to. */
  readonly platform: PlatformName;
  /** Whether the picture goes there. */
  readonly enabled: boolean;
}

/** What a stack exports of a meeting. */
export interface MeetingOutputs {
  /** Its id. */
  readonly id: string;
  /** Its title. */
  readonly title: string;
  /** Whether it may be joined. */
  readonly status: "ACTIVE" | "INACTIVE";
}

/** What a stack exports of a webhook. */
export interface WebhookOutputs extends NamedOutputs {
  /** The address that gets a POST for each event. */
  readonly url: string;
  /** Whether it is told at all. */
  readonly enabled: boolean;
}

/** What a stack exports of a stage. */
export interface StageOutputs {
  /** The meeting to add participants to. */
  readonly meetingId: string;
  /** The name of the preset for those who run the stage. */
  readonly hostPreset: string;
  /** The name of the preset for those who watch and may ask to join. */
  readonly viewerPreset: string;
}

/** What a stack exports of a broadcast. */
export interface BroadcastOutputs extends EndpointOutputs {
  /** The hub's id (`uid`). */
  readonly liveInputId: string;
  /** A ready command that sends `input.mp4` as if it were live; a secret output of its own. */
  readonly ffmpegCommand: pulumi.Output<string>;
  /** The targets by their names. */
  readonly targets: Readonly<Record<string, RestreamTargetOutputs>>;
  /** The meeting that feeds the hub; absent where none does. */
  readonly meetingId?: string | undefined;
}

/** What a stack exports of each thing in a section. */
export interface SectionOutputs extends Record<SectionName, object> {
  apps: NamedOutputs;
  livestreams: StreamOutputs;
  presets: NamedOutputs;
  liveInputs: StreamOutputs;
  restreamTargets: RestreamTargetOutputs;
  meetings: MeetingOutputs;
  webhooks: WebhookOutputs;
  stages: StageOutputs;
  broadcasts: BroadcastOutputs;
}

const ways = {
  ingestServer: z.string(),
  streamKey: secret(z.string()),
  ingestUrl: secret(z.string()),
  playbackUrl: z.string(),
};
const named = { id: z.string().min(1), name: z.string() };
const stream = z.object({ ...named, ...ways });
const target = z.object({
  id: z.string().min(1),
  platform: z.enum(PLATFORM_NAMES),
  enabled: z.boolean(),
});

/** A property that a newer producer has added is left out; only a raised version may change one. */
export const schemas: { readonly [Name in SectionName]: z.ZodObject<Shape<SectionOutputs[Name]>> } =
  {
    apps: z.object(named),
    livestreams: stream,
    presets: z.object(named),
    liveInputs: stream,
    restreamTargets: target,
    meetings: z.object({
      id: z.string().min(1),
      title: z.string(),
      status: z.enum(["ACTIVE", "INACTIVE"]),
    }),
    webhooks: z.object({ ...named, url: z.string(), enabled: z.boolean() }),
    stages: z.object({ meetingId: z.string(), hostPreset: z.string(), viewerPreset: z.string() }),
    broadcasts: z.object({
      liveInputId: z.string().min(1),
      ...ways,
      ffmpegCommand: secret(z.string()),
      targets: z.record(z.string(), target),
      meetingId: z.string().optional(),
    }),
  };

/** The schema of what arrives: secrets are plain there. */
type Shape<T> = { [K in keyof T]-?: z.ZodType<T[K] extends pulumi.Output<infer V> ? V : T[K]> };
