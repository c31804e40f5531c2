/** A command that goes on until it is stopped: `npm start -- --media`, `npm run emulator`. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "../../scripts/places.ts";

const PROGRAM = `
import { untilSignal } from ${JSON.stringify(join(root, "cli", "processes.ts"))};
setInterval(() => {}, 1_000);
setTimeout(() => console.log("running"));
await untilSignal();
console.log("stopping");
await new Promise((done) => process.stdin.once("end", done).resume());
process.exit(0);
`;

async function interrupted(): Promise<{ child: ChildProcess; ended: Promise<unknown> }> {
  const child = spawn(process.execPath, ["--input-type=module-typescript", "--eval", PROGRAM]);
  const ended = once(child, "exit");
  await once(child.stdout, "data");
  child.kill("SIGINT");
  await once(child.stdout, "data");
  return { child, ended };
}

describe("a command that goes on until it is stopped", () => {
  // A signal to the group also reaches npm, which passes it on.
  it("takes the same Ctrl+C a second time, and still cleans up", async () => {
    const { child, ended } = await interrupted();
    child.kill("SIGINT");
    await sleep(100);
    child.stdin?.end();
    expect(await ended).toStrictEqual([0, null]);
  });

  it("ends at once with another Ctrl+C", async () => {
    const { child, ended } = await interrupted();
    await sleep(1_500);
    child.kill("SIGINT");
    expect(await ended).toStrictEqual([130, null]);
  });
});
