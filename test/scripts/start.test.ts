import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile, readdir } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { control } from "../../emulator/control-client.ts";
import { type Checkout, QUICKER, withCheckout } from "../support/checkout.ts";
import { assertSucceeded } from "../support/outcome.ts";
import { childrenOf } from "../support/processes.ts";

const declared = ["keynote", "workshop"];

async function outputs(checkout: Checkout): Promise<Record<string, Record<string, unknown>>> {
  const { stdout } = await checkout.npm(["pulumi", "--", "stack", "output", "--json"], QUICKER);
  return JSON.parse(stdout) as Record<string, Record<string, unknown>>;
}

/** Waits until `look` answers something; what it throws meanwhile means "not yet". */
async function eventually<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 900; tries++) {
    const found = await look().catch(() => undefined);
    if (found !== undefined) return found;
    await sleep(100);
  }
  throw new Error("it did not happen within 90 seconds");
}

/** Starts `npm start` and stops inside its first write, which the emulator holds back. */
async function interruptible(checkout: Checkout) {
  const child = checkout.spawnNpm(["start"], QUICKER);
  let text = "";
  child.stdout?.on("data", (chunk: Buffer) => (text += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (text += chunk.toString()));
  const emulator = control(checkout.origin);
  await eventually(() => emulator.health());
  await emulator.fault({ method: "POST", latencyMs: 3_000, afterWrite: true, times: 100 });
  const writing = async () => (await emulator.requests()).find(({ method }) => method === "POST");
  await eventually(writing);
  const ended = once(child, "exit") as Promise<[number | null]>;
  return { pid: child.pid ?? 0, ended, text: () => text };
}

async function lockHolder(checkout: Checkout): Promise<number> {
  const locks = join(checkout.directory, ".pulumi-dev", "state", ".pulumi", "locks");
  const files = await readdir(locks, { recursive: true });
  const file = files.find((name) => name.endsWith(".json"));
  const lock = JSON.parse(await readFile(join(locks, file ?? ""), "utf8")) as { pid: number };
  return lock.pid;
}

function endIfAlive(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // it saw for itself
  }
}

async function livestreamsInApi(checkout: Checkout): Promise<number> {
  const emulator = checkout.spawnNpm(["emulator"]);
  try {
    const { accountId, appId } = await eventually(() => control(checkout.origin).health());
    const url = `${checkout.origin}/client/v4/accounts/${accountId}/realtime/kit/${appId}/livestreams`;
    const answer = await fetch(url, { headers: { authorization: "Bearer any" } });
    const { paging } = (await answer.json()) as { paging: { total_count: number } };
    return paging.total_count;
  } finally {
    const ended = once(emulator, "exit");
    emulator.kill("SIGTERM");
    await ended;
  }
}

