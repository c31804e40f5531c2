/** The outputs of a live input. */
import * as z from "zod";
import { secret } from "../../schema/schema.ts";

const keyed = z.object({
  /** The server URL; in OBS, the Server. */
  url: z.string(),
  /** The stream key; in OBS, the Stream Key. */
  streamKey: z.string(),
});

const srt = z.object({
  /** The server URL with its port. */
  url: z.string(),
  /** The SRT stream ID. */
  streamId: z.string(),
  /** The SRT passphrase. */
  passphrase: z.string(),
});

const endpoint = z.object({
  /** The URL. */
  url: z.string(),
});

/** The endpoints of a live input, for every protocol that the API offers. */
export const endpoints = z.object({
  /** The RTMPS server URL for encoders, without the stream key; in OBS, the Server. */
  ingestServer: z.string(),
  /** The RTMPS stream key; in OBS, the Stream Key. Secret. */
  streamKey: secret(z.string()),
  /** The RTMPS server and stream key as a single URL, for example for ffmpeg. Secret. */
  ingestUrl: secret(z.string()),
  /** An ffmpeg command that streams the file `input.mp4` to this live input. Secret. */
  ffmpegCommand: secret(z.string()),
  /** The playback URL: the HLS manifest that players load. */
  playbackUrl: z.string(),
  /** The playback URLs for HLS and DASH. */
  playback: z.object({
    /** The HLS manifest URL; for a live input, the same as `playbackUrl`. */
    hls: z.string(),
    /** The DASH manifest URL. */
    dash: z.string(),
  }),
  /** The RTMPS ingest endpoint. Secret. */
  rtmps: secret(keyed),
  /** The RTMPS playback endpoint. Secret. */
  rtmpsPlayback: secret(keyed.optional()),
  /** The SRT ingest endpoint. Secret. */
  srt: secret(srt.optional()),
  /** The SRT playback endpoint. Secret. */
  srtPlayback: secret(srt.optional()),
  /** The WebRTC (WHIP) ingest endpoint. Secret, because its URL contains the key. */
  webRtc: secret(endpoint.optional()),
  /** The WebRTC (WHEP) playback endpoint. */
  webRtcPlayback: endpoint.optional(),
});

/** The outputs of a live input. */
export const liveInputOutputs = endpoints.extend({
  /** The name in the dashboard. */
  displayName: z.string(),
});

/** An RTMPS endpoint: the server URL and the stream key. */
export interface KeyedEndpoint extends z.output<typeof keyed> {}

/** An SRT endpoint: the server URL, the stream ID and the passphrase. */
export interface SrtEndpoint extends z.output<typeof srt> {}

/** An endpoint that consists of a URL only. */
export interface Endpoint extends z.output<typeof endpoint> {}
