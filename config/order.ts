/** Orders the sections: a section comes after those that it refers to. */
import type { Reference } from "../provider/engine/definition.ts";

interface Referring {
  readonly name: string;
  readonly references?: Readonly<Record<string, Reference>>;
}

/** The sections, each after those that it refers to. */
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
