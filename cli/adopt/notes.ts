/** The comments in the printed config and code. */
import type { Change } from "./declaration.ts";
import type { LeftOut } from "./owners.ts";

/** The note about resources that are left out, if there are any. */
export function othersNote({ length }: readonly LeftOut[], lead: string): string[] {
  if (length === 0) return [];
  const [what, them] = length === 1 ? ["1 resource is", "it"] : [`${length} resources are`, "them"];
  return [
    `${lead}${what} left out, because another stack may manage ${them}; adopt without options lists ${them}.`,
  ];
}

/** The note about what the adoption would change, if anything. Each line starts with `lead`. */
export function changeNote(changes: readonly Change[], lead: string): string[] {
  if (changes.length === 0) return [];
  return [
    `${lead}Adopting this CHANGES it, because its current values are not allowed as inputs:`,
    ...changes.map(({ path, from, to }) => `${lead}  ${path}: ${value(from)} becomes ${value(to)}`),
  ];
}

/** As JSON, so that it stays on one line: a text from the API can contain any character. */
function value(of: unknown): string {
  return of === undefined ? "(not set)" : JSON.stringify(of);
}
