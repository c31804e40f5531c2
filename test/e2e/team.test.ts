import { existsSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { root } from "../../scripts/places.ts";
import { assertSucceeded, showing } from "../support/outcome.ts";
import { findPostgres, openPostgres, type Postgres } from "../support/postgres.ts";
import { openProject, type Project, Secret, withProject } from "../support/project.ts";
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
import { existsSync, writeFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
const { GATE } = process.env;
if (GATE) {
  writeFileSync(GATE + ".reached", "");
  while (!existsSync(GATE)) await wait(50);
}
`;

const source = (path: string) => readFile(join(root, path), "utf8");

const programs = await findPostgres();
const name = "a team's state in PostgreSQL";
if (programs === undefined) describe.skip(`${name} (not installed)`, () => team(""));
else describe(name, () => team(programs));

interface Team {
  readonly postgres: Postgres;
  readonly production: Project;
  readonly staging: Project;
}

async function openTeam(programs: string): Promise<Scene<Team>> {
  const closing: (() => Promise<unknown>)[] = [];
  const opened = <T>({ scene, close }: Scene<T>): T => {
    closing.unshift(close);
    return scene;
  };
  const close = async () => {
    for (const each of closing) await each();
  };
  try {
    const postgres = opened(await openPostgres(programs));
    const program = (await source("index.ts")) + GATE;
    const open = async (stack: string) =>
      opened(await openProject({ stack, config: declared, program, ...inside(postgres) }));
    return {
      scene: { postgres, production: await open("production"), staging: await open("staging") },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function inside({ backend }: Postgres) {
  return { env: { PULUMI_BACKEND_URL: backend } };
}

function team(programs: string): void {
  describe("has two stacks and a consumer, and loses nothing to two updates at once", () => {
    const { step, check } = story(() => openTeam(programs));

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

    step("a consumer reads the first one's outputs", async ({ postgres, production }) => {
      const options = {
        stack: "consumer",
        program: await source("examples/consumer/index.ts"),
        config: { "livestreaming:producer": "organization/livestreaming/production" },
        ...inside(postgres),
      };
      await withProject((consumer) => assertReads(consumer, production), options);
    });

    check("all of it is in the database, secrets encrypted", ({ postgres, production }) =>
      assertStored(postgres, production),
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

async function assertStored(postgres: Postgres, production: Project): Promise<void> {
  const keys = await postgres.query("SELECT key FROM pulumi_state ORDER BY key");
  for (const stack of ["production", "staging", "consumer"])
    expect(keys).toContain(`postgres/.pulumi/stacks/livestreaming/${stack}.json`);
  expect(keys.filter((key) => key.includes("/locks/"))).toStrictEqual([]);
  const stored = await postgres.query(
    "SELECT convert_from(decode(data->>'data', 'base64'), 'UTF8') FROM pulumi_state",
  );
  await production.assertNoSecretLeaked();
  production.secrets.assertAbsentFrom([{ name: "the database", text: stored.join("\n") }]);
}
