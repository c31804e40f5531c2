/**
 * Every operation of every kind, with every fault at each of its requests, once and until it is over:
 * each succeeds or fails in words for people, and the next run ends with exactly what is declared.
 * SOAK_FAULTS says how many of these are run.
 */
import { worldPerTest } from "../provider/host.ts";
import { shortenWaits } from "../provider/quick.ts";
import { saidPerTest } from "../provider/said.ts";
import { amount, figures, spread } from "../support/figures.ts";
import { one, type Sample, samples } from "../support/samples.ts";
import { FAULTS } from "./fault-table.ts";
import { type Operation, OPERATIONS } from "./operations.ts";
import { type Fault, Trial } from "./trial.ts";

const world = worldPerTest();
const said = saidPerTest();

shortenWaits();

const GROUPS = samples.flatMap((sample) =>
  OPERATIONS.filter(({ of }) => of(sample)).map((operation) => ({ sample, operation })),
);

/** Of each operation of each kind. */
const EACH = Math.ceil(amount("SOAK_FAULTS", 3 * GROUPS.length) / GROUPS.length);

/** More than any operation tries. */
const WHILE_IT_LASTS = 100;

interface Case extends Fault {
  readonly name: string;
}

function casesOf(requests: number): Case[] {
  return Array.from({ length: requests }, (_, at) =>
    Object.entries(FAULTS).flatMap(([name, what]) =>
      [1, WHILE_IT_LASTS].map((times) => ({
        name: `${name}, at request ${at + 1}${times === 1 ? "" : " and all after it"}`,
        at,
        times,
        what,
      })),
    ),
  ).flat();
}

async function tryAll(sample: Sample, { name, run }: Operation) {
  const w = await world();
  const dry = await Trial.begin(w, sample, said, undefined);
  await run(dry, true);
  expect(dry.problems).toStrictEqual([]);
  const all = spread(casesOf(dry.requests), EACH);
  const bad: string[] = [];
  for (const each of all) {
    const trial = await Trial.begin(w, sample, said, each);
    await run(trial, each.times === 1);
    bad.push(...trial.problems.map((problem) => `${each.name}: ${problem}`));
  }
  const converged = all.length - new Set(bad.map((problem) => problem.split(":")[0])).size;
  figures("Faults: converged, of those tried", name, {
    [sample.definition.name]: all.length === 0 ? "asks nothing" : `${converged} of ${all.length}`,
  });
  return bad;
}

describe("whatever fault meets", () => {
  for (const { sample, operation } of GROUPS)
    it(`the ${operation.name} of ${one(sample.definition)}, it converges`, async () => {
      expect(await tryAll(sample, operation)).toStrictEqual([]);
    });
});
