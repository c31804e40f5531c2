/** Every kind with what its tests need to know of it. */
import assert from "node:assert/strict";
import type { Kind } from "../../provider/mechanism/kind.ts";
import { liveInput } from "../../provider/live-input.ts";
import { livestream } from "../../provider/livestream.ts";
import { preset } from "../../provider/preset.ts";
import { restreamTarget } from "../../provider/restream-target.ts";
import { KIT, type Plain, STREAM, type World } from "./host.ts";

export interface Sample {
  readonly kind: Kind;
  /** Where its creates go, as a pattern for faults. */
  readonly path: string;
  /** A declaration that the API takes. */
  readonly declare: (world: World) => Promise<Plain>;
  /** All of its kind that the API holds. */
  readonly held: (world: World, declared: Plain) => Promise<Plain[]>;
  /** The key of the id in an item of that list. */
  readonly idKey: "id" | "uid";
}

/** The items of a list, whose form differs by API. */
export async function listed(world: World, path: string): Promise<Plain[]> {
  const data = await world.api("GET", path);
  const items = Array.isArray(data) ? data : Object.values(data as Plain).find(Array.isArray);
  assert.ok(items);
  return items as Plain[];
}

/** A live input that somebody else has made; its uid. */
export async function hub(world: World): Promise<string> {
  const made = (await world.api("POST", STREAM, {})) as { uid: string };
  return made.uid;
}

export const samples: readonly Sample[] = [
  {
    kind: livestream,
    path: "/livestreams$",
    declare: () => Promise.resolve({}),
    held: (world) => listed(world, `${KIT}/livestreams?per_page=100`),
    idKey: "id",
  },
  {
    kind: preset,
    path: "/presets$",
    declare: () => Promise.resolve({}),
    held: (world) => listed(world, `${KIT}/presets?per_page=100`),
    idKey: "id",
  },
  {
    kind: liveInput,
    path: "/live_inputs$",
    declare: () => Promise.resolve({}),
    held: (world) => listed(world, STREAM),
    idKey: "uid",
  },
  {
    kind: restreamTarget,
    path: "/outputs$",
    declare: async (world) => ({
      liveInputId: await hub(world),
      platform: "youtube",
      streamKey: "yt-key-12345678",
    }),
    held: (world, { liveInputId }) => listed(world, `${STREAM}/${String(liveInputId)}/outputs`),
    idKey: "uid",
  },
];
