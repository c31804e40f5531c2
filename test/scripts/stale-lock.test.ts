/** What a Pulumi that was killed leaves beside a state, and takes the state away from everybody. */
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { removeEmptyAttributes } from "../../scripts/stale-lock.ts";
import { removeDirectory, temporaryDirectory } from "../support/directory.ts";

describe("what is known of a state's file", () => {
  let directory = "";
  beforeEach(async () => (directory = await temporaryDirectory()));
  afterEach(() => removeDirectory(directory));

  it("is removed where a kill has left it empty, and nothing else is", async () => {
    const stacks = join(directory, ".pulumi", "stacks", "shows");
    await mkdir(stacks, { recursive: true });
    const files = { "dev.json": "", "dev.json.attrs": "", "prod.json.attrs": "{}" };
    for (const [name, text] of Object.entries(files)) await writeFile(join(stacks, name), text);
    const removed = await removeEmptyAttributes(pathToFileURL(directory).href);
    expect(removed).toStrictEqual([join(stacks, "dev.json.attrs")]);
    expect((await readdir(stacks)).sort()).toStrictEqual(["dev.json", "prod.json.attrs"]);
  });

  it("is none of ours in a backend that is no directory", async () => {
    expect(await removeEmptyAttributes("https://api.example.com")).toStrictEqual([]);
    expect(await removeEmptyAttributes(undefined)).toStrictEqual([]);
  });
});
