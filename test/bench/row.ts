/** What the benchmark's table is made of. */

export interface Row {
  /** What is measured. */
  readonly what: string;
  readonly value: number;
  readonly unit: "ratio" | "requests" | "bytes" | "ms" | "s" | "MiB" | "percent";
  /** What it should be at most. */
  readonly reach?: number;
  /** What stands beside it, such as the time of which it is a ratio. */
  readonly beside?: string;
}

export interface Section {
  readonly title: string;
  readonly rows: readonly Row[];
}

export interface Scale {
  /** The resources of a program. */
  readonly resources: number;
  readonly rounds: number;
  /** The counts of resources for the curves. */
  readonly counts: readonly number[];
  /** The creates against a rate limit. */
  readonly creates: number;
}

export function seconds(value: number): string {
  return `${value.toFixed(2)} s`;
}
