/**
 * The rules of the review: for which operations they apply, and what the change means for encoders, players
 * and viewers.
 *
 * `breaking`: streams are affected, or a resource still exists that is no longer managed. `notice`: worth a
 * look, but nothing stops.
 */
import type { Phrase } from "./phrase.ts";
import type { Path } from "../schema/paths.ts";

type Plain = Readonly<Record<string, unknown>>;

/** What happens to a resource. `other` is an operation that this version does not know. */
export type Op =
  "create" | "adopt" | "import" | "update" | "replace" | "delete" | "other" | "read" | "same";

/**
 * A change to a resource outside Pulumi since the last update; only a preview with a refresh has it. It has
 * the state's values before and the API's values after.
 */
export type Outside = "changed outside" | "gone outside";

/** What the update does about a property that was changed outside Pulumi. */
export type Reaction = "puts it back" | "changes it" | "keeps it";

/** A property that changes, without secrets. */
export interface PropertyChange {
  readonly path: Path;
  readonly is: "added" | "removed" | "changed";
  readonly secret: boolean;
  /** Absent if there was no value, or if it is secret. */
  readonly before?: string;
  readonly after?: string;
  /** What the update does about it; only for changes outside Pulumi. */
  readonly up?: Reaction;
}

/** What happens to a resource. */
export interface Change<Of extends Op | Outside = Op | Outside> {
  readonly urn: string;
  readonly type: string;
  /** The logical name. */
  readonly name: string;
  /** Its kind, if it is one of this package. */
  readonly kind: string | undefined;
  /** Its kind, or the kind of another package's resource that the rules check too. */
  readonly watched: string | undefined;
  /** The reasons for replacements, by property. */
  readonly why: Readonly<Record<string, string>>;
  readonly op: Of;
  /** What the update does to it, if anything; only for changes outside Pulumi. */
  readonly then?: Op;
  /** Its id before the change. */
  readonly id: string | undefined;
  /** The old inputs and outputs, and the new inputs; secrets as in the preview. */
  readonly before: Plain;
  readonly after: Plain;
  /** The properties that cause a replacement. */
  readonly reasons: readonly string[];
  readonly properties: readonly PropertyChange[];
}

export type Level = "breaking" | "notice";

export interface Rule {
  readonly id: string;
  readonly level: Level;
  readonly on: readonly (Op | Outside)[];
  readonly when?: (change: Change, all: readonly Change[]) => boolean;
  /** What happens, as a heading. */
  readonly what: string;
  /** The consequence. */
  readonly means: string;
  /** Notes about a resource. */
  readonly notes?: (change: Change, all: readonly Change[]) => readonly Phrase[];
}
