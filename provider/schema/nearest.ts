/** Suggests a known name for an unknown one. */
import leven from "leven";

/** Longer names are not compared. */
const LONGEST = 60;

/** The maximum number of changes between two similar names, in total and per letter. */
const MOST = { changes: 3, perLetter: 0.5 };

/**
 * The most similar known name; undefined if none is similar. Case, `_` and `-` are ignored, because the
 * API's own names use them.
 */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const sought = plain(name);
  // Numbers are too similar to each other.
  if (sought.length > LONGEST || !/[a-z]/.test(sought)) return undefined;
  const maxDistance = Math.min(MOST.changes, Math.floor(sought.length * MOST.perLetter));
  const found = known
    // One more than allowed, because leven returns its limit for all larger distances.
    .map((each) => ({
      each,
      distance: leven(sought, plain(each), { maxDistance: maxDistance + 1 }),
    }))
    .filter(({ distance }) => distance <= maxDistance);
  return found.toSorted((a, b) => a.distance - b.distance)[0]?.each;
}

function plain(name: string): string {
  return name.replace(/[-_\s]/g, "").toLowerCase();
}

function asIs(name: string): string {
  return name;
}

/** "did you mean …?", if there are several known names. */
export function suggestion(name: string, known: readonly string[], write = asIs): string {
  const meant = known.length > 1 ? nearest(name, known) : undefined;
  return meant === undefined ? "" : `did you mean ${write(meant)}? `;
}

/** The maximum number of names in a message. */
const LISTED = 50;

/** The names, or the first ones if there are too many. */
export function listed(known: readonly string[]): string {
  const first = known.slice(0, LISTED).map((each) => cut(each, LONGEST));
  const more = known.length - first.length;
  return first.join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** Shortens a text. */
export function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 3)}…` : text;
}
