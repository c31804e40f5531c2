/** What a live input has beside its id. */
import * as z from "zod";
import { secret } from "../../schema/schema.ts";

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

/** What a live input has beside its id. */
export const liveInputOutputs = z.object({
  /** The name in the dashboard. */
  displayName: z.string(),
  /** Where encoders send the picture by RTMPS; without the key. */
  ingestServer: z.string(),
  /** The key that lets an encoder in by RTMPS; secret. */
  streamKey: secret(z.string()),
  /** RTMPS server and key as one URL, as ffmpeg wants it; secret. */
  ingestUrl: secret(z.string()),
  /** The HLS manifest that players load. */
  playbackUrl: z.string(),
  /** The manifests that players load: HLS and DASH. */
  playback: z.custom<{ readonly hls: string; readonly dash: string }>(),
  /** RTMPS in; secret. */
  rtmps: secret(z.custom<KeyedEndpoint>()),
  /** RTMPS out; secret. */
  rtmpsPlayback: secret(z.custom<KeyedEndpoint | undefined>()),
  /** SRT in; secret. */
  srt: secret(z.custom<SrtEndpoint | undefined>()),
  /** SRT out; secret. */
  srtPlayback: secret(z.custom<SrtEndpoint | undefined>()),
  /** WebRTC in (WHIP): an address that is itself the key; secret. */
  webRtc: secret(z.custom<Endpoint | undefined>()),
  /** WebRTC out (WHEP). */
  webRtcPlayback: z.custom<Endpoint | undefined>(),
});
