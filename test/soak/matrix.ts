/** The resources of the matrix, what became of each, and how it is counted. */
import { figures } from "../support/figures.ts";
import { assertSucceeded } from "../support/outcome.ts";
import type { Plain } from "../support/plain.ts";
import type { Operation, Project } from "../support/project.ts";
import { type Sample, samples } from "../support/samples.ts";
import { apiOf, AT_API, type Place } from "./at-api.ts";
import { flat } from "./fields.ts";
import { type Known, knownResources, type Resource } from "./roster.ts";

/** What the API changes by itself, or at each write. */
const VOLATILE = /^(updated_at|modified)$/;

/** A resource of the matrix, which declares a kind for one purpose. */
export interface Entry {
  readonly sample: Sample;
  readonly resource: Resource;
}

export function entry(sample: Sample, name: string, args: Plain): Entry {
  return { sample, resource: { kind: sample.definition.name, name, args } };
}

export function withArgs({ sample, resource }: Entry, args: Plain): Entry {
  return { sample, resource: { ...resource, args } };
}

/** Where the state says that one is. */
export function placeOf({ id, outputs }: Known): Place {
  const { liveInputId } = outputs;
  return typeof liveInputId === "string" ? { id, liveInputId } : { id };
}

/** What the API holds of each, flat and without what changes by itself. */
export async function holdings(
  project: Project,
  entries: readonly Entry[],
): Promise<Record<string, Plain>> {
  const known = await knownResources(project);
  const all = entries.map(async ({ sample, resource: { name } }) => {
    const mine = known[name];
    if (!mine) throw new Error(`the state has no ${name}`);
    const held = await AT_API[sample.definition.name]?.read(apiOf(project), placeOf(mine));
    const fields = Object.entries(flat(held)).filter(([key]) => !VOLATILE.test(key));
    return [name, Object.fromEntries(fields)] as const;
  });
  return Object.fromEntries(await Promise.all(all));
}

/** The paths at which two differ. */
export function differing(before: Plain = {}, after: Plain = {}): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (path) => JSON.stringify(before[path]) !== JSON.stringify(after[path]),
  );
}

/** The steps that the engine took, by logical name; those of a replacement as one. */
export function stepsOf({ steps }: Pick<Operation, "steps">): Record<string, string> {
  const byName = Map.groupBy(steps, ({ name }) => name);
  return Object.fromEntries(
    [...byName].map(([name, each]) => {
      const ops = each.map(({ op }) => op);
      return [name, ops.includes("replace") ? "replace" : ops.join(", ")];
    }),
  );
}

/** Looks at each, and counts by kind how many are as they must be; answers what is wrong. */
export async function assess(
  aspect: string,
  entries: readonly Entry[],
  look: (entry: Entry) => string | undefined | Promise<string | undefined>,
): Promise<string[]> {
  const wrong: string[] = [];
  for (const { definition } of samples) {
    const mine = entries.filter(({ sample }) => sample.definition === definition);
    const found = await Promise.all(mine.map(async (each) => ({ each, says: await look(each) })));
    const bad = found.flatMap(({ each, says }) =>
      says === undefined ? [] : [`${each.resource.name}: ${says}`],
    );
    wrong.push(...bad);
    const counted = mine.length === 0 ? "–" : `${mine.length - bad.length} of ${mine.length}`;
    figures("Acceptance matrix: as it must be, of those tried", aspect, {
      [definition.name]: counted,
    });
  }
  return wrong;
}

/** Every entry took this step, and nothing else took any. */
export async function expectSteps(
  aspect: string,
  operation: Operation,
  entries: readonly Entry[],
  wanted: string,
): Promise<void> {
  assertSucceeded(operation);
  const steps = stepsOf(operation);
  const wrong = await assess(aspect, entries, ({ resource: { name } }) =>
    steps[name] === wanted ? undefined : `took the step ${steps[name] ?? "none"}`,
  );
  expect(wrong).toStrictEqual([]);
  const others = Object.keys(steps).filter(
    (name) => !entries.some(({ resource }) => resource.name === name),
  );
  expect(others).toStrictEqual([]);
}

export async function expectQuiet(aspect: string, operation: Operation, entries: readonly Entry[]) {
  assertSucceeded(operation);
  const steps = stepsOf(operation);
  expect(
    await assess(aspect, entries, ({ resource: { name } }) =>
      steps[name] === undefined ? undefined : `takes the step ${steps[name]}`,
    ),
  ).toStrictEqual([]);
  expect(steps).toStrictEqual({});
}

export async function assessed(
  aspect: string,
  entries: readonly Entry[],
  look: (name: string) => unknown,
) {
  const wrong = await assess(aspect, entries, ({ resource: { name } }) => {
    const says = look(name);
    return says === undefined ? undefined : JSON.stringify(says);
  });
  expect(wrong).toStrictEqual([]);
}
