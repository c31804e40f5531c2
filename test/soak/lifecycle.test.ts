/**
 * The acceptance matrix, through the real CLI: a resource of every kind through all that may happen to
 * it, from its rename to a second destroy.
 */
import assert from "node:assert/strict";
import { APP } from "../support/account.ts";
import { omit } from "../support/omit.ts";
import { assertSucceeded } from "../support/outcome.ts";
import type { Plain } from "../support/plain.ts";
import { type Operation, type Project, projectStory } from "../support/project.ts";
import { samples } from "../support/samples.ts";
import { apiOf, AT_API, everything, idsOf } from "./at-api.ts";
import { flat, HUB, smallOf } from "./fields.ts";
import {
  assessed,
  differing,
  type Entry,
  entry,
  expectQuiet,
  expectSteps,
  stepsOf,
  withArgs,
} from "./matrix.ts";
import {
  declareRoster,
  idOf,
  type Known,
  knownResources,
  type Resource,
  ROSTER_PROGRAM,
} from "./roster.ts";

const SHARED: Resource = { kind: "LiveInput", name: HUB, args: {} };

const BASE = samples.map((sample) => {
  const name = `${sample.definition.name}-base`;
  return entry(sample, name, smallOf(sample, name));
});

const { step, check } = projectStory({ program: ROSTER_PROGRAM });

/** What the steps hand on. */
let known: Record<string, Known> = {};

async function declare(project: Project, ...entries: readonly (readonly Entry[])[]) {
  await declareRoster(project, [SHARED, ...entries.flat().map(({ resource }) => resource)]);
}

const knownOf = (name: string) => known[name] ?? assert.fail(`the state has no ${name}`);

/** What a resource is called from the rename on. */
const renamed = (each: Entry): Entry => ({
  ...each,
  resource: {
    ...each.resource,
    name: each.resource.name.replace("-base", "-renamed"),
    alias: each.resource.name,
    // Two outputs of one address and key are none of ours: the old one goes first.
    ...(each.sample.definition.nameInput === undefined && { deleteBeforeReplace: true }),
  },
});
const RENAMED = BASE.map(renamed);

