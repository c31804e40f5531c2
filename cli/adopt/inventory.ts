/** Reads all resources from the API. */
import pMap, { pMapSkip } from "p-map";
import type { Api } from "../../provider/client/api.ts";
import { explain, statusOf } from "../../provider/client/errors.ts";
import type {
  Listed,
  ResourceDefinition,
  ResourceState,
} from "../../provider/engine/definition.ts";
import { keysOf } from "../../provider/schema/schema.ts";
import { definitionOf, ownerOf, SECTIONS, type SectionName, wordFor } from "./kinds.ts";

export interface Scope {
  readonly accountId: string;
  readonly appId: string;
}

/** A resource at the API. */
export interface Item {
  readonly section: SectionName;
  readonly id: string;
  /** Its name; empty if it has none. */
  readonly title: string;
  readonly held: ResourceState;
  /** The `project/stack/logical name` that created it, if the API stores that. */
  readonly mark?: string | undefined;
  /** The id of the resource that it belongs to, such as the live input of a restream target. */
  readonly owner?: string | undefined;
}

export interface Inventory {
  readonly items: Item[];
  /** What could not be read, and why. */
  readonly notes: string[];
}

type Where = Readonly<Record<string, string>>;

/** A resource in a list, not read yet. */
interface Found {
  readonly section: SectionName;
  readonly listed: Listed;
  readonly where: Where;
  readonly owner?: string;
}

/** The number of items that are read at the same time. */
const AT_ONCE = 20;

/** All resources that could be adopted. */
export async function takeInventory(
  api: Api,
  place: Scope,
  { meetings }: { meetings: boolean },
): Promise<Inventory> {
  const looked = SECTIONS.filter(
    (section) => meetings || definitionOf(section).adoption?.offered !== "on request",
  );
  const notes: string[] = [];
  const found: Found[] = [];
  for (const section of looked) {
    const definition = definitionOf(section);
    try {
      const all = await listOf(api, section, whereOf(definition, place), found);
      // Without resources that belong to another one, such as the live input of a livestream.
      const used = found.map(({ listed }) => listed.uses ?? "");
      found.push(...all.filter(({ listed }) => !used.some((text) => text.includes(listed.id))));
      const missing = await definition.adoption?.missing?.(api, whereOf(definition, place));
      if (missing !== undefined) notes.push(missing);
    } catch (error) {
      // A token without permissions for Stream can still list the rest.
      if (statusOf(error) !== 403 || keysOf(definition.inputs).includes("appId")) throw error;
      notes.push(`${leftOut(definition)}: ${explain(error, []).message}`);
    }
  }
  const items = await pMap(found, (each) => read(api, each), { concurrency: AT_ONCE });
  return { items, notes };
}

/** The account and, if the kind needs one, the app. */
function whereOf({ inputs }: ResourceDefinition, place: Scope): Where {
  const keys = keysOf(inputs);
  return Object.fromEntries(Object.entries(place).filter(([key]) => keys.includes(key)));
}

/** "Live inputs and restream targets are omitted": a kind and what belongs to it. */
function leftOut(definition: ResourceDefinition): string {
  const parts = SECTIONS.map(definitionOf).filter(
    (each) => ownerOf(each)?.section === definition.section.name,
  );
  const words = [definition, ...parts].map((each) => `${wordFor(each)}s`).join(" and ");
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)} are omitted`;
}

/** All resources of a section; for targets, those of each live input that was found. */
async function listOf(
  api: Api,
  section: SectionName,
  here: Where,
  found: readonly Found[],
): Promise<Found[]> {
  const definition = definitionOf(section);
  const owner = ownerOf(definition);
  const list = async (where: Where, ownerId?: string) => {
    const all = await definition.list(api, where as never);
    const free = all.filter(({ retired }) => !retired);
    return free.map((listed) => ({ section, listed, where, ...(ownerId && { owner: ownerId }) }));
  };
  if (!owner) return await list(here);
  const owners = found.filter((each) => each.section === owner.section);
  const listed = await pMap(
    owners,
    ({ listed: { id } }) => list({ ...here, [owner.becomes]: id }, id),
    { concurrency: AT_ONCE },
  );
  return listed.flat();
}

async function read(api: Api, { section, listed, where, owner }: Found) {
  const { adoption, read: get } = definitionOf(section);
  const held = await get(api, listed.id, where as never);
  // It was deleted since the list was read.
  if (!held) return pMapSkip;
  const title = listed.name ?? adoption?.title?.(held.inputs) ?? "";
  return { section, id: listed.id, title, held, mark: listed.madeBy, owner };
}
