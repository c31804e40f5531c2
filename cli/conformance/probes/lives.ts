/** The life of each kind, by the provider's own code: create, read, list, update, delete. */
import { applyDefaults } from "../../../provider/engine/check.ts";
import type { ResourceDefinition } from "../../../provider/engine/definition.ts";
import { registry } from "../../../provider/resources/registry.ts";
import { equal, type Plain, project } from "../../../provider/schema/compare.ts";
import { mayBeMissing, statusOf } from "../../../provider/client/errors.ts";
import { DOCUMENTED, NotAsked, probe, type Probe } from "../probe.ts";
import { needs, objectIn, patiently, type World } from "../world.ts";

type Definition = ResourceDefinition<Plain>;

/** How a sample of a kind is declared. */
interface Sample {
  readonly declared: (world: World) => Plain | Promise<Plain>;
  readonly change?: Plain;
  /** The path of its list. */
  readonly list: (world: World, declared: Plain) => string;
}

const SAMPLES: Readonly<Record<string, Sample>> = {
  Livestream: {
    declared: (world) => ({ name: world.name() }),
    list: (world) => world.kit("/livestreams"),
  },
  Preset: {
    declared: (world) => ({ name: world.name(), template: "guest" }),
    change: { permissions: { canRecord: true } },
    list: (world) => world.kit("/presets"),
  },
  Meeting: {
    declared: (world) => ({ title: world.name(), persistChat: true }),
    change: { persistChat: false },
    list: (world) => world.kit("/meetings"),
  },
  Webhook: {
    declared: (world) => {
      const name = world.name();
      const url = `https://example.com/${name}`;
      return { name, url, events: ["meeting.started"], enabled: false };
    },
    // In the order in which the provider reads them.
    change: { events: ["meeting.ended", "meeting.started"] },
    list: (world) => world.kit("/webhooks"),
  },
  LiveInput: {
    declared: async (world) => {
      await needs(world, world.stream(), "the token or the account has no Stream");
      return { displayName: world.name(), enabled: false };
    },
    change: { enabled: true },
    list: (world) => world.stream(),
  },
  RestreamTarget: {
    declared: async (world) => {
      await needs(world, world.stream(), "the token or the account has no Stream");
      const hub = objectIn(await world.post(world.stream(), { meta: { name: world.name() } }));
      const streamKey = `conformance-${world.name()}`;
      const url = "rtmps://live.example.com/app";
      return { liveInputId: hub.uid, url, streamKey, enabled: false };
    },
    change: { enabled: true },
    list: (world, { liveInputId }) => world.stream(`/${String(liveInputId)}/outputs`),
  },
};

class Broken extends Error {}

/** Fails with the step that did not work. */
async function life(world: World, definition: Definition): Promise<string> {
  const sample = SAMPLES[definition.name];
  if (!sample) throw new NotAsked("there is no sample of it");
  const { api } = world.client;
  const declared = { ...(await sample.declared(world)), __declaredBy: "conformance/run/sample" };
  const inputs = applyDefaults(definition, declared, {}, world.settings);
  const { id } = await made(world, definition, inputs, sample);
  await has(definition, world, id, inputs);
  const inList = async () =>
    (await definition.list(api, inputs, { fresh: true })).some((item) => item.id === id);
  if ((await patiently(inList)) === "never") throw new Broken("the list lacks it");
  if (definition.update && sample.change) {
    const next = applyDefaults(definition, { ...declared, ...sample.change }, {}, world.settings);
    await definition.update(api, id, next, inputs);
    await has(definition, world, id, next);
  }
  if (!definition.delete) return "works";
  // As the engine does it: what the API no longer finds is deleted if the list confirms it.
  await definition.delete(api, id, inputs).catch(async (error: unknown) => {
    if (!mayBeMissing(error)) throw error;
    await definition.confirmGone(api, id, inputs);
  });
  // A meeting stays, and is INACTIVE.
  if (definition.retainedMessage) return "works";
  world.undo.forget(id);
  api.forgetLists();
  if (await definition.read(api, id, inputs))
    throw new Broken("it is still there after its delete");
  return "works";
}

async function made(world: World, definition: Definition, inputs: Plain, sample: Sample) {
  try {
    const held = await definition.create(world.client.api, inputs, world.run);
    world.undo.add(sample.list(world, inputs), held.id);
    return held;
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    const isWithdrawn = [404, 405, 410].includes(statusOf(cause) ?? 0);
    if (isWithdrawn) throw new NotAsked("livestreams cannot be created");
    throw error;
  }
}

/** What is read is what was declared. */
async function has(definition: Definition, world: World, id: string, inputs: Plain): Promise<void> {
  const { api } = world.client;
  // As a later run of Pulumi reads it.
  api.forgetLists();
  const held = await definition.read(api, id, inputs);
  if (!held) throw new Broken("a read does not find it");
  const differing = Object.entries(held.inputs).filter(
    ([key, value]) => inputs[key] !== undefined && !equal(project(value, inputs[key]), inputs[key]),
  );
  if (differing.length > 0)
    throw new Broken(`a read returns other values of ${differing.map(([key]) => key).join(", ")}`);
}

/** `RestreamTarget` as an id of a check. */
function idOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).slice(1);
}

export const lifeProbes: readonly Probe[] = registry
  .filter(({ name }) => name in SAMPLES)
  .map((definition) =>
    probe(
      `${idOf(definition.name)}.life`,
      "works",
      { works: {} },
      {
        call: `${"update" in definition ? "create, read, list, update" : "create, read, list"}${"delete" in definition ? ", delete" : ""}, by the provider`,
        source: DOCUMENTED,
        neededBy: definition.name,
        run: (world) => life(world, definition as unknown as Definition),
      },
    ),
  );
