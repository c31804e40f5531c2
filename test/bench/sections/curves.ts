/** How time, requests, memory and state grow with the resources. */
import { CONTENDERS, type Contender, openContender, run, up } from "../contenders.ts";
import type { Row, Scale, Section } from "../row.ts";
import { bytesOf } from "./previews.ts";

/** What is measured at a number of resources. */
export interface Point {
  readonly count: number;
  readonly up: number;
  readonly preview: number;
  readonly requests: number;
  readonly memory: number;
  readonly state: number;
}

export type Curves = Readonly<Record<string, readonly Point[]>>;

export async function curves({ counts }: Scale): Promise<{ sections: Section[]; curves: Curves }> {
  const all: Record<string, Point[]> = {};
  for (const name of ["bare", "dynamic", "native"] as const) {
    const contender = CONTENDERS[name];
    const points = (all[contender.name] = [] as Point[]);
    for (const count of counts) points.push(await pointAt(contender, count));
  }
  return {
    sections: Object.entries(all).map(([name, points]) => tableOf(name, points)),
    curves: all,
  };
}

async function pointAt(contender: Contender, count: number): Promise<Point> {
  const { scene, close } = await openContender(contender, count);
  try {
    // Otherwise Pulumi writes the whole state after each step where it manages the state itself, which is
    // most of the time from some hundred resources on, for any provider.
    scene.env.PULUMI_SKIP_CHECKPOINTS = "true";
    const first = await up(scene);
    const requests = (await scene.requests()).length;
    const preview = await run(scene, "preview");
    const { deployment } = await scene.exportState();
    return {
      count,
      up: first.cpu,
      preview: preview.cpu,
      requests,
      memory: Math.max(first.memory, preview.memory),
      state: bytesOf([deployment]),
    };
  } finally {
    await close();
  }
}

/** Over the smallest number of resources, what one more costs; linear where that does not grow. */
function tableOf(name: string, points: readonly Point[]): Section {
  const rows = points.flatMap((point): Row[] => [
    { what: `${point.count}: first up, CPU`, value: point.up, unit: "s" },
    { what: `${point.count}: preview, CPU`, value: point.preview, unit: "s" },
    { what: `${point.count}: requests of the first up`, value: point.requests, unit: "requests" },
    { what: `${point.count}: memory`, value: point.memory, unit: "MiB" },
    { what: `${point.count}: state`, value: point.state, unit: "bytes" },
  ]);
  return { title: `Livestreams by number, ${name}`, rows };
}
