import { randomUUID } from "node:crypto";
import type { EmulatorContext } from "./context.ts";
import { playbackHost, streamKey, streamUid } from "./credentials.ts";
import type { Scope } from "./store.ts";

/** The status of a livestream. OFFLINE and IDLE are two names for the same status: see quirks. */
export type LivestreamStatus = "LIVE" | "OFFLINE" | "ERRORED" | "INVOKED";

/** A stored livestream; livestreams.ts converts it for responses. */
export interface LivestreamDocument {
  id: string;
  name: string;
  meeting_id: string | null;
  stream_key: string;
  playback_url: string;
  status: LivestreamStatus;
  created_at: string;
  updated_at: string;
}

/** A session of a livestream. */
export interface SessionDocument {
  id: string;
  livestream_id: string;
  created_at: string;
  updated_at: string;
  invoked_time: string;
  started_time: string;
  stopped_time: string | null;
  err_message: string | null;
  ingest_seconds: number;
  viewer_seconds: number;
}

/** A change of status from the control plane. */
export interface StatusChange {
  status: LivestreamStatus;
  /** When it happened, in ISO format. */
  at: string;
  ingestSeconds?: number | undefined;
  viewerSeconds?: number | undefined;
  errorMessage?: string | undefined;
}

/** Livestreams and their sessions; the parent of both is the app. */
export class LivestreamStore {
  readonly #store;
  readonly livestreams;
  readonly sessions;

  constructor({ store }: Pick<EmulatorContext, "store">) {
    this.#store = store;
    this.livestreams = store.collection<LivestreamDocument>("livestream");
    this.sessions = store.collection<SessionDocument>("livestream-session");
  }

  /** Creates a livestream with random credentials. Names are not unique. */
  create(scope: Scope, name: string | null, meetingId: string | null): LivestreamDocument {
    const uid = streamUid();
    const now = new Date().toISOString();
    const livestream: LivestreamDocument = {
      id: randomUUID(),
      name: name ?? randomName(),
      meeting_id: meetingId,
      stream_key: streamKey(uid),
      playback_url: `${playbackHost(scope.account)}/${uid}/manifest/video.m3u8`,
      status: "OFFLINE",
      created_at: now,
      updated_at: now,
    };
    this.livestreams.insert(scope, livestream.id, livestream);
    return livestream;
  }

  /** The sessions of one livestream, oldest first. */
  sessionsOf(scope: Scope, livestreamId: string): SessionDocument[] {
    return this.sessions.list(scope).filter(({ livestream_id }) => livestream_id === livestreamId);
  }

  /** The live session, if any. */
  activeSession(scope: Scope, livestreamId: string): SessionDocument | undefined {
    return this.sessionsOf(scope, livestreamId).find(({ stopped_time }) => stopped_time === null);
  }

  /**
   * Changes the status. LIVE and INVOKED start a session if there is none; OFFLINE and ERRORED end it. The
   * given seconds replace those of the session.
   */
  setStatus(scope: Scope, id: string, change: StatusChange): LivestreamDocument | undefined {
    return this.#store.transaction(() => {
      const livestream = this.livestreams.get(scope, id);
      if (livestream === undefined) return undefined;
      const changed = { ...livestream, status: change.status, updated_at: change.at };
      this.livestreams.replace(scope, id, changed);
      const onAir = change.status === "LIVE" || change.status === "INVOKED";
      const session =
        this.activeSession(scope, id) ?? (onAir ? this.#begin(scope, id, change.at) : undefined);
      if (session) {
        this.sessions.replace(scope, session.id, {
          ...session,
          updated_at: change.at,
          stopped_time: onAir ? null : change.at,
          err_message: change.errorMessage ?? session.err_message,
          ingest_seconds: change.ingestSeconds ?? session.ingest_seconds,
          viewer_seconds: change.viewerSeconds ?? session.viewer_seconds,
        });
      }
      return changed;
    });
  }

  #begin(scope: Scope, livestreamId: string, at: string): SessionDocument {
    const session: SessionDocument = {
      id: randomUUID(),
      livestream_id: livestreamId,
      created_at: at,
      updated_at: at,
      invoked_time: at,
      started_time: at,
      stopped_time: null,
      err_message: null,
      ingest_seconds: 0,
      viewer_seconds: 0,
    };
    this.sessions.insert(scope, session.id, session);
    return session;
  }
}

/** A name in the format of the service, for a create without a name. */
function randomName(): string {
  const letters = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) =>
    String.fromCharCode(97 + (byte % 26)),
  ).join("");
  return `${letters.slice(0, 6)}-${letters.slice(6)}`;
}
