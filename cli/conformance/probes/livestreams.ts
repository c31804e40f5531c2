/** Livestreams. They cannot be deleted, so the checks share one. */
import { isPlain, type Plain } from "../../../provider/schema/compare.ts";
import type { Answer } from "../client.ts";
import { ASSUMED, DOCUMENTED, NotAsked, probe, type Probe, TYPED } from "../probe.ts";
import { itemsIn, objectIn, refusalOf, type World } from "../world.ts";
import { missing, NO_UUID } from "./missing.ts";

const RESOURCE = "Livestream";

interface Made {
  readonly name: string;
  readonly answer: Answer;
  readonly listed: string;
}

/** The livestream of all checks. */
function made(world: World): Promise<Made> {
  return world.once("livestream", async () => {
    const name = world.name();
    const answer = await world.post(world.kit("/livestreams"), { name });
    if (answer.status >= 300) return { name, answer, listed: "" };
    const { id } = itemOf(answer);
    const listed = await world.whenListed(world.kit("/livestreams"), (item) => item.id === id);
    return { name, answer, listed };
  });
}

/** Checks without a livestream are not asked. */
async function existing(world: World): Promise<Made & { readonly item: Plain }> {
  const found = await made(world);
  if (found.answer.status >= 300) throw new NotAsked("livestreams cannot be created");
  return { ...found, item: itemOf(found.answer) };
}

/** Details in either form. */
function itemOf(answer: Answer): Plain {
  const data = objectIn(answer);
  return isPlain(data.livestream) ? data.livestream : data;
}

async function details(world: World): Promise<Answer> {
  const { item } = await existing(world);
  return await world.get(world.kit(`/livestreams/${String(item.id)}`));
}

async function listForm(world: World): Promise<string> {
  const answer = await world.get(world.kit("/livestreams?per_page=1"));
  itemsIn(answer);
  if (Array.isArray(answer.data)) return "array";
  return isPlain(answer.data) && "paging" in answer.data ? "nested" : "nested beside";
}

async function disabled(world: World): Promise<string> {
  const { item } = await existing(world);
  const list = await world.all(world.kit("/livestreams"));
  return typeof list.find(({ id }) => id === item.id)?.disabled;
}

/** What a method that should not exist does. */
async function abilityOf(world: World, method: "patch" | "delete"): Promise<string> {
  const { item, name } = await existing(world);
  const path = world.kit(`/livestreams/${String(item.id)}`);
  const { status } = await (method === "patch" ? world.patch(path, { name }) : world.delete(path));
  if (status >= 300) return "none";
  if (method === "delete") world.undo.forget(String(item.id));
  return "exists";
}

