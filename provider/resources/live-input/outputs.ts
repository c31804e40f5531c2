/** What a live input has beside its id. */
import * as z from "zod";
import { secret } from "../../schema/schema.ts";

const keyed = z.object({
  /** The server, as OBS wants it in Server. */
  url: z.string(),
  /** The key that opens it, as OBS wants it in Stream Key. */
  streamKey: z.string(),
});

const srt = z.object({
  /** The server and its port. */
  url: z.string(),
  /** The stream's id there. */
  streamId: z.string(),
  /** The passphrase that opens it. */
  passphrase: z.string(),
});

const endpoint = z.object({
  /** The address. */
  url: z.string(),
});

/** The endpoints of a live input, in all protocols that the API gives. */
export const endpoints = z.object({
  /** Where encoders send the picture by RTMPS, as OBS wants it in Server; without the key. */
  ingestServer: z.string(),
  /** The key that lets an encoder in by RTMPS, as OBS wants it in Stream Key; secret. */
  streamKey: secret(z.string()),
  /** RTMPS server and key as one URL, as ffmpeg wants it; secret. */
  ingestUrl: secret(z.string()),
  /** A ready command that sends `input.mp4` as if it were live; secret. */
  ffmpegCommand: secret(z.string()),
  /** The HLS manifest that players load. */
  playbackUrl: z.string(),
  /** The manifests that players load: HLS and DASH. */
  playback: z.object({
    /** HLS, the same as `playbackUrl` of a live input. */
    hls: z.string(),
    /** DASH. */
    dash: z.string(),
  }),
  /** RTMPS in; secret. */
  rtmps: secret(keyed),
  /** RTMPS out; secret. */
  rtmpsPlayback: secret(keyed.optional()),
  /** SRT in; secret. */
  srt: secret(srt.optional()),
  /** SRT out; secret. */
  srtPlayback: secret(srt.optional()),
  /** WebRTC in (WHIP): an address that is itself the key; secret. */
  webRtc: secret(endpoint.optional()),
  /** WebRTC out (WHEP). */
  webRtcPlayback: endpoint.optional(),
});

/** What a live input has beside its id. */
export const liveInputOutputs = endpoints.extend({
  /** The name in the dashboard. */
  displayName: z.string(),
});

/** A server and the key that opens it. */
export interface KeyedEndpoint extends z.output<typeof keyed> {}

/** An SRT server, the stream's id there and the passphrase that opens it. */
export interface SrtEndpoint extends z.output<typeof srt> {}

/** An address by itself. */
export interface Endpoint extends z.output<typeof endpoint> {}
