import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withLock } from "../../toolchain/lock.ts";

describe("the lock", () => {
  const directory = mkdtempSync(join(tmpdir(), "lock "));
  const path = join(directory, "below", "the thing");
  afterAll(() => rmSync(directory, { recursive: true }));

  it("lets one in at a time, tells the other that it waits, and is gone afterwards", async () => {
    const order: string[] = [];
    let waited = 0;
    const work = (name: string) => async () => {
      order.push(`${name} in`);
      await new Promise((resolve) => setTimeout(resolve, 50));
      order.push(`${name} out`);
    };
    // Of two that ask in the same moment either may be the first.
    let second: Promise<void> | undefined;
    await withLock(path, async () => {
      second = withLock(path, work("second"), () => waited++);
      await work("first")();
    });
    await second;
    expect(order).toStrictEqual(["first in", "first out", "second in", "second out"]);
    expect(waited).toBe(1);
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  it("is given back by work that fails", async () => {
    const failing = withLock(path, () => Promise.reject(new Error("no")));
    await expect(failing).rejects.toThrow(/no/);
    expect(await withLock(path, () => Promise.resolve("in"))).toBe("in");
  });

  it("is nobody's where its holder was killed", async () => {
    mkdirSync(`${path}.lock`);
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(`${path}.lock`, longAgo, longAgo);
    expect(await withLock(path, () => Promise.resolve("in"))).toBe("in");
  });
});
