import type { FastifyInstance } from "fastify";
import type { FaultBox } from "./faults.ts";
import type { Quirks } from "./quirks.ts";
import type { RequestLog } from "./request-log.ts";
import type { Store } from "./store.ts";

/** Where encoders send video and players load it, and what comes in there. */
export interface Endpoints {
  /** The ingest server that is handed out. */
  readonly ingestServer: string;
  /** The playback URL to hand out in place of Cloudflare's. */
  playback(url: string): string;
  /** The connection status of a live input. */
  liveInputStatus(uid: string): "connected" | "reconnecting" | "client_disconnect" | null;
}

/** What the parts of a running emulator share. */
export interface EmulatorContext {
  readonly data: string;
  readonly accountId: string;
  readonly appId: string;
  readonly store: Store;
  /** Read at each request, so that a test can switch one while the emulator runs. */
  quirks: Quirks;
  readonly faults: FaultBox;
  readonly requests: RequestLog;
  /** Cloudflare's, unless the emulator takes video itself. */
  endpoints: Endpoints;
  /** Creates the account's first app in an empty store. */
  seed(): void;
}

/** Adds the routes of a resource kind. Its paths are relative to those in kinds.ts. */
export type Kind = (routes: FastifyInstance, emulator: EmulatorContext) => void;
