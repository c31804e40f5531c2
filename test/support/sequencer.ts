/**
 * The long ones first, so that no core is left idle while another has a minute to go. Jest knows how
 * long each took the last time; in a fresh clone it goes by the size of the files, which says little,
 * so that there the folder decides.
 */
import { sep } from "node:path";
import type { Test } from "@jest/test-result";
import sequencer from "@jest/test-sequencer";

/** In each test of these a command starts, which takes seconds. */
const LONG = ["soak", "e2e", "scripts", "adopt", "review"].map(
  (folder) => `${sep}test${sep}${folder}${sep}`,
);

// What Node gives is the class itself; the types are those of a CommonJS module.
const Sequencer = sequencer as unknown as typeof sequencer.default;

export default class LongestFirst extends Sequencer {
  override async sort(tests: Test[]): Promise<Test[]> {
    const sorted = await super.sort(tests);
    if (sorted.every(({ duration }) => duration !== undefined)) return sorted;
    const isLong = ({ path }: Test) => LONG.some((folder) => path.includes(folder));
    return [...sorted.filter(isLong), ...sorted.filter((test) => !isLong(test))];
  }
}
