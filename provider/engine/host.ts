/** What a provider has from the host that calls it, and what it answers. */
import type { Settings } from "../client/settings.ts";
import type { Plain } from "../schema/compare.ts";
import type { Failure } from "../schema/failure.ts";
import type { Difference } from "./differences.ts";

/** What a check makes of a declaration: the inputs with their defaults, or all that is wrong. */
export interface CheckResult {
  readonly inputs: Plain;
  readonly failures: readonly Failure[];
}

/** What differs, and which of it the API cannot change. */
export interface DiffResult {
  readonly changed: readonly string[];
  readonly replaces: readonly string[];
  readonly details: readonly Difference[];
}

/** What a provider has from its host. */
export interface Surroundings {
  /** How the API is reached; asked anew at each call, for a host is told after it has begun. */
  readonly settings: () => Settings;
  /** Tells whoever runs Pulumi something about the resource that has these properties. */
  readonly say: (text: string, props: Plain) => void;
}
