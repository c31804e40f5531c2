import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { root } from "../../scripts/places.ts";
import { assertSucceeded, showing } from "../support/outcome.ts";
import { findPostgres, openPostgres } from "../support/postgres.ts";
import { openProject, type Project, Secret, withProject } from "../support/project.ts";
import { findMoto, openS3 } from "../support/s3.ts";
import type { StateStore } from "../support/state-store.ts";
import { type Scene, story } from "../support/story.ts";
import { list } from "./api.ts";
import { assertSteps, config, counts, KIT, named, stackOutputs } from "./stack-under-test.ts";

const KEY = "youtube-key-of-the-team";

/** What each of the team's stacks declares: five things. */
const declared = config({
  livestreams: { keynote: {}, workshop: {} },
  presets: { host: { template: "host" } },
  liveInputs: { hub: {} },
  restreamTargets: {
    youtube: { liveInput: "hub", platform: "youtube", streamKey: new Secret(KEY) },
  },
});

const ALL = ["keynote", "workshop", "host", "hub", "youtube"];
const EACH_ONCE = { livestreams: 2, presets: 1, liveInputs: 1, targets: 1 };

/** Put behind the repository's program: where it is told of a gate, it waits until that is open. */
const GATE = `
import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
const { GATE } = process.env;
if (GATE) {
  writeFileSync(GATE + ".reached", "");
  while (!existsSync(GATE)) await wait(50);
}
`;

const source = (path: string) => readFile(join(root, path), "utf8");

const postgres = await findPostgres();
const moto = findMoto();
const STORES: [name: string, open: (() => Promise<Scene<StateStore>>) | undefined][] = [
  ["PostgreSQL", postgres === undefined ? undefined : () => openPostgres(postgres)],
  ["S3", moto === undefined ? undefined : () => openS3(moto)],
];
for (const [name, open] of STORES) {
  const what = `a team's state in ${name}`;
  if (open === undefined) describe.skip(`${what} (not installed)`, () => team(() => assert.fail()));
  else describe(what, () => team(open));
}

interface Team {
  readonly store: StateStore;
  readonly production: Project;
  readonly staging: Project;
}

