/** The live input that is the hub of a broadcast: a new one, an existing one, or one of `@pulumi/cloudflare`. */
import * as pulumi from "@pulumi/pulumi";
import type * as z from "zod";
import { present } from "../provider/schema/compare.ts";
import { madeOf } from "../provider/engine/derived.ts";
import { ffmpegCommand, join, type Playback, playbackOf } from "../provider/schema/addresses.ts";
import {
  type Endpoint,
  endpoints,
  type KeyedEndpoint,
  type SrtEndpoint,
} from "../provider/resources/live-input/outputs.ts";
import { isSecret, keysOf, keysWhere } from "../provider/schema/schema.ts";
import type { Outputs } from "./resource.ts";
import { LiveInput, type LiveInputArgs } from "./resources.ts";

/** The outputs of a `StreamLiveInput` of `@pulumi/cloudflare` that a broadcast uses. */
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

/** An existing live input as the hub of a broadcast. */
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

/** A new live input as the hub of a broadcast. */
export interface NewHub {
  /** Cannot be set together with `hubArgs`, which creates a new live input. */
  hub?: undefined;
  /** The arguments of the new live input. Default: the defaults of {@link LiveInput}. */
  hubArgs?: LiveInputArgs | undefined;
}

/** The live input that receives the video and sends it to the targets: an existing or a new one. */
export type BroadcastHub = ExistingHub | NewHub;

/** The id and the endpoints of any kind of hub. */
export type Hub = { readonly id: pulumi.Output<string> } & Outputs<z.output<typeof endpoints>>;

/** Marks the secrets again: the engine does not know them for a hub from another program or a mock. */
export function endpointsOf(hub: Hub): Outputs<z.output<typeof endpoints>> {
  const secrets = keysWhere(endpoints, isSecret);
  const entries = keysOf(endpoints).map((key) => {
    const output = Reflect.get(hub, key) as pulumi.Output<unknown>;
    return [key, secrets.includes(key) ? pulumi.secret(output) : output];
  });
  return Object.fromEntries(entries) as Outputs<z.output<typeof endpoints>>;
}

export function hubOf(
  name: string,
  { hub, hubArgs, accountId }: BroadcastHub & { accountId?: pulumi.Input<string> },
  opts: pulumi.ResourceOptions,
): Hub {
  if (hub instanceof LiveInput) return hub;
  if (isStreamLiveInput(hub)) return hubOfCloudflare(hub);
  if (hub !== undefined) return LiveInput.get(name, hub, { accountId }, opts);
  return new LiveInput(name, { accountId, ...present(hubArgs ?? {}) }, opts);
}

function isStreamLiveInput(hub: BroadcastHub["hub"]): hub is StreamLiveInput {
  return pulumi.CustomResource.isInstance(hub) && "uid" in hub;
}

function hubOfCloudflare(hub: StreamLiveInput): Hub {
  const playback = pulumi
    .all([hub.uid, hub.webRtcPlayback])
    .apply(([id, webRTCPlayback]): Playback | undefined => playbackOf(id, { webRTCPlayback }));
  const rtmps = pulumi.secret(hub.rtmps);
  const ingestServer = hub.rtmps.apply((found) => partOf(found, "url"));
  const streamKey = rtmps.apply((found) => partOf(found, "streamKey"));
  // Undefined for a hub that its plugin could not read.
  const endpoint = (make: typeof join) =>
    pulumi.secret(
      pulumi
        .all([ingestServer, streamKey])
        .apply((parts) => madeOf(make, parts)) as pulumi.Output<string>,
    );
  return {
    id: hub.uid,
    ingestServer,
    streamKey,
    ingestUrl: endpoint(join),
    ffmpegCommand: endpoint(ffmpegCommand),
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

/** A part of an endpoint; a live input that its plugin could not read has no endpoints. */
function partOf<T extends object, K extends keyof T>(whole: T | undefined, key: K): T[K] {
  return whole === undefined ? (undefined as T[K]) : whole[key];
}
