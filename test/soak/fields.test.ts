/**
 * The acceptance matrix, through the real CLI: every field of every kind, changed, drifted, removed, or
 * replacing. SOAK_FIELDS says how many fields of each kind.
 */
import assert from "node:assert/strict";
import { APP } from "../support/account.ts";
import { amount, spread } from "../support/figures.ts";
import { assertSucceeded } from "../support/outcome.ts";
import { type Project, projectStory } from "../support/project.ts";
import { samples } from "../support/samples.ts";
import { apiOf, AT_API, everything, idsOf } from "./at-api.ts";
import { at, fieldsOf, HUB, nested, SECOND_APP, SECOND_HUB, smallOf, withOther } from "./fields.ts";
import {
  assessed,
  differing,
  type Entry,
  entry,
  expectQuiet,
  expectSteps,
  holdings,
  stepsOf,
  withArgs,
} from "./matrix.ts";
import {
  declareRoster,
  type Known,
  knownResources,
  type Resource,
  ROSTER_PROGRAM,
} from "./roster.ts";

const FIELDS = amount("SOAK_FIELDS", 1);

const SHARED: Resource[] = [
  { kind: "LiveInput", name: HUB, args: {} },
  { kind: "LiveInput", name: SECOND_HUB, args: {} },
  { kind: "App", name: SECOND_APP, args: {} },
];

/** One resource of each kind for itself, one for each field that changes in place, one for each that replaces. */
const BASE = samples.map((sample) => {
  const name = `${sample.definition.name}-base`;
  return entry(sample, name, smallOf(sample, name));
});
const perField = (of: "inPlace" | "fixed") =>
  samples.flatMap((sample) =>
    spread(fieldsOf(sample)[of], FIELDS).map((path) => {
      const name = `${sample.definition.name}-${path.join("-")}`;
      return { path, ...entry(sample, name, smallOf(sample, name)) };
    }),
  );
const IN_PLACE = perField("inPlace");
const FIXED = perField("fixed");

/** What is a word of ours is not at the API. */
const OURS_ONLY = ["RestreamTarget-platform"];
/** What stands for many fields, or has others of the look follow it. */
const MANY = [
  "Preset-template",
  "Preset-permissions-plugins-config",
  "Preset-ui-designTokens-theme",
  "Preset-ui-designTokens-colors-text",
];

const { step, check } = projectStory({ program: ROSTER_PROGRAM });

/** What the steps hand on. */
let before: Awaited<ReturnType<typeof holdings>> = {};
let after: typeof before = {};
let known: Record<string, Known> = {};

async function declare(project: Project, ...entries: readonly (readonly Entry[])[]) {
  await declareRoster(project, [...SHARED, ...entries.flat().map(({ resource }) => resource)]);
}

const knownOf = (name: string) => known[name] ?? assert.fail(`the state has no ${name}`);

describe("every kind", () => {
  step("is created, each once", async (project) => {
    const all = [...BASE, ...IN_PLACE, ...FIXED];
    await declare(project, all);
    const up = await project.up();
    assertSucceeded(up);
    known = await knownResources(project);
    const held = await everything(apiOf(project), APP);
    const ids = Object.values(held).flatMap(idsOf);
    expect(new Set(ids).size).toBe(all.length + SHARED.length);
    await assessed("created, and read back from the API", all, (name) =>
      ids.includes(knownOf(name).id) ? undefined : "is not at the API",
    );
  });

  step("is then unchanged: an empty preview", async (project) => {
    const all = [...BASE, ...IN_PLACE, ...FIXED];
    await expectQuiet("then an empty preview", await project.preview(), all);
  });

  step("is read back as it is: an empty refresh", async (project) => {
    const all = [...BASE, ...IN_PLACE, ...FIXED];
    await expectQuiet("and an empty refresh", await project.refresh(), all);
    before = await holdings(project, IN_PLACE);
  });
});

