import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { root } from "../../scripts/places.ts";
import { findPostgres, type Postgres, withPostgres } from "../support/postgres.ts";
import { type Operation, type Project, Secret, withProject } from "../support/project.ts";
import { assertSteps, config, counts, KIT, stackOutputs } from "./stack-under-test.ts";

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
const skip = programs === undefined ? "PostgreSQL is not installed" : false;

describe("a team's state in PostgreSQL", { skip }, () => {
  it("has two stacks and a consumer, and loses nothing to two updates at once", async () => {
    await withPostgres(programs ?? "", async (postgres) => {
      const program = (await source("index.ts")) + GATE;
      const inPostgres = { env: { PULUMI_BACKEND_URL: postgres.backend } };
      const stack = (name: string, work: (project: Project) => Promise<void>) =>
        withProject(work, { stack: name, config: declared, program, ...inPostgres });

      await stack("production", async (production) => {
        await t.test("of two updates at once one is refused, and says why", () =>
          assertRefused(production),
        );
        await t.test("of two that begin in the same moment nothing is lost either", () =>
          assertNothingLost(production),
        );
        await stack("staging", async (staging) => {
          await t.test("a second stack goes its own way", async () => {
            assertSteps(await staging.up(), creates(ALL));
            expect(await counts(staging)).toStrictEqual(EACH_ONCE);
            assertSteps(await production.preview(), []);
          });
          await t.test("a consumer reads the first one's outputs", async () => {
            const options = {
              stack: "consumer",
              program: await source("examples/consumer/index.ts"),
              config: { "livestreaming:producer": "organization/livestreaming/production" },
              ...inPostgres,
            };
            await withProject((consumer) => assertReads(consumer, production), options);
          });
        });
        await t.test("all of it is in the database, secrets encrypted", () =>
          assertStored(postgres, production),
        );
      });
    });
  });
});

function creates(names: readonly string[]): string[] {
  return names.map((name) => `create ${name}`);
}

/** The first one waits in the middle of its work until the second one has been turned away. */
async function assertRefused(project: Project): Promise<void> {
  const gate = join(project.directory, "gate");
  const first = project.up([], { env: { GATE: gate } });
  try {
    while (!existsSync(`${gate}.reached`)) await wait(50);
    const second = await project.up();
    expect(second.code).not.toBe(0);
    assert.ok(second.text.includes(LOCKED), second.text);
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
  for (const { code, text, steps } of both) {
    const refused = [LOCKED, VANISHED].some((reason) => text.includes(reason));
    assert.ok(code === 0 || refused, text);
    if (code !== 0) assert.deepEqual(steps, [], "a refused update did something");
  }
  // Both may have been turned away; what one has done, the next one knows.
  const done = both.flatMap(({ steps }: Operation) => steps).length;
  const after = await project.up();
  assert.equal(after.code, 0, after.text);
  expect(done + after.steps.length).toBe(Object.keys(WEBHOOKS).length);
  const { body } = await project.api("GET", WEBHOOKS_PATH);
  expect((body as { data: unknown[] }).data.length).toBe(Object.keys(WEBHOOKS).length);
  await assertWhole(project);
}

const WEBHOOKS_PATH = `${KIT}/webhooks`;

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
  const up = await consumer.up();
  assert.equal(up.code, 0, up.text);
  const { keynote } = (await stackOutputs(production)).livestreams;
  assert.ok(keynote);
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
    assert.ok(
      keys.includes(`postgres/.pulumi/stacks/livestreaming/${stack}.json`),
      keys.join("\n"),
    );
  expect(keys.filter((key) => key.includes("/locks/"))).toStrictEqual([]);
  const stored = await postgres.query(
    "SELECT convert_from(decode(data->>'data', 'base64'), 'UTF8') FROM pulumi_state",
  );
  await production.assertNoSecretLeaked();
  production.secrets.assertAbsentFrom([{ name: "the database", text: stored.join("\n") }]);
}
