/**
 * The emulator killed at any moment while it writes: what it has answered is there afterwards, and what
 * it has not answered is there whole or not at all. SOAK_EMULATOR_KILLS says how many kills it takes.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { closeAfterEach } from "../support/after-each.ts";
import { removeDirectory, temporaryDirectory } from "../support/directory.ts";
import { amount, figures } from "../support/figures.ts";
import { freePort } from "../support/port.ts";
import { EmulatorProcess, readDatabase } from "./emulator-process.ts";
import { caller, type Claim, writeUntilKilled } from "./writers.ts";

const later = closeAfterEach();

const KILLS = amount("SOAK_EMULATOR_KILLS", 5);

/** So many of the things that are written may be there when the kill comes, and so late after the last. */
const MOST = { claims: 60, milliseconds: 20 };

describe("an emulator that is killed while it writes", () => {
  const claims: Claim[] = [];
  let scene = "";
  let port = 0;

  beforeAll(async () => {
    scene = await temporaryDirectory();
    port = await freePort();
  });
  afterAll(() => removeDirectory(scene));

  for (let round = 1; round <= KILLS; round++) {
    it(`has all that it has answered, and its data are whole: kill ${round}`, async () => {
      const data = join(scene, "data");
      const of = await writeAndKill(data, port, round);
      expect(of.length).toBeGreaterThan(0);
      await checkDatabase(data, join(scene, `copy ${round}`));
      await checkClaims(data, port, of);
      claims.push(...of);
    });
  }

  it("has all of them in the end", async () => {
    await checkClaims(join(scene, "data"), port, claims);
    figures("Kills of the emulator while it writes", "kills", { count: KILLS });
    figures("Kills of the emulator while it writes", "answered writes that are there", {
      count: `${claims.length} of ${claims.length}`,
    });
  });
});

async function start(data: string, port: number): Promise<EmulatorProcess> {
  const emulator = await EmulatorProcess.start(data, port);
  later(() => emulator.kill());
  return emulator;
}

async function writeAndKill(data: string, port: number, round: number): Promise<Claim[]> {
  const emulator = await start(data, port);
  const claims: Claim[] = [];
  const enough = Promise.withResolvers<undefined>();
  const wanted = Math.random() * MOST.claims;
  const writing = writeUntilKilled(caller(emulator.baseUrl), round, (claim) => {
    claims.push(claim);
    if (claims.length > wanted) enough.resolve(undefined);
  });
  await Promise.race([enough.promise, writing]);
  await wait(Math.random() * MOST.milliseconds);
  await emulator.kill();
  await writing;
  return claims;
}

async function checkDatabase(data: string, copy: string): Promise<void> {
  await mkdir(copy);
  const { integrity, rows } = await readDatabase(data, copy);
  expect(integrity).toStrictEqual(["ok"]);
  const inputs = new Set(rows.filter(({ kind }) => kind === "live-input").map(({ id }) => id));
  // What was written or deleted together.
  const orphans = rows.filter(({ kind, parent }) => kind === "output" && !inputs.has(parent));
  expect(orphans).toStrictEqual([]);
  const keys = rows.filter(({ kind }) => kind === "idempotency-key");
  const lost = keys.filter(({ body }) => !inputs.has((body as { uid: string }).uid));
  expect(lost).toStrictEqual([]);
}

async function checkClaims(data: string, port: number, claims: readonly Claim[]): Promise<void> {
  const emulator = await start(data, port);
  const call = caller(emulator.baseUrl);
  for (const claim of claims) await claim(call);
  await emulator.kill();
}
