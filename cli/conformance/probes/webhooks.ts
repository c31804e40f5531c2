/** Webhooks. They are disabled and lead nowhere. */
import { ASSUMED, probe, type Probe, TYPED } from "../probe.ts";
import { objectIn, type World } from "../world.ts";
import { created, type Created, deleted, missing, NO_UUID, sample } from "./missing.ts";

const RESOURCE = "Webhook";

function bodyOf(name: string) {
  const url = `https://example.com/${name}`;
  return { name, url, events: ["livestreaming.statusUpdate"], enabled: false };
}

async function made(world: World): Promise<Created> {
  const body = await world.once("webhook body", () => Promise.resolve(bodyOf(world.name())));
  return await sample(world, world.kit("/webhooks"), body);
}

export const webhookProbes: readonly Probe[] = [
  ...created("webhook", "POST webhooks", RESOURCE, made),
  probe(
    "webhook.list",
    "without pages",
    { "without pages": {}, paged: {} },
    {
      call: "GET webhooks: paging",
      source: TYPED,
      neededBy: "Webhook, adopt",
      run: async (world) => {
        const { body } = await world.get(world.kit("/webhooks"));
        const paged = typeof body === "object" && body !== null && "paging" in body;
        return paged ? "paged" : "without pages";
      },
    },
  ),
  probe(
    "webhook.put",
    "replaced",
    { replaced: {} },
    {
      call: "PUT webhooks/{id}",
      source: TYPED,
      neededBy: RESOURCE,
      run: async (world) => {
        const { id } = await made(world);
        const path = world.kit(`/webhooks/${id}`);
        const events = ["meeting.ended", "meeting.started"];
        objectIn(await world.put(path, { ...bodyOf(world.name()), events }));
        const { events: now, enabled } = objectIn(await world.get(path));
        const same = Array.isArray(now) && events.every((each) => now.includes(each));
        return same && now.length === 2 && enabled === false ? "replaced" : "different";
      },
    },
  ),
  probe(
    "webhook.events",
    "in order",
    { "in order": {}, sorted: {} },
    {
      call: "POST webhooks: the order of the events in the response",
      source: ASSUMED,
      neededBy: "Webhook: an empty diff",
      run: async (world) => {
        const events = ["meeting.started", "meeting.ended"];
        const body = { ...bodyOf(world.name()), events };
        const { events: now } = objectIn(await world.post(world.kit("/webhooks"), body));
        const text = JSON.stringify(now);
        if (text === JSON.stringify(events)) return "in order";
        return text === JSON.stringify(events.toSorted()) ? "sorted" : "different";
      },
    },
  ),
  probe(
    "webhook.deleted",
    "document",
    { document: { kitDeleted: "document" }, "204": { kitDeleted: 204 } },
    {
      call: "DELETE webhooks/{id}",
      source: TYPED,
      neededBy: RESOURCE,
      run: async (world) => {
        const answer = await world.post(world.kit("/webhooks"), bodyOf(world.name()));
        const id = String(objectIn(answer).id);
        const gone = await world.delete(world.kit(`/webhooks/${id}`));
        if (gone.status < 300) world.undo.forget(id);
        return deleted(gone);
      },
    },
  ),
  missing("webhook", "GET webhooks/{id}", RESOURCE, (world) =>
    world.get(world.kit(`/webhooks/${NO_UUID}`)),
  ),
];
