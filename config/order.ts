/** The order in which sections are made: those that others refer to come first. */
import type { Reference } from "../provider/engine/definition.ts";

interface Referring {
  readonly name: string;
  readonly references?: Readonly<Record<string, Reference>>;
}

/** What others refer to before them. */
export function inOrder<S extends Referring>(all: readonly S[]): S[] {
  const placed = new Set<S>();
  const place = (section: S) => {
    for (const { section: other } of Object.values(section.references ?? {}))
      for (const each of all) if (each.name === other && each !== section) place(each);
    placed.add(section);
  };
  all.forEach(place);
  return [...placed];
}
