/** Whether something must be built again. */
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { hasChangedSince, stampsOf, unchanged } from "../../publish/unchanged.ts";
import { removeDirectory, temporaryDirectory } from "../support/directory.ts";

describe("what was built", () => {
  let directory = "";
  const at = (name: string) => join(directory, name);

  beforeEach(async () => {
    directory = await temporaryDirectory();
    await writeFile(at("source"), "a");
    await writeFile(at("output"), "A");
    const sources = await stampsOf(directory, ["source", "left-out:not a file"]);
    const outputs = await stampsOf(directory, ["output"]);
    await writeFile(at("record"), JSON.stringify({ sources, outputs }));
  });

  afterEach(() => removeDirectory(directory));

  it("is not built again while nothing changes", async () => {
    const built = await unchanged(directory, at("record"));
    expect(Object.keys(built?.sources ?? {})).toStrictEqual(["source"]);
  });

  it("is not relied on if a source has changed while it was built", async () => {
    const began = Date.now();
    await writeFile(at("source"), "b");
    const stamps = await stampsOf(directory, ["source"]);
    expect(hasChangedSince(stamps, began)).toBe(true);
    expect(hasChangedSince(stamps, Date.now() + 1_000)).toBe(false);
  });

  it.each([
    ["a source has changed", () => writeFile(at("source"), "ab")],
    ["a source is gone", () => rm(at("source"))],
    ["another command has written its own", () => writeFile(at("output"), "AB")],
    ["an output is gone", () => rm(at("output"))],
    ["there is no record", () => rm(at("record"))],
    ["the record is damaged", () => writeFile(at("record"), "{")],
  ])("is built again where %s", async (_why, change) => {
    await change();
    expect(await unchanged(directory, at("record"))).toBeUndefined();
  });
});
