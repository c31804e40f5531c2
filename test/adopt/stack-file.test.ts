import {
  chmod,
  mkdir,
  readdir,
  readFile,
  readlink,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { readStackFile, replaceStackFile } from "../../cli/adopt/stack-file.ts";
import { UserError } from "../../provider/user-error.ts";
import { removeDirectory, temporaryDirectory } from "../support/directory.ts";

describe("a stack's file", () => {
  let directory: string;
  let path: string;

  beforeEach(async () => {
    directory = await temporaryDirectory();
    path = join(directory, "Pulumi.dev.yaml");
  });

  afterEach(() => removeDirectory(directory));

  it("is made where it is not there", async () => {
    expect(await readStackFile(path)).toBe("");
    await replaceStackFile(path, "config: {}\n");
    expect(await readStackFile(path)).toBe("config: {}\n");
  });

  it("is replaced with the rights that it has, and leaves nothing beside it", async () => {
    await writeFile(path, "old");
    await chmod(path, 0o600);
    await replaceStackFile(path, "new");
    expect(await readFile(path, "utf8")).toBe("new");
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(directory)).toStrictEqual(["Pulumi.dev.yaml"]);
  });

  it("stays where it is kept when it is a link", async () => {
    const kept = join(directory, "kept.yaml");
    await writeFile(kept, "old");
    await symlink("kept.yaml", path);
    await replaceStackFile(path, "new");
    expect([await readlink(path), await readFile(kept, "utf8")]).toStrictEqual([
      "kept.yaml",
      "new",
    ]);
  });

  it("is one clear message where it cannot be written, and nothing is left behind", async () => {
    await mkdir(path);
    const failed = replaceStackFile(path, "new");
    await expect(failed).rejects.toThrow(/^Pulumi\.dev\.yaml could not be written: /);
    await expect(failed).rejects.toBeInstanceOf(UserError);
    expect(await readdir(directory)).toStrictEqual(["Pulumi.dev.yaml"]);
    await expect(readStackFile(path)).rejects.toThrow(/^Pulumi\.dev\.yaml could not be read: /);
  });
});
