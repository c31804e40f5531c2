/** Failures of inputs, and how they are written. */
import { cut } from "./nearest.ts";
import { writePath } from "./paths.ts";

/** A failure of an input. */
export interface Failure {
  /** The property path, such as `ui.designTokens.colors.brand["500"]`. */
  readonly path: readonly PropertyKey[];
  /** The problem with the value, and what is allowed. */
  readonly reason: string;
  /** The number of failures that it stands for, if there are too many to list. Default: 1. */
  readonly count?: number;
}

/** The maximum number of failures in a message; one mistake in a program can cause thousands. */
export const MOST_TOLD = 50;

/** The maximum length of a path in a message. */
const LONGEST_PATH = 200;

/** The first failures, and how many more there are. */
export function firstOf(failures: readonly Failure[]): Failure[] {
  const single = failures.filter(({ count }) => count === undefined);
  const told = single.slice(0, MOST_TOLD);
  return [...told, ...more(countOf(failures) - told.length)];
}

/** The number of failures that these stand for. */
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
