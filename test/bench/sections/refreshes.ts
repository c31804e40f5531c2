/** Refreshes of an API that takes 100 ms for each request. */
import { bare, livestreams, presets, type Program, targets, webhooks } from "../programs.ts";
import { type Contender, openContender, run, up } from "../contenders.ts";
import type { Sample } from "../measure.ts";
import { type Row, type Scale, seconds, type Section } from "../row.ts";

const LATENCY = 100;
/** Resources that a refresh may read at once: in Pulumi's default, it depends on the machine. */
const PARALLEL = 100;

interface Kind {
  readonly what: string;
  readonly program: Program;
  /** The fewest requests with which the API can be asked. */
  readonly least: (count: number) => number;
}

const KINDS: readonly Kind[] = [
  { what: "livestreams", program: livestreams, least: (count) => Math.ceil(count / 100) },
  // The list of presets has their names only.
  { what: "presets", program: presets, least: (count) => count },
  {
    what: "restream targets and their live inputs",
    program: targets,
    least: (count) => 2 * Math.ceil(count / 50),
  },
  { what: "webhooks", program: webhooks, least: () => 1 },
];

export async function refreshes({ resources }: Scale): Promise<Section[]> {
  const floor = (await refreshed({ name: "bare", program: bare }, resources)).sample;
  const rows: Row[] = [];
  for (const { what, program, least } of KINDS) {
    const contender = { name: what, program, isPreloaded: true } as const;
    const { sample, requests } = await refreshed(contender, resources);
    const beside = `${seconds(sample.seconds)} / ${seconds(floor.seconds)}`;
    rows.push(
      { what, value: requests, unit: "requests", reach: least(resources) },
      {
        ...{ what: `${what}, time over bare dynamic resources`, beside },
        ...{ value: sample.seconds / floor.seconds, unit: "ratio" },
        ...(what === "livestreams" && { reach: 1.3 }),
      },
    );
  }
  const title = `Refresh of ${resources} resources, ${LATENCY} ms a request, ${PARALLEL} at once`;
  return [{ title, rows }];
}

async function refreshed(
  contender: Contender,
  count: number,
): Promise<{ sample: Sample; requests: number }> {
  const { scene, close } = await openContender(contender, count);
  try {
    await up(scene);
    await scene.control.fault({ latencyMs: LATENCY, times: 1_000_000 });
    await scene.control.clearRequests();
    const flags = ["--yes", "--skip-preview", "--parallel", String(PARALLEL)];
    const sample = await run(scene, "refresh", ...flags);
    return { sample, requests: (await scene.requests()).length };
  } finally {
    await close();
  }
}
