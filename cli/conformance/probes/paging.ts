/** Pages of RealtimeKit lists, with presets, because they can be deleted. */
import pMap from "p-map";
import { isPlain } from "../../../provider/schema/compare.ts";
import { ASSUMED, measured, probe, type Probe, TYPED } from "../probe.ts";
import { itemsIn, objectIn, patiently, type World } from "../world.ts";
import { presetBody } from "./presets.ts";

/** One more than the page that the package asks for. */
export const ENOUGH = 101;

/** Page sizes to try where a large one is refused. */
const SIZES = [100, 50, 25, 20, 10];

function page(world: World, per_page: number, page_no = 1) {
  return world.get(world.kit(`/presets?per_page=${per_page}&page_no=${page_no}`));
}

/** Presets enough for a page that is too small for all of them. */
function many(world: World): Promise<void> {
  return world.once("many presets", async () => {
    const present = Number(await total(world));
    const names = Array.from({ length: Math.max(0, ENOUGH - present) }, () => world.name());
    const make = async (name: string) =>
      void objectIn(await world.post(world.kit("/presets"), presetBody(name)));
    await pMap(names, make, { concurrency: 4 });
    await patiently(async () => Number(await total(world)) >= ENOUGH);
  });
}

async function total(world: World): Promise<unknown> {
  const { body, data } = await page(world, 1);
  const beside = isPlain(body) ? body.paging : undefined;
  const paging = isPlain(beside) ? beside : isPlain(data) ? data.paging : undefined;
  return isPlain(paging) ? paging.total_count : 0;
}

async function tooLarge(world: World): Promise<string> {
  const { status } = await page(world, 1000);
  if (status === 200) return "reduced";
  return status === 400 || status === 422 ? "refused" : String(status);
}

async function largest(world: World): Promise<number> {
  await many(world);
  if ((await tooLarge(world)) === "reduced")
    return Math.min(ENOUGH, itemsIn(await page(world, 1000)).length);
  for (const size of SIZES) {
    const answer = await page(world, size);
    if (answer.status === 200) return itemsIn(answer).length;
  }
  return 1;
}

/** Reads all pages as the provider does. */
async function complete(world: World): Promise<string> {
  await many(world);
  const found = new Set<unknown>();
  for (let number = 1; ; number++) {
    const before = found.size;
    for (const { id } of itemsIn(await page(world, 20, number))) found.add(id);
    if (found.size === before) break;
  }
  return found.size >= ENOUGH ? "complete" : "incomplete";
}

export const pagingProbes: readonly Probe[] = [
  measured(
    "page.largest",
    100,
    (size) => (size < 1 ? undefined : { largestPage: size >= ENOUGH ? 1000 : size }),
    {
      call: `GET presets?per_page=1000: the items of a page (${ENOUGH} is more than 100)`,
      source: ASSUMED,
      neededBy: "every list",
      run: largest,
    },
  ),
  probe(
    "page.too-large",
    "reduced",
    { reduced: { pageTooLarge: "reduced" }, refused: { pageTooLarge: "refused" } },
    {
      call: "GET presets?per_page=1000",
      source: ASSUMED,
      neededBy: "every list",
      run: tooLarge,
    },
  ),
  probe(
    "page.all",
    "complete",
    { complete: {} },
    {
      call: "GET presets?page_no=1, 2, …: all items, and an empty page behind the last",
      source: TYPED,
      neededBy: "every list",
      run: complete,
    },
  ),
  probe(
    "page.total",
    "total count",
    { "total count": {}, absent: {} },
    {
      call: "GET presets: paging.total_count",
      source: TYPED,
      neededBy: "every list: fewer requests",
      run: async (world) => (typeof (await total(world)) === "number" ? "total count" : "absent"),
    },
  ),
];
