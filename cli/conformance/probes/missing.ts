/** Checks that several kinds have. */
import { isPlain, type Plain } from "../../../provider/schema/compare.ts";
import type { Answer } from "../client.ts";
import { ASSUMED, probe, type Probe } from "../probe.ts";
import { objectIn, type World } from "../world.ts";

/** Ids that do not exist, in both forms. */
export const NO_UUID = "00000000-0000-4000-8000-000000000000";
export const NO_UID = "0".repeat(32);

/** The status for a RealtimeKit resource that does not exist. */
export function missing(
  kind: string,
  call: string,
  neededBy: string,
  run: (world: World) => Promise<Answer>,
): Probe {
  return probe(
    `${kind}.missing`,
    "404",
    { "404": { kitMissing: 404 }, "400": { kitMissing: 400 }, "410": { kitMissing: 410 } },
    {
      call: `${call} that does not exist`,
      source: ASSUMED,
      neededBy: `${neededBy}: refresh, delete`,
      run: async (world) => String((await run(world)).status),
    },
  );
}

/** The status of a create, and when the list has it. */
export function created(
  kind: string,
  call: string,
  neededBy: string,
  make: (world: World) => Promise<Created>,
): Probe[] {
  return [
    probe(
      `${kind}.created`,
      "201",
      { "201": { kitCreated: 201 }, "200": { kitCreated: 200 } },
      {
        call,
        source: ASSUMED,
        neededBy,
        run: async (world) => String((await make(world)).status),
      },
    ),
    probe(
      `${kind}.listed`,
      "at once",
      { "at once": {}, late: { listedAfterMs: 1000 } },
      {
        call: `${call.replace("POST", "GET")}, after ${call}`,
        source: ASSUMED,
        neededBy: `${neededBy}: a create is made exactly once`,
        run: async (world) => (await make(world)).listed,
      },
    ),
  ];
}

/** What a create has made. */
export interface Created {
  readonly id: string;
  readonly status: number;
  readonly item: Plain;
  readonly listed: string;
}

/** Creates what several checks share. */
export function sample(
  world: World,
  list: string,
  body: unknown,
  key: "id" | "uid" = "id",
): Promise<Created> {
  return world.once(`sample ${list}`, async () => {
    const answer = await world.post(list, body);
    const item = objectIn(answer);
    const id = String(item[key]);
    const listed = await world.whenListed(list, (each) => each[key] === id);
    return { id, status: answer.status, item, listed };
  });
}

/** The response to a delete in RealtimeKit. */
export function deleted({ status, data }: Answer): string {
  return status === 200 && isPlain(data) ? "document" : String(status);
}
