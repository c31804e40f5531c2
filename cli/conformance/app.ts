/** The app of the checks: found by its name, because apps cannot be deleted, or created. */
import type { Settings } from "../../provider/client/settings.ts";
import type { Plain } from "../../provider/schema/compare.ts";
import { UserError } from "../../provider/user-error.ts";
import type { Client } from "./client.ts";
import { Undo } from "./undo.ts";
import { objectIn, patiently, PREFIX, World } from "./world.ts";

/** @param name the name of the app */
export async function openWorld(
  settings: Settings,
  client: Client,
  name: string,
  exceedsLimit: boolean,
): Promise<World> {
  const undo = new Undo(client);
  const before = new World(settings, client, undo);
  const apps = await before.all(before.apps).catch((error: unknown) => {
    throw new UserError(
      `The apps of the account cannot be read (${client.shown(error)}). Run the command doctor, which says what to do.`,
    );
  });
  const found = apps.find((app) => app.name === name);
  if (found) {
    const world = at(String(found.id));
    await sweep(world);
    return world;
  }
  const answer = await client.call("post", before.apps, { name });
  const { app } = objectIn(answer) as { app?: Plain };
  const appId = String(app?.id);
  undo.add(before.apps, appId);
  const listed = await before.whenListed(before.apps, (each) => each.id === appId);
  const world = at(appId, { status: String(answer.status), listed });
  await patiently(async () => (await world.get(world.kit("/presets"))).status === 200);
  return world;

  function at(id: string, newApp?: World["newApp"]): World {
    return new World({ ...settings, appId: id }, client, undo, { exceedsLimit, newApp });
  }
}

/** Adds to the undo list what a killed run has left. */
async function sweep(world: World): Promise<void> {
  await look(world, (item) => isLeftOver(item, Date.now()));
}

/** Adds to the undo list what this run has created without getting the response. */
export async function sweepOwn(world: World): Promise<void> {
  await look(world, (item) => nameOf(item).startsWith(`${PREFIX}${world.run}-`));
}

async function look(world: World, isOurs: (item: Plain) => boolean): Promise<void> {
  const lists = [...["/presets", "/webhooks", "/meetings"].map((path) => world.kit(path))];
  for (const list of [...lists, world.stream()]) {
    // Stream needs a permission of its own.
    const items = await world.all(list).catch(() => []);
    for (const item of items)
      if (item.status !== "INACTIVE" && isOurs(item))
        world.undo.add(list, String(item.id ?? item.uid));
  }
}

const HOUR = 60 * 60 * 1000;

/** Whether a run that no longer goes on has created it. */
export function isLeftOver(item: Plain, now: number): boolean {
  const created = Date.parse(String(item.created_at ?? item.created));
  return nameOf(item).startsWith(PREFIX) && created < now - HOUR;
}

function nameOf({ name, title, meta }: Plain): string {
  const inMeta =
    typeof meta === "object" && meta !== null && "name" in meta ? meta.name : undefined;
  const found = name ?? title ?? inMeta;
  return typeof found === "string" ? found : "";
}
