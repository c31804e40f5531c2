/** The interface between a provider and the host that calls it. */
import type { Settings } from "../client/settings.ts";
import type { Plain } from "../schema/compare.ts";
import type { Failure } from "../schema/failure.ts";
import type { Difference } from "./differences.ts";

/** The result of a check: the inputs with their defaults, or all failures. */
export interface CheckResult {
  readonly inputs: Plain;
  readonly failures: readonly Failure[];
}

/** The properties that differ, and which of them the API cannot change. */
export interface DiffResult {
  readonly changed: readonly string[];
  readonly replaces: readonly string[];
  readonly details: readonly Difference[];
}

/** What a host gives to a provider. */
export interface Host {
  /** The settings; read for each call, because a host is configured after it has started. */
  readonly settings: () => Settings;
  /** Prints a message about the resource with these properties. */
  readonly say: (text: string, props: Plain) => void;
}
