/** The figures of the soak tests. `npm run soak` sets the full amounts, and prints the figures. */
import { appendFileSync } from "node:fs";

export interface Figure {
  readonly section: string;
  readonly row: string;
  readonly column: string;
  readonly value: number | string;
}

/** Adds figures to a row of a section's table. */
export function figures(
  section: string,
  row: string,
  values: Record<string, number | string>,
): void {
  const file = process.env.SOAK_FIGURES;
  if (file === undefined) return;
  for (const [column, value] of Object.entries(values)) {
    const figure: Figure = { section, row, column, value };
    appendFileSync(file, `${JSON.stringify(figure)}\n`);
  }
}

/** The amount to test: from the environment, otherwise a sample; "all" is unlimited. */
export function amount(name: `SOAK_${string}`, sample: number): number {
  const wanted = process.env[name] ?? String(sample);
  const count = wanted === "all" ? Infinity : Number(wanted);
  if (Number.isNaN(count)) throw new Error(`${name}: ${wanted} is no number; give one, or "all"`);
  return count;
}

/** A sample of the items, evenly distributed. */
export function spread<T>(all: readonly T[], count: number): T[] {
  if (count >= all.length) return [...all];
  return Array.from({ length: count }, (_, at) => {
    const chosen = all[Math.floor(((at + 0.5) * all.length) / count)];
    if (chosen === undefined) throw new Error("nothing to choose from");
    return chosen;
  });
}
