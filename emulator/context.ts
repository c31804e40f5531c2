import type { FastifyInstance } from "fastify";
import type { FaultBox } from "./faults.ts";
import type { Quirks } from "./quirks.ts";
import type { RequestLog } from "./request-log.ts";
import type { Store } from "./store.ts";

/** What every part of one running emulator shares. */
export interface EmulatorContext {
  readonly data: string;
  readonly accountId: string;
  readonly appId: string;
  readonly store: Store;
  /** Read at each request, so that a test can switch one while the emulator runs. */
  quirks: Quirks;
  readonly faults: FaultBox;
  readonly requests: RequestLog;
  /** Puts the account's first app into an empty store. */
  seed(): void;
}

/** Adds the routes of one resource kind. Its paths are relative to what its list in kinds.ts says. */
export type Kind = (routes: FastifyInstance, emulator: EmulatorContext) => void;
