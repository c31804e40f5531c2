/**
 * Status, sessions and seconds of livestreams, as the API shows them. A livestream that is on air is noted in
 * the store, so that an emulator that was killed can go on with the session, or end it.
 */
import type { EmulatorContext } from "../context.ts";
import { LivestreamStore, type LivestreamStatus } from "../livestream-store.ts";
import type { Collection } from "../store.ts";
import type { Source } from "./sources.ts";

export class Sessions {
  readonly #livestreams: LivestreamStore;
  readonly #onAir: Collection<{ id: string }>;

  constructor(emulator: Pick<EmulatorContext, "store">) {
    this.#livestreams = new LivestreamStore(emulator);
    this.#onAir = emulator.store.collection("on-air");
  }

  /** The sources that were on air when an emulator was killed. */
  interrupted(): string[] {
    return this.#onAir.all().map(({ document }) => document.id);
  }

  /** Starts a session, or goes on with the one that was interrupted. */
  begin(source: Source): Session {
    const { kind, scope, id } = source;
    if (kind === "live-input") return new Session(undefined);
    const before = this.#livestreams.activeSession(scope, id);
    const write: Write = (status, ingestSeconds, viewerSeconds) => {
      const change = { status, ingestSeconds, viewerSeconds, at: new Date().toISOString() };
      // Undefined: it is gone, for example by a reset.
      return this.#livestreams.setStatus(scope, id, change) !== undefined;
    };
    if (write("LIVE", before?.ingest_seconds ?? 0, before?.viewer_seconds ?? 0)) {
      if (!this.#onAir.get(scope, id)) this.#onAir.insert(scope, id, { id });
    }
    return new Session({
      write,
      forget: () => void this.#onAir.delete(scope, id),
      ingestSeconds: before?.ingest_seconds ?? 0,
      viewerSeconds: before?.viewer_seconds ?? 0,
    });
  }
}

type Write = (status: LivestreamStatus, ingestSeconds: number, viewerSeconds: number) => boolean;

interface Kept {
  readonly write: Write;
  readonly forget: () => void;
  ingestSeconds: number;
  viewerSeconds: number;
}

/** The session of a source; a live input has none in the API. */
export class Session {
  readonly #kept: Kept | undefined;
  readonly began = Date.now();

  constructor(kept: Kept | undefined) {
    this.#kept = kept;
  }

  ingested(seconds: number): void {
    if (this.#kept) this.#kept.ingestSeconds += seconds;
  }

  viewed(seconds: number): void {
    if (this.#kept) this.#kept.viewerSeconds += seconds;
  }

  /** Writes the seconds. */
  save(): void {
    this.#write("LIVE");
  }

  end(): void {
    this.#write("OFFLINE");
    this.#kept?.forget();
  }

  #write(status: LivestreamStatus): void {
    const kept = this.#kept;
    kept?.write(status, round(kept.ingestSeconds), round(kept.viewerSeconds));
  }
}

function round(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
