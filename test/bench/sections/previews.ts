/** A preview in which nothing changes, over bare dynamic resources; and the state that it reads. */
import { CONTENDERS, hostFor, run, up, withContenders } from "../contenders.ts";
import { inTurns, type Sample } from "../measure.ts";
import { type Row, type Scale, seconds, type Section } from "../row.ts";
import type { Project } from "../../support/project.ts";

const REACH = { dynamic: 0.9, native: 0.75, yaml: 0.3 };
const STATE_REACH: Readonly<Record<string, number>> = { dynamic: 1600, native: 1400 };

type Name = keyof typeof REACH | "bare";

export async function previews({ resources, rounds }: Scale): Promise<Section[]> {
  const { bare, dynamic, native, yaml } = CONTENDERS;
  const hasYaml = (await hostFor("yaml")) !== undefined;
  if (!hasYaml) console.error("Without Pulumi's language host for YAML: its rows are left out.");
  const contenders = { bare, dynamic, native, ...(hasYaml && { yaml }) };
  return await withContenders<Name, Section[]>(contenders, resources, async (projects) => {
    const entries = Object.entries(projects) as [Name, Project][];
    for (const [, project] of entries) await up(project);
    const jobs = entries.map(([name, project]) => [name, () => run(project, "preview")] as const);
    const first = Object.fromEntries(jobs) as Record<Name, () => Promise<Sample>>;
    // Compiled code is kept from the second run on.
    for (const job of Object.values(first)) await job();
    const medians = await inTurns<Name>(rounds, first);
    return [
      {
        title: `Preview of ${resources} unchanged livestreams, over bare dynamic resources`,
        rows: ratiosOf(medians),
      },
      { title: "State of a livestream", rows: await statesOf(projects) },
      { title: "Requests of an unchanged up", rows: await requestsOf(projects) },
    ];
  });
}

function ratiosOf({ bare, ...others }: Partial<Record<Name, Sample>>): Row[] {
  if (!bare) return [];
  return (Object.entries(others) as [keyof typeof REACH, Sample][]).flatMap(([name, sample]) => {
    const ratio = (key: "seconds" | "cpu") => sample[key] / bare[key];
    const beside = (key: "seconds" | "cpu") => `${seconds(sample[key])} / ${seconds(bare[key])}`;
    const what = CONTENDERS[name].name;
    return [
      { what: `${what}, time`, value: ratio("seconds"), unit: "ratio", beside: beside("seconds") },
      {
        ...{ what: `${what}, CPU`, value: ratio("cpu"), unit: "ratio", beside: beside("cpu") },
        reach: REACH[name],
      },
    ] satisfies Row[];
  });
}

async function statesOf(projects: Partial<Record<Name, Project>>): Promise<Row[]> {
  const rows: Row[] = [];
  for (const name of ["dynamic", "native"] as const) {
    const project = projects[name];
    if (!project) continue;
    const value = bytesOf(await livestreamsIn(project));
    rows.push({ what: CONTENDERS[name].name, value, unit: "bytes", reach: STATE_REACH[name] ?? 0 });
  }
  return rows;
}

async function livestreamsIn(project: Project): Promise<object[]> {
  const { deployment } = await project.exportState();
  return (deployment.resources ?? []).filter(({ type }) => type.endsWith(":Livestream"));
}

/** As it stands in the file, without the indentation. */
export function bytesOf(resources: readonly object[]): number {
  return Math.round(Buffer.byteLength(JSON.stringify(resources)) / resources.length);
}

async function requestsOf(projects: Partial<Record<Name, Project>>): Promise<Row[]> {
  const rows: Row[] = [];
  for (const name of ["dynamic", "native"] as const) {
    const project = projects[name];
    if (!project) continue;
    await project.control.clearRequests();
    await up(project);
    const value = (await project.requests()).length;
    rows.push({ what: CONTENDERS[name].name, value, unit: "requests", reach: 0 });
  }
  return rows;
}