describe("a resource of every kind", () => {
  step("is made", async (project) => {
    await declare(project, BASE);
    assertSucceeded(await project.up());
  });

  step("that is renamed by an alias keeps its id", async (project) => {
    const old = await knownResources(project);
    await declare(project, RENAMED);
    const up = await project.up();
    assertSucceeded(up);
    known = await knownResources(project);
    const steps = stepsOf(up);
    await assessed("renamed by alias: the same id, no step", RENAMED, (name) => {
      const was = name.replace("-renamed", "-base");
      const isSame = known[name]?.id === old[was]?.id && !steps[name] && !steps[was];
      return isSame ? undefined : { step: steps[name] };
    });
  });

  step("that is replaced by --replace has a new id, and a new key", async (project) => {
    const old = known;
    const urns = RENAMED.map(({ resource }) => knownOf(resource.name).urn);
    const up = await project.up(urns.flatMap((urn) => ["--replace", urn]));
    await expectSteps("--replace: replaced", up, RENAMED, "replace");
    known = await knownResources(project);
    await assessed("--replace: a new id, and a new key where it has one", RENAMED, (name) => {
      if (knownOf(name).id === old[name]?.id) return "has the same id";
      const key = keyIn(knownOf(name));
      const isGiven = name.startsWith("RestreamTarget");
      return key === undefined || isGiven || key !== keyIn(old[name]) ? undefined : "the same key";
    });
    assertSucceeded(await project.refresh(["--expect-no-changes"]));
  });

  step("is read by .get as it is, and left alone", async (project) => {
    const got = RENAMED.map((each): Entry => {
      const { id, outputs } = knownOf(each.resource.name);
      const { liveInputId } = outputs;
      const args = liveInputId === undefined ? {} : { liveInputId };
      return {
        ...each,
        resource: { kind: each.resource.kind, name: gotName(each), args, get: id },
      };
    });
    await declare(project, RENAMED, got);
    assertSucceeded(await project.up());
    known = await knownResources(project);
    await assessed(".get: reads what was made", RENAMED, (name) => {
      const mine = flat(outputsOf(knownOf(name)));
      // All of it; and what the API has put to it, which is nobody's declaration.
      const theirs = flat(outputsOf(knownOf(name.replace("-renamed", "-got"))));
      // A target's URL, of which a read cannot know whether it opens the door, is a secret there.
      const isHidden = (path: string) => path === "url" && name.startsWith("RestreamTarget");
      const other = differing(mine, theirs).filter((path) => path in mine && !isHidden(path));
      return other.length === 0 ? undefined : { other };
    });
    await project.control.clearRequests();
    await declare(project, RENAMED);
    assertSucceeded(await project.up());
    const writes = (await project.requests()).filter((line) => !line.startsWith("GET"));
    await assessed(".get: removed, and nothing is written", RENAMED, () =>
      writes.length === 0 ? undefined : { writes },
    );
  });

  step("that somebody else has made is adopted, and then unchanged", async (project) => {
    const api = apiOf(project);
    const hub = knownOf(HUB).id;
    const theirs = new Map<string, string>();
    let adopted: Entry[] = [];
    for (const sample of samples) {
      const { name } = sample.definition;
      const id = (await AT_API[name]?.make(api, `by-hand-${name}`, hub)) ?? assert.fail(name);
      const logical = `${name}-adopted`;
      theirs.set(logical, id);
      adopted.push(entry(sample, logical, { ...byHandArgs(sample.definition.name), adopt: id }));
    }
    const count = Object.values(await everything(api, APP)).flat().length;
    await declare(project, RENAMED, adopted);
    await expectSteps("adopted: one step", await project.up(), adopted, "create");
    known = await knownResources(project);
    const now = Object.values(await everything(api, APP)).flat().length;
    await assessed("adopted: the same id, and nothing was made", adopted, (name) =>
      knownOf(name).id === theirs.get(name) && now === count ? undefined : { now, count },
    );
    await expectQuiet("adopted: then an empty preview", await project.preview(), adopted);
    await expectQuiet("adopted: and an empty refresh", await project.refresh(), adopted);
    adopted = adopted.map((each) => withArgs(each, omit(each.resource.args, "adopt")));
    await declare(project, RENAMED, adopted);
    await expectQuiet("adopted: unchanged without the line", await project.preview(), adopted);
  });

  step("that is gone at the API is made again", async (project) => {
    await declare(project, RENAMED);
    assertSucceeded(await project.up());
    const old = await knownResources(project);
    // Also what the API itself cannot delete.
    await project.control.reset();
    await expectGone(await project.refresh());
    assertSucceeded(await project.up());
    known = await knownResources(project);
    const ids = Object.values(await everything(apiOf(project), APP)).flatMap(idsOf);
    await assessed("gone at the API: made again", RENAMED, (name) => {
      const { id } = knownOf(name);
      return id !== old[name]?.id && ids.includes(id) ? undefined : { id };
    });
    assertSucceeded(await project.refresh(["--expect-no-changes"]));
  });

  step("is deleted by a destroy, as far as the API can", async (project) => {
    const destroy = await project.destroy();
    assertSucceeded(destroy);
    const held = await everything(apiOf(project), APP);
    await assessed("destroy: nothing that can be deleted is left", RENAMED, (name) => {
      const kind = name.split("-")[0] ?? "";
      const left = held[kind] ?? [];
      const stays = left.every(
        (each) =>
          (kind === "Meeting" && each.status === "INACTIVE") ||
          (!AT_API[kind]?.remove && destroy.text.includes(String(each.id))),
      );
      return stays ? undefined : { left: left.length };
    });
  });

  step("is not missed by a second destroy, which asks for nothing", async (project) => {
    await project.control.clearRequests();
    const again = await project.destroy();
    await expectQuiet("second destroy: quiet", again, RENAMED);
    expect(await project.requests()).toStrictEqual([]);
  });

  check("keeps its secrets", async (project) => {
    await project.assertNoSecretLeaked();
  });
});

async function expectGone(refresh: Operation): Promise<void> {
  assertSucceeded(refresh);
  const steps = stepsOf(refresh);
  await assessed("gone at the API: found by a refresh", RENAMED, (name) =>
    steps[name] === "delete" ? undefined : { step: steps[name] },
  );
}

const gotName = ({ resource }: Entry) => resource.name.replace("-renamed", "-got");

/** What must be declared of what was made by hand. */
function byHandArgs(kind: string): Record<string, unknown> {
  if (kind === "RestreamTarget")
    return {
      liveInputId: idOf(HUB),
      url: "rtmp://by-hand.example.com/live",
      streamKey: "by-hand-RestreamTarget",
    };
  if (kind === "Webhook")
    return { url: "https://by-hand.example.com/hook", events: ["meeting.started"] };
  return {};
}

function keyIn(mine: Known | undefined): string | undefined {
  const { streamKey } = mine?.outputs ?? {};
  return streamKey === undefined ? undefined : JSON.stringify(streamKey);
}

/** The outputs that the kind tells, but for the platform, which is a word of ours. */
function outputsOf({ outputs, urn }: Known): Plain {
  const sample = samples.find(({ definition }) => urn.includes(`realtimekit:${definition.name}::`));
  const keys = Object.keys(sample?.definition.outputs ?? assert.fail(urn));
  return Object.fromEntries(
    keys.filter((key) => key !== "platform").map((key) => [key, outputs[key]]),
  );
}
