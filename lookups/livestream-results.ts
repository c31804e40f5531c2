/** What the lookups of livestreams return. */

/**
 * The status of a livestream. OFFLINE (no video) is from Cloudflare's documentation; the others are from
 * the types of the official SDK, where IDLE means no video and INVOKED means about to start. Other values
 * of the API are passed through.
 */
export type LivestreamStatus =
  "OFFLINE" | "LIVE" | "IDLE" | "ERRORED" | "INVOKED" | (string & Record<never, never>);

/** A livestream in a list. `Key` is the type of its secrets: text, or secret outputs. */
export interface LivestreamSummary<Key = string> {
  /** The ID of the livestream (a UUID). */
  readonly id: string;
  /** The name of the livestream; empty if it has none. Several livestreams can have the same name. */
  readonly name: string;
  /** The current status. */
  readonly status: LivestreamStatus;
  /** The ID of the meeting that is streamed; absent if an encoder sends the video. */
  readonly meetingId?: string | undefined;
  /** Whether the livestream is disabled; absent if the API does not return it. */
  readonly disabled?: boolean | undefined;
  /** The RTMPS server URL for encoders, without the stream key; empty if the API does not return it. */
  readonly ingestServer: string;
  /** The stream key; empty if the API does not return it. Secret, but plain text if it is a string. */
  readonly streamKey: Key;
  /** The server and stream key as a single URL, for example for ffmpeg. Secret, like the stream key. */
  readonly ingestUrl: Key;
  /** The playback URL (an HLS manifest); empty if the API does not return it. */
  readonly playbackUrl: string;
  /** The creation time in ISO 8601 format; absent if the API does not return it. */
  readonly createdAt?: string | undefined;
  /** The time of the last change in ISO 8601 format; absent if the API does not return it. */
  readonly updatedAt?: string | undefined;
}

/** A session of a livestream. Times are in ISO 8601 format, and absent if the API does not return them. */
export interface LivestreamSession {
  /** The ID of the session (a UUID). */
  readonly id: string;
  /** The ID of the livestream. */
  readonly livestreamId?: string | undefined;
  /** When the session was requested. */
  readonly invokedTime?: string | undefined;
  /** When the session started. */
  readonly startedTime?: string | undefined;
  /** When the session stopped; absent while it is live. */
  readonly stoppedTime?: string | undefined;
  /** The seconds of video received from the encoder or the meeting. */
  readonly ingestSeconds: number;
  /** The total seconds that all viewers watched. */
  readonly viewerSeconds: number;
  /** The error message of the API, if the session failed. */
  readonly errMessage?: string | undefined;
  /** When the API created its record of the session. */
  readonly createdAt?: string | undefined;
  /** When the API last updated its record of the session. */
  readonly updatedAt?: string | undefined;
}

/** The result of {@link getLivestream}. */
export interface GetLivestreamResult<Key = string> extends LivestreamSummary<Key> {
  /**
   * The seconds of video received. The API's response has one of two formats: flat (Cloudflare's
   * documentation), with the seconds of the livestream, or nested (types of the official SDK), with the
   * seconds of each session; in the nested format, this is the sum over `sessions`.
   */
  readonly ingestSeconds: number;
  /** The total seconds that all viewers watched, over the same sessions as `ingestSeconds`. */
  readonly viewerSeconds: number;
  /**
   * The sessions that the API returns, in its order: in the flat format only the live session; in the
   * nested format the latest session or more.
   */
  readonly sessions: LivestreamSession[];
  /** The total number of sessions, including those not in `sessions`; absent in the flat format. */
  readonly sessionCount?: number | undefined;
  /** The session that is live; absent if there is none. */
  readonly activeSession?: LivestreamSession | undefined;
}