export const livestreamProbes: readonly Probe[] = [
  probe(
    "livestream.created",
    "201",
    {
      "201": { createLivestreamStatus: 201 },
      "200": { createLivestreamStatus: 200 },
      "404": { createLivestreamGone: 404 },
      "405": { createLivestreamGone: 405 },
      "410": { createLivestreamGone: 410 },
    },
    {
      call: "POST livestreams",
      source: DOCUMENTED,
      neededBy: RESOURCE,
      run: async (world) => String((await made(world)).answer.status),
    },
  ),
  probe(
    "livestream.offline",
    "offline",
    { offline: { offlineStatus: "OFFLINE" }, idle: { offlineStatus: "IDLE" } },
    {
      call: "POST livestreams: the status without video",
      source: DOCUMENTED,
      neededBy: "getLivestream, getLivestreams",
      run: async (world) => String((await existing(world)).item.status).toLowerCase(),
    },
  ),
  probe(
    "livestream.details",
    "flat",
    { flat: { livestreamDetails: "seed" }, nested: { livestreamDetails: "sdk" } },
    {
      call: "GET livestreams/{id}",
      source: DOCUMENTED,
      neededBy: "Livestream, getLivestream",
      run: async (world) => {
        const data = objectIn(await details(world));
        if (isPlain(data.livestream)) return "nested";
        return typeof data.stream_key === "string" ? "flat" : "without key";
      },
    },
  ),
  probe(
    "livestream.key",
    "same",
    { same: {} },
    {
      call: "GET livestreams/{id}: key and playback URL, compared with the create",
      source: DOCUMENTED,
      neededBy: RESOURCE,
      run: async (world) => {
        const now = itemOf(await details(world));
        const { item } = await existing(world);
        const keys = ["stream_key", "playback_url", "ingest_server"];
        return keys.every((key) => typeof item[key] === "string" && item[key] === now[key])
          ? "same"
          : "different";
      },
    },
  ),
  probe(
    "livestream.list",
    "array",
    {
      array: { livestreamList: "array" },
      nested: { livestreamList: "nested" },
      "nested beside": { livestreamList: "nested-top-paging" },
    },
    {
      call: "GET livestreams: where the items and the paging are",
      source: TYPED,
      neededBy: "Livestream, getLivestreams, adopt",
      run: listForm,
    },
  ),
  probe(
    "livestream.disabled",
    "boolean",
    { boolean: { disabled: "boolean" }, string: { disabled: "string" } },
    {
      call: "GET livestreams: the type of disabled",
      source: TYPED,
      neededBy: "getLivestreams",
      run: disabled,
    },
  ),
  probe(
    "livestream.listed",
    "at once",
    { "at once": {}, late: { listedAfterMs: 1000 } },
    {
      call: "GET livestreams, after POST livestreams",
      source: ASSUMED,
      neededBy: "Livestream: a create is made exactly once",
      run: async (world) => {
        await existing(world);
        return (await made(world)).listed;
      },
    },
  ),
  probe(
    "livestream.name-taken",
    "accepted",
    { accepted: { livestreamNameTaken: "allowed" }, "409": { livestreamNameTaken: 409 } },
    {
      call: "POST livestreams with a name that is taken",
      source: ASSUMED,
      neededBy: RESOURCE,
      run: async (world) => {
        const { name } = await existing(world);
        return refusalOf(await world.post(world.kit("/livestreams"), { name }));
      },
    },
  ),
  probe(
    "livestream.name-pattern",
    "refused",
    {
      refused: { livestreamNamePattern: "refused" },
      accepted: { livestreamNamePattern: "accepted" },
    },
    {
      call: "POST livestreams with a space in the name",
      source: DOCUMENTED,
      neededBy: RESOURCE,
      run: async (world) => {
        await existing(world);
        const name = `${world.name()} two words`;
        const { status } = await world.post(world.kit("/livestreams"), { name });
        return status < 300 ? "accepted" : status < 500 ? "refused" : "failed";
      },
    },
  ),
  probe(
    "livestream.active",
    "404",
    { "404": { kitMissing: 404 }, "400": { kitMissing: 400 }, "410": { kitMissing: 410 } },
    {
      call: "GET livestreams/{id}/active-livestream-session without video",
      source: ASSUMED,
      neededBy: "getLivestream",
      run: async (world) => {
        const { item } = await existing(world);
        const path = world.kit(`/livestreams/${String(item.id)}/active-livestream-session`);
        return String((await world.get(path)).status);
      },
    },
  ),
  missing("livestream", "GET livestreams/{id}", RESOURCE, (world) =>
    world.get(world.kit(`/livestreams/${NO_UUID}`)),
  ),
  probe(
    "livestream.analytics",
    "typed",
    { typed: {} },
    {
      call: "GET analytics/livestreams/overall and daywise",
      source: TYPED,
      neededBy: "getLivestreamAnalytics",
      run: async (world) => {
        const { count } = objectIn(await world.get(world.kit("/analytics/livestreams/overall")));
        itemsIn(await world.get(world.kit("/analytics/livestreams/daywise")));
        return typeof count === "number" ? "typed" : "untyped";
      },
    },
  ),
  probe(
    "livestream.update",
    "none",
    { none: {}, exists: {} },
    {
      call: "PATCH livestreams/{id}",
      source: DOCUMENTED,
      neededBy: "Livestream: a new name replaces it",
      run: (world) => abilityOf(world, "patch"),
    },
  ),
  // The last one, because it may work.
  probe(
    "livestream.delete",
    "none",
    { none: {}, exists: {} },
    {
      call: "DELETE livestreams/{id}",
      source: DOCUMENTED,
      neededBy: "Livestream: a removed one stays",
      run: (world) => abilityOf(world, "delete"),
    },
  ),
];
