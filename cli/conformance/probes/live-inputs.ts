/** Stream live inputs. No video is sent. */
import { isPlain } from "../../../provider/schema/compare.ts";
import { ASSUMED, DOCUMENTED, probe, type Probe, TYPED } from "../probe.ts";
import { itemsIn, needs, objectIn, type World } from "../world.ts";
import { type Created, NO_UID, sample } from "./missing.ts";
import { LISTED, MISSING, missingIn } from "./stream-answers.ts";

const INPUT = "LiveInput";

function metaOf(world: World): { name: string } {
  return { name: world.name() };
}

export async function made(world: World): Promise<Created> {
  await needs(world, world.stream(), "the token or the account has no Stream");
  const meta = await world.once("live input meta", () => Promise.resolve(metaOf(world)));
  return await sample(world, world.stream(), { meta, enabled: false }, "uid");
}

export async function one(world: World): Promise<string> {
  return world.stream(`/${(await made(world)).id}`);
}

async function idempotency(world: World): Promise<string> {
  await made(world);
  const key = { "Idempotency-Key": `conformance-${world.run}` };
  const body = { meta: metaOf(world) };
  const [first, second] = [
    objectIn(await world.post(world.stream(), body, key)),
    objectIn(await world.post(world.stream(), body, key)),
  ];
  return first.uid === second.uid ? "honoured" : "ignored";
}

async function unset(world: World): Promise<string> {
  const { recording, ...item } = objectIn(await world.get(await one(world)));
  const origins = isPlain(recording) ? recording.allowedOrigins : undefined;
  const forms = [item.deleteRecordingAfterDays, origins].map((value) =>
    value === null ? "null" : value === undefined ? "absent" : "value",
  );
  return forms[0] === forms[1] ? (forms[0] ?? "") : "mixed";
}

/** PUT replaces all settings, except this one. */
async function putLeftOut(world: World): Promise<string> {
  await made(world);
  const meta = metaOf(world);
  const sent = { meta, enabled: true, preferLowLatency: true, deleteRecordingAfterDays: 30 };
  const { uid } = objectIn(await world.post(world.stream(), sent));
  const path = world.stream(`/${String(uid)}`);
  objectIn(await world.put(path, { meta }));
  const now = objectIn(await world.get(path));
  const reset = now.preferLowLatency !== true;
  const days = now.deleteRecordingAfterDays === 30;
  if (reset) return days ? "reset except days" : "reset";
  return days ? "kept" : "only days reset";
}

export const liveInputProbes: readonly Probe[] = [
  probe(
    "live-input.created",
    "200",
    { "200": {}, "201": {} },
    {
      call: "POST live_inputs",
      source: DOCUMENTED,
      neededBy: INPUT,
      run: async (world) => String((await made(world)).status),
    },
  ),
  probe("live-input.listed", "at once", LISTED, {
    call: "GET live_inputs, after POST live_inputs",
    source: ASSUMED,
    neededBy: "LiveInput: a create is made exactly once",
    run: async (world) => (await made(world)).listed,
  }),
  probe(
    "live-input.list",
    "object",
    { object: { liveInputList: "object" }, array: { liveInputList: "array" } },
    {
      call: "GET live_inputs: where the items are",
      source: TYPED,
      neededBy: "LiveInput, adopt",
      run: async (world) => {
        await made(world);
        const answer = await world.get(world.stream());
        itemsIn(answer);
        return Array.isArray(answer.data) ? "array" : "object";
      },
    },
  ),
  probe(
    "live-input.credentials",
    "absent",
    { absent: {}, present: {} },
    {
      call: "GET live_inputs: credentials in the list",
      source: DOCUMENTED,
      neededBy: INPUT,
      run: async (world) => {
        const { id } = await made(world);
        const item = itemsIn(await world.get(world.stream())).find(({ uid }) => uid === id);
        return item && "rtmps" in item ? "present" : "absent";
      },
    },
  ),
  probe(
    "live-input.endpoints",
    "complete",
    { complete: {}, "without playback": {} },
    {
      call: "GET live_inputs/{uid}: RTMPS, SRT, WebRTC and playback",
      source: TYPED,
      neededBy: INPUT,
      run: async (world) => {
        const item = objectIn(await world.get(await one(world)));
        const ingest = ["rtmps", "srt", "webRTC"].every((key) => isPlain(item[key]));
        if (!ingest) return "incomplete";
        return isPlain(item.playback) ? "complete" : "without playback";
      },
    },
  ),
  probe(
    "live-input.meta",
    "returned",
    { returned: {} },
    {
      call: "GET live_inputs/{uid}: meta",
      source: DOCUMENTED,
      neededBy: "LiveInput: names, exactly one create",
      run: async (world) => {
        const { item } = await made(world);
        const { meta } = objectIn(await world.get(await one(world)));
        return JSON.stringify(meta) === JSON.stringify(item.meta) ? "returned" : "different";
      },
    },
  ),
  probe(
    "live-input.unset",
    "absent",
    { absent: { liveInputUnset: "absent" }, null: { liveInputUnset: "null" }, mixed: {} },
    {
      call: "GET live_inputs/{uid}: fields that are not set",
      source: TYPED,
      neededBy: "LiveInput: an empty diff",
      run: unset,
    },
  ),
  probe(
    "live-input.put-left-out",
    "reset except days",
    { "reset except days": {}, reset: {} },
    {
      call: "PUT live_inputs/{uid} without optional fields",
      source: TYPED,
      neededBy: INPUT,
      run: putLeftOut,
    },
  ),
  probe(
    "live-input.idempotency",
    "honoured",
    { honoured: { idempotencyKey: "honoured" }, ignored: { idempotencyKey: "ignored" } },
    {
      call: "POST live_inputs twice with an Idempotency-Key",
      source: TYPED,
      neededBy: "nothing yet",
      run: idempotency,
    },
  ),
  probe("live-input.missing", "404", MISSING, {
    call: "GET live_inputs/{uid} that does not exist",
    source: DOCUMENTED,
    neededBy: "LiveInput: refresh, delete",
    run: async (world) => {
      await made(world);
      return missingIn(await world.get(world.stream(`/${NO_UID}`)));
    },
  }),
];
