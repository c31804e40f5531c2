/**
 * An `up` of 30 resources killed at random moments, and then `up` as anybody would, with the adopt
 * lines that it asks for: no resource is shared, nothing is made twice silently, and what is left over
 * is named. SOAK_KILLS says how many kills.
 */
import { removeEmptyAttributes } from "../../scripts/stale-lock.ts";
import { APP } from "../support/account.ts";
import { amount, figures } from "../support/figures.ts";
import { assertSucceeded } from "../support/outcome.ts";
import { type Operation, type Project, withProject } from "../support/project.ts";
import { apiOf, everything, idsOf } from "./at-api.ts";
import { killedUp, type Victim, VICTIMS } from "./kill.ts";
import { declareRoster, type Known, knownResources, ROSTER_PROGRAM } from "./roster.ts";
import { adopting, THIRTY } from "./thirty.ts";

const KILLS = amount("SOAK_KILLS", 2);

/** More than it ever took; each is one that says what to adopt. */
const MOST_UPS = 8;

class Tally {
  kills = 0;
  tooLate = 0;
  madeBefore = 0;
  emptied = 0;
  pending = 0;
  ups = 0;
  adopted = 0;
  leftOver = 0;
  unnamed = 0;
  shared = 0;
}

const COUNTED: Readonly<Record<keyof Tally, string>> = {
  kills: "kills",
  tooLate: "of them too late: the up was over",
  madeBefore: "resources made before the kill",
  emptied: "files that the CLI left empty beside the state",
  pending: "pending creates, of which the engine warns",
  ups: "ups until all is there",
  adopted: "adopted as an error said",
  leftOver: "left over, and named by the next ups",
  unnamed: "left over, and not named",
  shared: "shared by two resources",
};

const tallies = new Map<Victim, Tally>(VICTIMS.map((victim) => [victim, new Tally()]));

afterAll(() => {
  for (const [victim, tally] of tallies)
    for (const [key, what] of Object.entries(COUNTED))
      figures("Kills of an up of 30 resources", what, { [victim]: tally[key as keyof Tally] });
});

describe("an up of 30 resources", () => {
  for (let round = 0; round < KILLS; round++) {
    const victim = VICTIMS[round % VICTIMS.length] ?? VICTIMS[0];
    it(`goes on after a kill of ${victim}, and tells what is left over: ${round + 1}`, async () => {
      await withProject((project) => killAndGoOn(project, victim, round), {
        program: ROSTER_PROGRAM,
      });
    });
  }
});

async function killAndGoOn(project: Project, victim: Victim, round: number): Promise<void> {
  const tally = tallies.get(victim) ?? new Tally();
  await declareRoster(project, THIRTY);
  const { up, moment } = await killedUp(project, victim, round);
  tally.kills++;
  if (up.code === 0) tally.tooLate++;
  tally.madeBefore += (await allIds(project)).length;
  tally.emptied += (await removeEmptyAttributes(project.backend)).length;
  await project.pulumi(["cancel", "--yes"]);
  const { deployment } = await project.exportState();
  tally.pending += deployment.pending_operations?.length ?? 0;

  const { told, ups, adopted } = await upUntilDone(project);
  tally.ups += ups;
  tally.adopted += adopted;
  const found = await look(project, told);
  tally.leftOver += found.named.length;
  tally.unnamed += found.unnamed.length;
  tally.shared += found.shared.length;
  const { unnamed, shared, missing } = found;
  expect({ moment, unnamed, shared, missing }).toStrictEqual({
    moment,
    unnamed: [],
    shared: [],
    missing: [],
  });
  assertSucceeded(await project.preview(["--refresh", "--expect-no-changes"]));
  await project.assertNoSecretLeaked();
}

/** Goes on as one would who reads what the CLI says. */
async function upUntilDone(project: Project) {
  const adopt = new Map<string, string>();
  let told = "";
  for (let ups = 1; ups <= MOST_UPS; ups++) {
    const up = await project.up();
    told += up.text;
    if (up.code === 0) return { told, ups, adopted: adopt.size };
    const lines = adoptLines(up);
    // A failure that says nothing to do is one that nobody gets out of.
    if (lines.length === 0) assertSucceeded(up);
    for (const [name, id] of lines) adopt.set(name, id);
    await declareRoster(project, adopting(adopt));
  }
  throw new Error(`not done after ${MOST_UPS} ups:\n${told}`);
}

/** What the errors of an up say to adopt, by logical name. */
function adoptLines({ diagnostics }: Operation): [name: string, id: string][] {
  return diagnostics.flatMap(({ severity, message, urn }): [string, string][] => {
    const id = /set adopt: "([^"]+)"/.exec(message)?.[1];
    const name = urn?.split("::").at(-1);
    return severity === "error" && id !== undefined && name !== undefined ? [[name, id]] : [];
  });
}

async function allIds(project: Project): Promise<string[]> {
  return Object.values(await everything(apiOf(project), APP)).flatMap(idsOf);
}

/** What the API holds against what the state has, and against what was told. */
async function look(project: Project, told: string) {
  const known: Known[] = Object.values(await knownResources(project));
  const ids = known.map(({ id }) => id);
  const held = await allIds(project);
  const others = held.filter((id) => !ids.includes(id));
  return {
    shared: ids.filter((id, at) => ids.indexOf(id) !== at),
    missing: ids.filter((id) => !held.includes(id)),
    named: others.filter((id) => told.includes(id)),
    unnamed: others.filter((id) => !told.includes(id)),
  };
}