describe("each field", () => {
  const changed = () =>
    IN_PLACE.map((each) => {
      const { name, args } = each.resource;
      const has = at(knownOf(name).inputs, each.path);
      return withArgs(each, withOther(each.sample, args, each.path, has));
    });

  step("that changes in place does, and nothing else with it", async (project) => {
    await declare(project, BASE, changed(), FIXED);
    await expectSteps("a field changed: an update", await project.up(), IN_PLACE, "update");
    after = await holdings(project, IN_PLACE);
    await assessed("the field changed at the API, and no other", IN_PLACE, (name) => {
      const paths = differing(before[name], after[name]);
      const isGood = OURS_ONLY.includes(name)
        ? paths.length === 0
        : MANY.includes(name)
          ? paths.length > 1
          : // A list has a path for each of its items.
            new Set(paths.map((path) => path.replace(/\.\d+$/, ""))).size === 1;
      return isGood ? undefined : { differing: paths };
    });
    assertSucceeded(await project.preview(["--expect-no-changes"]));
    assertSucceeded(await project.refresh(["--expect-no-changes"]));
  });

  step("that somebody has changed outside is found by a refresh, and repaired", async (project) => {
    known = await knownResources(project);
    const drifting = IN_PLACE.filter(({ resource }) => !OURS_ONLY.includes(resource.name));
    for (const { sample, resource } of drifting) {
      const { id, outputs } = knownOf(resource.name);
      const place = { id, liveInputId: String(outputs.liveInputId) };
      const held = nested(before[resource.name] ?? {});
      await AT_API[sample.definition.name]?.putBack?.(apiOf(project), place, held);
    }
    await expectSteps("drift: found by a refresh", await project.refresh(), drifting, "update");
    await expectSteps("drift: repaired by the next up", await project.up(), drifting, "update");
    const now = await holdings(project, IN_PLACE);
    await assessed("drift: as before at the API", IN_PLACE, (name) => {
      const paths = differing(after[name], now[name]);
      return paths.length === 0 ? undefined : { differing: paths };
    });
  });

  step("that is taken out returns to its default", async (project) => {
    await declare(project, BASE, IN_PLACE, FIXED);
    await expectSteps("a field removed: an update", await project.up(), IN_PLACE, "update");
    const now = await holdings(project, IN_PLACE);
    await assessed("a field removed: its default at the API", IN_PLACE, (name) => {
      const paths = differing(before[name], now[name]);
      // What had a given name has an automatic one again, which is another one than it had.
      const isName = /-(name|title|displayName)$/.test(name) && paths.length === 1;
      return isName || paths.length === 0 ? undefined : { differing: paths };
    });
    assertSucceeded(await project.refresh(["--expect-no-changes"]));
  });

  step("that the API cannot change replaces", async (project) => {
    known = await knownResources(project);
    const old = known;
    const fixed = FIXED.map((each) => {
      const { name, args } = each.resource;
      const has = at(knownOf(name).inputs, each.path);
      return withArgs(each, withOther(each.sample, args, each.path, has));
    });
    await declare(project, BASE, IN_PLACE, fixed);
    await expectSteps("an immutable field: replaced", await project.up(), FIXED, "replace");
    known = await knownResources(project);
    await assessed("an immutable field: a new id", FIXED, (name) =>
      knownOf(name).id === old[name]?.id ? "has the same id" : undefined,
    );
    assertSucceeded(await project.refresh(["--expect-no-changes"]));
  });

  check("of the account replaces as well, as a preview says", async (project) => {
    const elsewhere = BASE.map((each) =>
      withArgs(each, { ...each.resource.args, accountId: "another-account" }),
    );
    await declare(project, elsewhere, IN_PLACE, FIXED);
    const steps = stepsOf(await project.preview());
    await assessed("another account: replaced, in a preview", BASE, (name) =>
      steps[name] === "replace" ? undefined : steps[name],
    );
  });
});
