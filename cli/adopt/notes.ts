/** What config and code say in comments. */
import type { Change } from "./declaration.ts";
import type { LeftOut } from "./owners.ts";

/** That something is left out, and where it is told what; nothing where nothing is. */
export function othersNote({ length }: readonly LeftOut[], lead: string): string[] {
  if (length === 0) return [];
  const [what, them] = length === 1 ? ["1 thing is", "it"] : [`${length} things are`, "them"];
  return [
    `${lead}${what} left out, since another stack may manage ${them}: adopt without options says which.`,
  ];
}

/** What taking over would change, in lines that each begin with `lead`; nothing where nothing does. */
export function changeNote(changes: readonly Change[], lead: string): string[] {
  if (changes.length === 0) return [];
  return [
    `${lead}Taking this over CHANGES it, since it cannot be declared as it is:`,
    ...changes.map(({ path, from, to }) => `${lead}  ${path}: ${value(from)} becomes ${value(to)}`),
  ];
}

/** JSON keeps it in its line: a text from the API may have any character in it. */
function value(of: unknown): string {
  return of === undefined ? "(not there)" : JSON.stringify(of);
}
