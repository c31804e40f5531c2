/**
 * Runs long test files first, so that no core is idle at the end. Jest knows how long each took the last
 * time; in a fresh clone, it would use the file size, which says little, so the folder decides.
 */
import { join, sep } from "node:path";
import type { Test } from "@jest/test-result";
import sequencer from "@jest/test-sequencer";

/** The tests that take more than a minute: none of them may begin when the others are done. */
const LONGEST = [
  "e2e/package",
  "docs/pages",
  "e2e/adopt",
  "e2e/team",
  "e2e/native-sdks",
  "e2e/native-python",
  "soak/lifecycle",
].map((file) => `${join("test", file)}.test.ts`);

/** The tests in these folders start commands, which takes seconds. */
const LONG = ["soak", "e2e", "scripts", "adopt", "review", "docs", "doctor"].map(
  (folder) => `${sep}test${sep}${folder}${sep}`,
);

// Node imports the class itself; the types are those of a CommonJS module.
const Sequencer = sequencer as unknown as typeof sequencer.default;

export default class LongestFirst extends Sequencer {
  override async sort(tests: Test[]): Promise<Test[]> {
    const sorted = await super.sort(tests);
    if (sorted.every(({ duration }) => duration !== undefined)) return sorted;
    const isLong = ({ path }: Test) => LONG.some((folder) => path.includes(folder));
    const isLongest = ({ path }: Test) => LONGEST.some((file) => path.endsWith(file));
    const rank = (test: Test) => (isLongest(test) ? 0 : isLong(test) ? 1 : 2);
    return sorted.toSorted((a, b) => rank(a) - rank(b));
  }
}
