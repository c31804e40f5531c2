/** Creates: over the floor, over a provider as Pulumi documents it, and against a rate limit. */
import { CONTENDERS, type Contender, openContender, up } from "../contenders.ts";
import { inTurns, type Sample } from "../measure.ts";
import { type Row, type Scale, seconds, type Section } from "../row.ts";

/** Each `up` is the first of a new stack. */
async function firstUp(contender: Contender, count: number): Promise<Sample> {
  const { scene, close } = await openContender(contender, count);
  try {
    return await up(scene);
  } finally {
    await close();
  }
}

export async function creates({ resources, rounds }: Scale): Promise<Section[]> {
  const { bare, documented, dynamic, native } = CONTENDERS;
  const names = { bare, documented, dynamic, native };
  const jobs = Object.fromEntries(
    Object.entries(names).map(([name, each]) => [name, () => firstUp(each, resources)]),
  ) as Record<keyof typeof names, () => Promise<Sample>>;
  // Compiled code is kept from the second run on.
  for (const each of Object.values(names)) await firstUp(each, 1);
  const found = await inTurns<keyof typeof names>(Math.min(rounds, 3), jobs);
  const rows = (["dynamic", "native"] as const).flatMap((name) => [
    over(CONTENDERS[name].name, "bare dynamic resources", found[name], found.bare, 0.9),
    over(CONTENDERS[name].name, "as Pulumi documents it", found[name], found.documented, 0.5),
  ]);
  return [{ title: `The first up of ${resources} livestreams, CPU`, rows: rows.flat() }];
}

function over(what: string, other: string, a?: Sample, b?: Sample, reach?: number): Row[] {
  if (!a || !b || reach === undefined) return [];
  const beside = `${seconds(a.cpu)} / ${seconds(b.cpu)}`;
  return [{ what: `${what}, over ${other}`, value: a.cpu / b.cpu, unit: "ratio", reach, beside }];
}

/** The API's limit in this section, in requests a second. */
const LIMIT = 20;

export async function limited({ creates }: Scale): Promise<Section[]> {
  const rateLimit = { limit: LIMIT, windowSeconds: 1 };
  const { scene, close } = await openContender(CONTENDERS.dynamic, creates, { rateLimit });
  try {
    const { seconds: whole } = await up(scene);
    const requests = await scene.control.requests();
    const refused = requests.filter(({ status }) => status === 429).length;
    // Of Pulumi's own start and end, nothing depends on the limit.
    const times = requests.map(({ time }) => Date.parse(time));
    const taken = (Math.max(...times) - Math.min(...times)) / 1000;
    const least = (requests.length - refused) / LIMIT;
    const beside = `${seconds(taken)} / ${seconds(least)}, ${refused} refused, ${seconds(whole)} in all`;
    const title = `${creates} creates against a limit of ${LIMIT} requests a second`;
    const what = "time from the first to the last request, over what the limit allows";
    const value = taken / least;
    return [{ title, rows: [{ what, value, unit: "ratio", reach: 1.15, beside }] }];
  } finally {
    await close();
  }
}