async function openTeam(openStore: () => Promise<Scene<StateStore>>): Promise<Scene<Team>> {
  const closing: (() => Promise<unknown>)[] = [];
  const opened = <T>({ scene, close }: Scene<T>): T => {
    closing.unshift(close);
    return scene;
  };
  const close = async () => {
    for (const each of closing) await each();
  };
  try {
    const store = opened(await openStore());
    const program = (await source("index.ts")) + GATE;
    const open = async (stack: string) =>
      opened(await openProject({ stack, config: declared, program, ...inside(store) }));
    return {
      scene: { store, production: await open("production"), staging: await open("staging") },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function inside({ backend, env }: StateStore) {
  return { env: { PULUMI_BACKEND_URL: backend, ...env } };
}

function team(openStore: () => Promise<Scene<StateStore>>): void {
  describe("has two stacks and a consumer, and loses nothing to two updates at once", () => {
    const { step, check } = story(() => openTeam(openStore));

    step("of two updates at once one is refused, and says why", ({ production }) =>
      assertOneRefused(production),
    );

    step("of two that begin in the same moment nothing is lost either", ({ production }) =>
      assertNothingLost(production),
    );

    step("a second stack goes its own way", async ({ staging, production }) => {
      assertSteps(await staging.up(), creates(ALL));
      expect(await counts(staging)).toStrictEqual(EACH_ONCE);
      assertSteps(await production.preview(), []);
    });

    step("a consumer reads the first one's outputs", async ({ store, production }) => {
      const options = {
        stack: "consumer",
        program: await source("examples/consumer/index.ts"),
        config: { "livestreaming:producer": "organization/livestreaming/production" },
        ...inside(store),
      };
      await withProject((consumer) => assertReads(consumer, production), options);
    });

    check("all of it is in the store, secrets encrypted", ({ store, production }) =>
      assertStored(store, production),
    );
  });
}

function creates(names: readonly string[]): string[] {
  return names.map((name) => `create ${name}`);
}

/** The first one waits in the middle of its work until the second one has been turned away. */
async function assertOneRefused(project: Project): Promise<void> {
  const gate = join(project.directory, "gate");
  const first = project.up([], { env: { GATE: gate } });
  try {
    // Where the first one never gets there, the test shall not wait for ever.
    const signal = AbortSignal.timeout(120_000);
    while (!existsSync(`${gate}.reached`)) await wait(50, undefined, { signal });
    const second = await project.up();
    expect(second.code).not.toBe(0);
    expect(second.text).toContain(LOCKED);
  } finally {
    writeFileSync(gate, "");
    assertSteps(await first, creates(ALL));
  }
  expect(await counts(project)).toStrictEqual(EACH_ONCE);
}

const LOCKED =
  "the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or delete the lock file";

/**
 * What Pulumi's PostgreSQL backend says where the other one's lock goes away between its being listed
 * and its being read: refused as well, before anything was done.
 */
const VANISHED = "could not list bucket: blob (code=NotFound): sql: no rows in result set";

async function assertNothingLost(project: Project): Promise<void> {
  const more = { ...declared, "livestreaming:webhooks": WEBHOOKS };
  await project.config(more);
  const both = await Promise.all([project.up(), project.up()]);
  for (const up of both.filter(({ code }) => code !== 0)) {
    const refused = [LOCKED, VANISHED].some((reason) => up.text.includes(reason));
    // A refused update has done nothing.
    showing(up, () =>
      expect({ refused, steps: up.steps }).toStrictEqual({ refused: true, steps: [] }),
    );
  }
  // Both may have been turned away; what one has done, the next one knows.
  const done = both.flatMap(({ steps }) => steps).length;
  const after = await project.up();
  assertSucceeded(after);
  expect(done + after.steps.length).toBe(Object.keys(WEBHOOKS).length);
  expect(await list(project, `${KIT}/webhooks`)).toHaveLength(Object.keys(WEBHOOKS).length);
  await assertWhole(project);
}

const WEBHOOKS = Object.fromEntries(
  ["one", "two", "three"].map((name) => [
    name,
    { url: `https://example.com/${name}`, events: ["meeting.started"] },
  ]),
);

/** Each thing is there once, the state knows them all, and nothing is left to do or to clean up. */
async function assertWhole(project: Project): Promise<void> {
  expect(await counts(project)).toStrictEqual(EACH_ONCE);
  assertSteps(await project.up(), []);
  assertSteps(await project.refresh(), []);
  const { deployment } = await project.exportState();
  expect(deployment.pending_operations ?? []).toStrictEqual([]);
}

async function assertReads(consumer: Project, production: Project): Promise<void> {
  assertSucceeded(await consumer.up());
  const keynote = named((await stackOutputs(production)).livestreams, "keynote");
  const { players, ffmpegCommands } = (await consumer.outputs({ showSecrets: true })) as Record<
    "players" | "ffmpegCommands",
    Record<string, string>
  >;
  expect(Object.keys(players).sort()).toStrictEqual(["keynote", "workshop"]);
  expect(players.keynote).toContain(keynote.playbackUrl);
  expect(ffmpegCommands.keynote).toContain(keynote.ingestUrl);
  consumer.secrets.add(keynote.streamKey);
  await consumer.assertNoSecretLeaked();
}

async function assertStored(store: StateStore, production: Project): Promise<void> {
  const files = await store.files();
  for (const stack of ["production", "staging", "consumer"])
    expect([...files.keys()]).toContain(`.pulumi/stacks/livestreaming/${stack}.json`);
  expect([...files.keys()].filter((key) => key.includes("/locks/"))).toStrictEqual([]);
  await production.assertNoSecretLeaked();
  const stored = [...files.values()].join("\n");
  production.secrets.assertAbsentFrom([{ name: "the store", text: stored }]);
}
