/** What config and code say in comments. */
import type { Change } from "./declaration.ts";
import type { LeftOut } from "./owners.ts";

/** That something is left out, and where it is told what; nothing where nothing is. */
export function othersNote({ length }: readonly LeftOut[], lead: string): string[] {
  if (length === 0) return [];
  const [what, them] = length === 1 ? ["1 resource is", "it"] : [`${length} resources are`, "them"];
  return [
    `${lead}${what} left out, because another stack may manage ${them}; adopt without options lists ${them}.`,
  ];
}

/** What taking over would change, in lines that each begin with `lead`; nothing where nothing does. */
export function changeNote(changes: readonly Change[], lead: string): string[] {
  if (changes.length === 0) return [];
  return [
    `${lead}Adopting this CHANGES it, because its current values are not allowed as inputs:`,
    ...changes.map(({ path, from, to }) => `${lead}  ${path}: ${value(from)} becomes ${value(to)}`),
  ];
}

/** JSON keeps it in its line: a text from the API may have any character in it. */
function value(of: unknown): string {
  return of === undefined ? "(not set)" : JSON.stringify(of);
}
