/** Meetings and their participants. Nothing is started, so nothing costs minutes. */
import { isPlain } from "../../../provider/schema/compare.ts";
import { ASSUMED, probe, type Probe, TYPED } from "../probe.ts";
import { objectIn, refusalOf, type World } from "../world.ts";
import { created, type Created, missing, NO_UUID, sample } from "./missing.ts";
import { presetBody } from "./presets.ts";

const RESOURCE = "Meeting";

async function made(world: World): Promise<Created> {
  const body = await world.once("meeting body", () =>
    Promise.resolve({
      title: world.name(),
      preferred_region: "ap-south-1",
      session_keep_alive_time_in_secs: 120,
    }),
  );
  return await sample(world, world.kit("/meetings"), body);
}

async function one(world: World): Promise<string> {
  return world.kit(`/meetings/${(await made(world)).id}`);
}

/** A participant, with a preset of its own. */
async function participant(world: World): Promise<Created> {
  const preset = await world.once("participant's preset", async () => {
    const name = world.name();
    objectIn(await world.post(world.kit("/presets"), presetBody(name)));
    return name;
  });
  const body = { custom_participant_id: `someone-${world.run}`, preset_name: preset };
  return await sample(world, `${await one(world)}/participants`, body);
}

export const meetingProbes: readonly Probe[] = [
  ...created("meeting", "POST meetings", RESOURCE, made),
  probe(
    "meeting.region",
    "returned",
    { returned: {}, absent: {} },
    {
      call: "GET meetings/{id}: preferred_region",
      source: ASSUMED,
      neededBy: "Meeting: an empty diff",
      run: async (world) => {
        const { preferred_region: region } = objectIn(await world.get(await one(world)));
        return region === "ap-south-1" ? "returned" : region ? "different" : "absent";
      },
    },
  ),
  probe(
    "meeting.patch",
    "partial",
    { partial: {} },
    {
      call: "PATCH meetings/{id} with one field",
      source: TYPED,
      neededBy: RESOURCE,
      run: async (world) => {
        objectIn(await world.patch(await one(world), { persist_chat: true }));
        const now = objectIn(await world.get(await one(world)));
        if (now.persist_chat !== true) return "ignored";
        return now.session_keep_alive_time_in_secs === 120 ? "partial" : "whole";
      },
    },
  ),
  probe(
    "meeting.put-left-out",
    "removed",
    { removed: {} },
    {
      call: "PUT meetings/{id} without an optional field",
      source: TYPED,
      neededBy: "Meeting: a field that is no longer set",
      run: async (world) => {
        const { item } = await made(world);
        objectIn(await world.put(await one(world), { title: item.title }));
        const now = objectIn(await world.get(await one(world)));
        return now.session_keep_alive_time_in_secs === 120 ? "kept" : "removed";
      },
    },
  ),
  missing("meeting", "GET meetings/{id}", RESOURCE, (world) =>
    world.get(world.kit(`/meetings/${NO_UUID}`)),
  ),
  missing("meeting-livestream", "GET meetings/{id}/active-livestream", "getLivestream", async (w) =>
    w.get(`${await one(w)}/active-livestream`),
  ),
  ...created("participant", "POST participants", "a meeting's participants", participant),
  probe(
    "participant.token",
    "returned",
    { returned: {} },
    {
      call: "POST participants/{id}/token",
      source: TYPED,
      neededBy: "a meeting's participants",
      run: async (world) => {
        const { id } = await participant(world);
        const path = `${await one(world)}/participants/${id}/token`;
        return typeof objectIn(await world.post(path, {})).token === "string"
          ? "returned"
          : "absent";
      },
    },
  ),
  probe(
    "participant.preset-unknown",
    "422",
    { "422": { kitInvalid: 422 }, "400": { kitInvalid: 400 }, "404": {} },
    {
      call: "POST participants with a preset that does not exist",
      source: ASSUMED,
      neededBy: "a meeting's participants",
      run: async (world) => {
        const body = { custom_participant_id: `noone-${world.run}`, preset_name: world.name() };
        return refusalOf(await world.post(`${await one(world)}/participants`, body));
      },
    },
  ),
  // The last one, because it ends the meeting.
  probe(
    "meeting.inactive",
    "inactive",
    { inactive: {} },
    {
      call: "PATCH meetings/{id} with status INACTIVE",
      source: TYPED,
      neededBy: "Meeting: delete",
      run: async (world) => {
        const answer = await world.patch(await one(world), { status: "INACTIVE" });
        if (answer.status >= 300) return refusalOf(answer);
        const { data } = await world.get(await one(world));
        return isPlain(data) && data.status === "INACTIVE" ? "inactive" : "still active";
      },
    },
  ),
];
