/** Which of the known names somebody may have meant. */
import leven from "leven";

/** Longer ones are no mistyped names. */
const LONGEST = 60;

/** How many changes still make a likely mistake, and how many for each letter. */
const MOST = { changes: 3, perLetter: 0.5 };

/**
 * The known name that is nearest to this one; undefined where none is near. Case, `_` and `-` do not
 * count: the API's own names are written with them.
 */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const sought = plain(name);
  // Of numbers any is near any other.
  if (sought.length > LONGEST || !/[a-z]/.test(sought)) return undefined;
  const maxDistance = Math.min(MOST.changes, Math.floor(sought.length * MOST.perLetter));
  const found = known
    // One more than is allowed, for leven answers its limit for all that is beyond.
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

/** "did you mean" and what may be used, where there is more than one of it. */
export function suggestion(name: string, known: readonly string[], write = asIs): string {
  const meant = known.length > 1 ? nearest(name, known) : undefined;
  return meant === undefined ? "" : `did you mean ${write(meant)}? `;
}

/** How many names a message lists. */
const LISTED = 50;

/** All names, or the first of very many. */
export function listed(known: readonly string[]): string {
  const first = known.slice(0, LISTED).map((each) => cut(each, LONGEST));
  const more = known.length - first.length;
  return first.join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** A text that a message can hold. */
export function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 3)}…` : text;
}
