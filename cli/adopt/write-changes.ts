/** What taking over would change, for a comment. */
import type { Change } from "./declaration.ts";

/** Lines that each begin with `lead`; nothing where nothing changes. */
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