describe("npm start", () => {
  it("brings the stack up, shows it, and changes nothing the second time", async () => {
    await withCheckout(async (checkout) => {
      const first = await checkout.npm(["start"]);
      assertSucceeded(first);
      expect(first.stdout).toMatch(/\+ \d+ created/);
      expect(first.stdout).toMatch(/Livestreams\n {2}keynote\n/);
      expect(first.stdout).toMatch(/streamKey +\[secret\]/);
      expect(first.stdout).toMatch(/OBS: Settings → Stream/);

      const second = await checkout.npm(["start"], QUICKER);
      assertSucceeded(second);
      expect(second.stdout).not.toMatch(/\d+ (created|updated|replaced|deleted)/);
      expect(second.stdout).toMatch(/\d+ unchanged/);
      expect(await checkout.git(["status", "--porcelain", "--", "."]).then(changes)).toBe("");

      expect(Object.keys((await outputs(checkout)).livestreams ?? {})).toStrictEqual(declared);
      const bad = await checkout.npm(["pulumi", "--", "no-such-command"]);
      expect(bad.code).not.toBe(0);

      assertSucceeded(await checkout.npm(["pulumi", "--", "destroy", "--yes"], QUICKER));
    });
  });

  it("lets Pulumi finish what it has begun when it is interrupted", async () => {
    await withCheckout(async (checkout) => {
      const run = await interruptible(checkout);
      process.kill(-run.pid, "SIGINT"); // the whole group, as a terminal or a CI does
      const [code] = await run.ended;
      expect(code).not.toBe(0);
      expect(run.text()).toMatch(/update canceled/);
      await expect(lockHolder(checkout)).rejects.toThrow();
      await expect(control(checkout.origin).health()).rejects.toThrow(/fetch failed/);
    });
  });

  it("goes on after a Pulumi that was killed, and makes nothing twice", async () => {
    await withCheckout(async (checkout) => {
      const run = await interruptible(checkout);
      const pulumi = await lockHolder(checkout);
      const plugins = await childrenOf(pulumi);
      process.kill(pulumi, "SIGKILL");
      const [code] = await run.ended;
      plugins.forEach(endIfAlive);
      assert.equal(code, 137, run.text());

      const next = await checkout.npm(["start"], QUICKER);
      assertSucceeded(next);
      expect(next.stdout).toMatch(
        /An earlier command was killed; its lock on stack dev was removed/,
      );
      expect(await livestreamsInApi(checkout)).toBe(declared.length);
    });
  });

  it("with --media takes video until it is stopped, also for a stack made without", async () => {
    await withCheckout(async (checkout) => {
      assertSucceeded(await checkout.npm(["start"]));
      const child = checkout.spawnNpm(["start", "--", "--media"], QUICKER);
      let text = "";
      child.stdout?.on("data", (chunk: Buffer) => (text += chunk.toString()));
      child.stderr?.on("data", (chunk: Buffer) => (text += chunk.toString()));
      const ended = once(child, "exit") as Promise<[number | null]>;
      await Promise.race([
        eventually(() => Promise.resolve(text.includes("until you stop it") || undefined)),
        ended.then(() => assert.fail(text)),
      ]);
      const port = Number(new URL(checkout.origin).port);
      expect(text).toMatch(new RegExp(`ingestServer +rtmp://127\\.0\\.0\\.1:${port + 1}/live/\n`));
      expect(text).toMatch(
        new RegExp(`playbackUrl +${checkout.origin}/\\w+/manifest/video\\.m3u8`),
      );
      expect(text).not.toMatch(/accepts no video|replaced/);
      expect((await fetch(checkout.origin)).status).toBe(200);
      // Another command uses the same emulator.
      const next = await checkout.npm(["start", "--", "--media"], QUICKER);
      assertSucceeded(next);
      expect(next.stdout).toContain("The emulator is already running");

      process.kill(-(child.pid ?? 0), "SIGINT");
      expect((await ended)[0]).toBe(0);
      await expect(control(checkout.origin).health()).rejects.toThrow(/fetch failed/);
    });
  });

  it("with --media says so where an emulator without it is running", async () => {
    await withCheckout(async (checkout) => {
      const emulator = checkout.spawnNpm(["emulator"]);
      try {
        await eventually(() => control(checkout.origin).health());
        const { code, stderr } = await checkout.npm(["start", "--", "--media"], QUICKER);
        expect(code).toBe(1);
        expect(stderr).toMatch(
          /^The emulator at \S+ was started without --media\. Stop the command/,
        );
      } finally {
        const ended = once(emulator, "exit");
        emulator.kill("SIGTERM");
        await ended;
      }
    });
  });

  it("names the port where something else has it", async () => {
    await withCheckout(async (checkout) => {
      const server = createServer((_request, response) => response.end("not an emulator"));
      const port = Number(new URL(checkout.origin).port);
      await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
      try {
        const { code, stdout, stderr } = await checkout.npm(["start"]);
        expect([code, stdout]).toStrictEqual([1, ""]);
        // One line.
        expect(stderr).toMatch(
          new RegExp(
            `^The emulator of stack dev needs port ${port}, .* realtimekit:baseUrl in Pulumi\\.dev\\.yaml[^\n]*\n?$`,
          ),
        );
      } finally {
        server.closeAllConnections();
        server.close();
      }
    });
  });
});

/** What git calls changed: everything is staged, so the second column tells. */
function changes(status: string): string {
  return status
    .split("\n")
    .filter((line) => line !== "" && line[1] !== " ")
    .join("\n");
}
