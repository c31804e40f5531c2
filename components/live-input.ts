import type * as pulumi from "@pulumi/pulumi";
import type * as z from "zod";
import { liveInput, type liveInputSchema } from "../provider/resources/live-input/definition.ts";
import { type Inputs, RealtimeKitResource, sectionOf, endpointsOf } from "./resource.ts";

/** What may be declared of a {@link LiveInput}. */
export interface LiveInputArgs extends Inputs<z.input<typeof liveInputSchema>> {}

/** A server and the key that opens it. */
export interface KeyedEndpoint {
  readonly url: string;
  readonly streamKey: string;
}

/** An SRT server, the stream's id there and the passphrase that opens it. */
export interface SrtEndpoint {
  readonly url: string;
  readonly streamId: string;
  readonly passphrase: string;
}

/** An address by itself. */
export interface Endpoint {
  readonly url: string;
}

/**
 * A Stream live input: a picture in by RTMPS, SRT or WebRTC, played back by itself, and the hub that
 * each {@link RestreamTarget} hangs on. Everything but `accountId` changes in place; removing it
 * makes its keys invalid and darkens its targets.
 *
 * @example
 * const hub = new LiveInput("hub", { recording: { mode: "automatic" } });
 */
export class LiveInput extends RealtimeKitResource {
  /** The name in the dashboard. */
  declare readonly displayName: pulumi.Output<string>;
  /** Where encoders send the picture by RTMPS; without the key. */
  declare readonly ingestServer: pulumi.Output<string>;
  /** The key that lets an encoder in by RTMPS; secret. */
  declare readonly streamKey: pulumi.Output<string>;
  /** RTMPS server and key as one URL, as ffmpeg wants it; secret. */
  declare readonly ingestUrl: pulumi.Output<string>;
  /** The HLS manifest that players load. */
  declare readonly playbackUrl: pulumi.Output<string>;
  /** The manifests that players load: HLS and DASH. */
  declare readonly playback: pulumi.Output<{ readonly hls: string; readonly dash: string }>;
  /** RTMPS in; secret. */
  declare readonly rtmps: pulumi.Output<KeyedEndpoint>;
  /** RTMPS out; secret. */
  declare readonly rtmpsPlayback: pulumi.Output<KeyedEndpoint | undefined>;
  /** SRT in; secret. */
  declare readonly srt: pulumi.Output<SrtEndpoint | undefined>;
  /** SRT out; secret. */
  declare readonly srtPlayback: pulumi.Output<SrtEndpoint | undefined>;
  /** WebRTC in (WHIP): an address that is itself the key; secret. */
  declare readonly webRtc: pulumi.Output<Endpoint | undefined>;
  /** WebRTC out (WHEP). */
  declare readonly webRtcPlayback: pulumi.Output<Endpoint | undefined>;

  constructor(name: string, args: LiveInputArgs = {}, opts?: pulumi.CustomResourceOptions) {
    super(liveInput, name, args, opts);
  }

  /** An existing live input by its id (`uid`), to be read and never changed. */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    where: Pick<LiveInputArgs, "accountId"> = {},
    opts?: pulumi.CustomResourceOptions,
  ): LiveInput {
    return new LiveInput(name, where, { ...opts, id });
  }
}

/** The section `liveInputs` of a stack's config. */
export const liveInputs = sectionOf(liveInput, {
  name: "liveInputs",
  make: (name, args: LiveInputArgs) => new LiveInput(name, args),
  outputs: (made) => ({ id: made.id, name: made.displayName, ...endpointsOf(made) }),
});
