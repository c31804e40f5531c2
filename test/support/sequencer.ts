/**
 * Runs long test files first, so that no core is idle at the end. Jest knows how long each took the last
 * time; in a fresh clone, it would use the file size, which says little, so the folder decides.
 */
import { sep } from "node:path";
import type { Test } from "@jest/test-result";
import sequencer from "@jest/test-sequencer";

/** The tests in these folders start commands, which takes seconds. */
const LONG = ["soak", "e2e", "scripts", "adopt", "review"].map(
  (folder) => `${sep}test${sep}${folder}${sep}`,
);

// Node imports the class itself; the types are those of a CommonJS module.
const Sequencer = sequencer as unknown as typeof sequencer.default;

export default class LongestFirst extends Sequencer {
  override async sort(tests: Test[]): Promise<Test[]> {
    const sorted = await super.sort(tests);
    if (sorted.every(({ duration }) => duration !== undefined)) return sorted;
    const isLong = ({ path }: Test) => LONG.some((folder) => path.includes(folder));
    return [...sorted.filter(isLong), ...sorted.filter((test) => !isLong(test))];
  }
}
