/**
 * What a reviewer of livestreams must not miss, one rule an entry: of which kind, at which steps, and
 * what it means for whoever sends, shows or watches a picture.
 *
 * `breaking`: somebody notices at once, or something goes on that nobody manages any longer. `notice`:
 * worth a look, and nothing stops.
 */
import type { Change, Op } from "./changes.ts";
import type { Phrase } from "./phrase.ts";

export type Level = "breaking" | "notice";

export interface Rule {
  readonly id: string;
  readonly level: Level;
  readonly on: readonly Op[];
  readonly when?: (change: Change, all: readonly Change[]) => boolean;
  /** What happens, as a heading. */
  readonly what: string;
  /** What that means. */
  readonly means: string;
  /** What else there is to say of one resource. */
  readonly notes?: (change: Change, all: readonly Change[]) => readonly Phrase[];
}
