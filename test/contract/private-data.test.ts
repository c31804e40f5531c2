/** The data hold stream keys and the keys of other platforms: they are for the user alone. */
import { chmod, mkdir, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { directoryPerTest } from "../support/after-each.ts";
import { STREAM } from "../support/emulator.ts";
import { startPerTest } from "./harness.ts";

const start = startPerTest();
const directory = directoryPerTest();

/** Names and modes: of the directory itself as ".", and of all that is in it. */
async function modes(data: string): Promise<Record<string, string>> {
  const names = [".", ...(await readdir(data))];
  const found = names.map(async (name) => {
    const { mode } = await stat(join(data, name));
    return [name, (mode & 0o777).toString(8)] as const;
  });
  return Object.fromEntries(await Promise.all(found));
}

const PRIVATE = { ".": "700", "emulator.sqlite": "600", "emulator.sqlite-wal": "600" };

const umask = process.umask(0o022);
process.umask(umask);
afterEach(() => void process.umask(umask));

describe("the emulator's data are private", () => {
  for (const loose of [0o000, 0o022, 0o077])
    it(`whatever the umask: ${loose.toString(8).padStart(3, "0")}`, async () => {
      process.umask(loose);
      const data = join(await directory(), "of", "the emulator");
      const { emulator } = await start({ data });
      await emulator.call("POST", STREAM, {});
      expect(await modes(data)).toStrictEqual(PRIVATE);
    });

  it("where they were open to all before", async () => {
    process.umask(0o000);
    const data = join(await directory(), "data");
    const { emulator } = await start({ data });
    await emulator.call("POST", STREAM, {});
    await emulator.close();
    await chmod(data, 0o755);
    // What an emulator that was killed leaves behind.
    for (const name of ["emulator.sqlite", "emulator.sqlite-wal", "emulator.sqlite-shm"]) {
      await writeFile(join(data, name), "", { flag: "a" });
      await chmod(join(data, name), 0o666);
    }
    const again = await start({ data });
    await again.emulator.call("POST", STREAM, {});
    const now = await modes(data);
    expect(now).toMatchObject(PRIVATE);
    expect(Object.values(now).filter((mode) => /[1-7].$|[1-7]$/.test(mode.slice(1)))).toStrictEqual(
      [],
    );
  });

  it("also in a directory of somebody's that has other things in it, which keeps its mode", async () => {
    process.umask(0o022);
    const data = await directory();
    await chmod(data, 0o755);
    await mkdir(join(data, "other"));
    const { emulator } = await start({ data });
    await emulator.call("POST", STREAM, {});
    expect(await modes(data)).toStrictEqual({ ...PRIVATE, ".": "755", other: "755" });
  });
});
