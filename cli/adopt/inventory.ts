/** What the API holds: every list to its end, and every item whole. Only reads. */
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

/** One thing as the API has it. */
export interface Item {
  readonly section: SectionName;
  readonly id: string;
  /** Its name there; empty where it has none. */
  readonly title: string;
  readonly held: ResourceState;
  /** `project/stack/logical name` that it carries, where a stack has made it and the API can keep that. */
  readonly mark?: string | undefined;
  /** What it is a part of, as a restream target of a live input. */
  readonly owner?: string | undefined;
}

export interface Inventory {
  readonly items: Item[];
  /** What could not be looked at, and why. */
  readonly notes: string[];
}

type Where = Readonly<Record<string, string>>;

/** Found in a list, not read yet. */
interface Found {
  readonly section: SectionName;
  readonly listed: Listed;
  readonly where: Where;
  readonly owner?: string;
}

/** How many items are read at the same time. */
const AT_ONCE = 20;

/** Everything that could be taken over, by section. */
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
      // What belongs to another thing, as a live input to a livestream: who destroyed it would end that.
      const used = found.map(({ listed }) => listed.uses ?? "");
      found.push(...all.filter(({ listed }) => !used.some((text) => text.includes(listed.id))));
      const missing = await definition.adoption?.missing?.(api, whereOf(definition, place));
      if (missing !== undefined) notes.push(missing);
    } catch (error) {
      // A token that may not see Stream is no reason to show nothing.
      if (statusOf(error) !== 403 || keysOf(definition.inputs).includes("appId")) throw error;
      notes.push(`${leftOut(definition)}: ${explain(error, []).message}`);
    }
  }
  const items = await pMap(found, (each) => read(api, each), { concurrency: AT_ONCE });
  return { items, notes };
}

/** Where the API has a kind. */
function whereOf({ inputs }: ResourceDefinition, place: Scope): Where {
  const keys = keysOf(inputs);
  return Object.fromEntries(Object.entries(place).filter(([key]) => keys.includes(key)));
}

/** "Live inputs and restream targets are left out": with a kind, what is a part of it. */
function leftOut(definition: ResourceDefinition): string {
  const parts = SECTIONS.map(definitionOf).filter(
    (each) => ownerOf(each)?.section === definition.section.name,
  );
  const words = [definition, ...parts].map((each) => `${wordFor(each)}s`).join(" and ");
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)} are omitted`;
}

/** All of a section; of a kind that is a part of another, those of each that was found. */
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
  // What is gone since the list was read is not there to be taken over.
  if (!held) return pMapSkip;
  const title = listed.name ?? adoption?.title?.(held.inputs) ?? "";
  return { section, id: listed.id, title, held, mark: listed.madeBy, owner };
}
