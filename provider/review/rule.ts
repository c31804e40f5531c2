/**
 * What a reviewer of livestreams must not miss, one rule an entry: of which kind, at which steps, and
 * what it means for whoever sends, shows or watches a picture.
 *
 * `breaking`: somebody notices at once, or something goes on that nobody manages any longer. `notice`:
 * worth a look, and nothing stops.
 */
import type { Phrase } from "./phrase.ts";
import type { Path } from "../schema/paths.ts";

type Plain = Readonly<Record<string, unknown>>;

/** What happens to a resource. `other` is what a newer engine may have come up with. */
export type Op =
  "create" | "adopt" | "import" | "update" | "replace" | "delete" | "other" | "read" | "same";

/**
 * What somebody has done to a resource past the stack since the last update; only a preview that
 * refreshes knows. Such a change has the state's values before and the API's after.
 */
export type Outside = "changed outside" | "gone outside";

/** What the update does about a property that was changed outside. */
export type Reaction = "puts it back" | "changes it" | "keeps it";

/** One property that changes, in words that may be shown. */
export interface PropertyChange {
  readonly path: Path;
  readonly is: "added" | "removed" | "changed";
  readonly secret: boolean;
  /** Absent where there was none, and where it is secret. */
  readonly before?: string;
  readonly after?: string;
  /** What the update does about it; only of what was changed outside. */
  readonly up?: Reaction;
}

/** What happens to one resource. */
export interface Change<Of extends Op | Outside = Op | Outside> {
  readonly urn: string;
  readonly type: string;
  /** The logical name. */
  readonly name: string;
  /** Its kind, where it is one of ours. */
  readonly kind: string | undefined;
  /** Its kind, or that of a resource of somebody else's which rules look at as well. */
  readonly watched: string | undefined;
  /** Why the API replaces, by property. */
  readonly why: Readonly<Record<string, string>>;
  readonly op: Of;
  /** What the update does to it, if anything; only of what was changed outside. */
  readonly then?: Op;
  /** The id that it has before. */
  readonly id: string | undefined;
  /** Inputs and outputs as they were, and inputs as they are to be; secrets as the preview has them. */
  readonly before: Plain;
  readonly after: Plain;
  /** The properties that make a replacement. */
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
  /** What that means. */
  readonly means: string;
  /** What else there is to say of one resource. */
  readonly notes?: (change: Change, all: readonly Change[]) => readonly Phrase[];
}
