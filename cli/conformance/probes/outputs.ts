/** Outputs of a live input. They lead nowhere. */
import { ASSUMED, DOCUMENTED, probe, type Probe, TYPED } from "../probe.ts";
import { itemsIn, objectIn, type World } from "../world.ts";
import { made, one } from "./live-inputs.ts";
import { type Created, NO_UID, sample } from "./missing.ts";
import { DELETED, deletedIn, LISTED, MISSING, missingIn } from "./stream-answers.ts";

const OUTPUT = "RestreamTarget";

async function output(world: World): Promise<Created> {
  const body = {
    url: "rtmps://live.example.com/app",
    streamKey: `conformance-${world.run}`,
    enabled: false,
  };
  return await sample(world, `${await one(world)}/outputs`, body, "uid");
}

export const outputProbes: readonly Probe[] = [
  probe(
    "output.created",
    "200",
    { "200": {}, "201": {} },
    {
      call: "POST outputs",
      source: DOCUMENTED,
      neededBy: OUTPUT,
      run: async (world) => String((await output(world)).status),
    },
  ),
  probe("output.listed", "at once", LISTED, {
    call: "GET outputs, after POST outputs",
    source: ASSUMED,
    neededBy: "RestreamTarget: refresh",
    run: async (world) => (await output(world)).listed,
  }),
  probe(
    "output.key",
    "returned",
    { returned: {}, absent: {} },
    {
      call: "GET outputs: the stream key",
      source: TYPED,
      neededBy: "RestreamTarget: adopt",
      run: async (world) => {
        const { id } = await output(world);
        const list = itemsIn(await world.get(`${await one(world)}/outputs`));
        const key = list.find(({ uid }) => uid === id)?.streamKey;
        return key === `conformance-${world.run}` ? "returned" : key ? "different" : "absent";
      },
    },
  ),
  probe(
    "output.put",
    "changed",
    { changed: {} },
    {
      call: "PUT outputs/{uid} with enabled",
      source: DOCUMENTED,
      neededBy: OUTPUT,
      run: async (world) => {
        const { id } = await output(world);
        const list = `${await one(world)}/outputs`;
        objectIn(await world.put(`${list}/${id}`, { enabled: true }));
        const now = itemsIn(await world.get(list)).find(({ uid }) => uid === id);
        return now?.enabled === true ? "changed" : "ignored";
      },
    },
  ),
  probe("output.missing", "404", MISSING, {
    call: "DELETE outputs/{uid} that does not exist",
    source: DOCUMENTED,
    neededBy: "RestreamTarget: delete",
    run: async (world) => missingIn(await world.delete(`${await one(world)}/outputs/${NO_UID}`)),
  }),
  probe("output.deleted", "envelope", DELETED, {
    call: "DELETE outputs/{uid}",
    source: TYPED,
    neededBy: OUTPUT,
    run: async (world) => {
      const { id } = await output(world);
      const answer = await world.delete(`${await one(world)}/outputs/${id}`);
      if (answer.status < 300) world.undo.forget(id);
      return deletedIn(answer);
    },
  }),
];

/** After all others, because the outputs need it. */
export const lastLiveInputProbes: readonly Probe[] = [
  probe("live-input.deleted", "envelope", DELETED, {
    call: "DELETE live_inputs/{uid}",
    source: TYPED,
    neededBy: "LiveInput",
    run: async (world) => {
      const { id } = await made(world);
      const answer = await world.delete(await one(world));
      if (answer.status < 300) world.undo.forget(id);
      return deletedIn(answer);
    },
  }),
];
