/** What is wrong with a declaration: one failure, several, and as text. */
import { cut } from "./nearest.ts";
import { writePath } from "./paths.ts";

/** One thing that is wrong with a declaration. */
export interface Failure {
  /** Where, as Pulumi writes property paths: `ui.designTokens.colors.brand["500"]`. */
  readonly path: readonly PropertyKey[];
  /** What is wrong with the value, and what is allowed. */
  readonly reason: string;
  /** How many it stands for, where they are too many to tell each. Default: 1. */
  readonly count?: number;
}

/** More than anybody reads; one mistake in what makes a declaration can make thousands. */
export const MOST_TOLD = 50;

/** The longest path that a message shows. */
const LONGEST_PATH = 200;

/** The first of very many failures, and how many more there are. */
export function firstOf(failures: readonly Failure[]): Failure[] {
  const single = failures.filter(({ count }) => count === undefined);
  const told = single.slice(0, MOST_TOLD);
  return [...told, ...more(countOf(failures) - told.length)];
}

/** How many failures these stand for. */
export function countOf(failures: readonly Failure[]): number {
  return failures.reduce((sum, { count = 1 }) => sum + count, 0);
}

export function more(count: number): Failure[] {
  return count > 0 ? [{ path: [], reason: `and ${count} more`, count }] : [];
}

/** A failure as a line. */
export function writeFailure({ path, reason }: Failure): string {
  return path.length > 0 ? `${cut(writePath(path), LONGEST_PATH)}: ${reason}` : reason;
}
