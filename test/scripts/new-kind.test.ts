/**
 * What a new resource kind needs, shown with one that this package does not have: its folder, its class,
 * one entry of the registry, and its part of the emulator (which has this one for players already).
 * Everything else is derived from the definition.
 */
import { execFile } from "node:child_process";
import { cp, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "../../scripts/places.ts";
import { ACCOUNT, APP } from "../support/account.ts";
import { removeDirectory, temporaryDirectory } from "../support/directory.ts";
import { openEmulator, type TestEmulator } from "../support/emulator.ts";

const run = promisify(execFile);
const TOKEN = "token-of-the-new-kind-0001";

const part = (name: string) => readFile(join(root, "test", "new-kind", `${name}.txt`), "utf8");

describe("a new kind", () => {
  let directory = "";
  let emulator: TestEmulator;
  const inCopy = (file: string, args: string[]) => run(file, args, { cwd: directory });

  beforeAll(async () => {
    directory = await temporaryDirectory();
    const { stdout } = await run("git", ["ls-files", "-z"], { cwd: root });
    for (const file of stdout
      .split("\0")
      .filter((each) => each.endsWith(".ts") || !each.includes("/")))
      if (file !== "") await cp(join(root, file), join(directory, file), { recursive: true });
    await symlink(join(root, "node_modules"), join(directory, "node_modules"));
    await inCopy("git", ["init", "--quiet"]);
    await inCopy("git", ["add", "--all"]);
    await addKind(directory);
    emulator = await openEmulator({ data: join(directory, "data"), token: TOKEN });
  });

  afterAll(async () => {
    await emulator.close();
    await removeDirectory(directory);
  });

  it("is a folder, a class and an entry of the registry", async () => {
    const changed = await inCopy("git", ["diff", "--name-only"]);
    const added = await inCopy("git", ["ls-files", "--others", "--", "*.ts"]);
    expect((changed.stdout + added.stdout).trim().split("\n")).toStrictEqual([
      "components/resources.ts",
      "provider/resources/registry.ts",
      "provider/resources/kv-namespace/definition.ts",
      "provider/resources/kv-namespace/review.ts",
    ]);
  });

  it("has its types in the class, in .get and for readers, its secrets marked", async () => {
    await writeFile(join(directory, "program.ts"), await part("program"));
    const config = { extends: "./tsconfig.json", include: ["program.ts"], exclude: [] };
    await writeFile(join(directory, "program.json"), JSON.stringify(config));
    const tsc = join(directory, "node_modules", "typescript", "bin", "tsc");
    const { stdout } = await inCopy(process.execPath, [tsc, "-p", "program.json"]).catch(
      (error: unknown) => error as { stdout: string },
    );
    expect(stdout).toBe("");
  });

  it("has its section and output, its rules, its place in the inventory and in the bundle", async () => {
    await writeFile(join(directory, "derived.ts"), await part("derived"));
    const settings = {
      "realtimekit:accountId": ACCOUNT,
      "realtimekit:appId": APP,
      "realtimekit:apiToken": TOKEN,
      "realtimekit:baseUrl": emulator.baseUrl,
    };
    const { stdout } = await inCopy(process.execPath, ["derived.ts", JSON.stringify(settings)]);
    expect(JSON.parse(stdout.trim().split("\n").at(-1) ?? "")).toStrictEqual({
      title: expect.stringMatching(/^players-[0-9a-f]{7}$/) as string,
      changes: false,
      adopt: ["kvNamespaces"],
      rules: ["Namespace removed"],
      exports: ["id", "title", "key, secret"],
      loaded: "function",
    });
  });
});

/** All that whoever adds a kind does. */
async function addKind(directory: string): Promise<void> {
  const folder = join(directory, "provider", "resources", "kv-namespace");
  await mkdir(folder);
  for (const name of ["definition", "review"])
    await writeFile(join(folder, `${name}.ts`), await part(name));
  const registry = join(directory, "provider", "resources", "registry.ts");
  const entry = (text: string) =>
    `import { kvNamespace } from "./kv-namespace/definition.ts";\n${text.replace("  webhook,\n", "  webhook,\n  kvNamespace,\n")}`;
  await edit(registry, entry);
  const classes = join(directory, "components", "resources.ts");
  const own = await part("class");
  const definition = `import { kvNamespace } from "../provider/resources/kv-namespace/definition.ts";\n`;
  await edit(
    classes,
    (text) => `${text.replace("import { app }", `${definition}import { app }`)}${own}`,
  );
}

async function edit(file: string, change: (text: string) => string): Promise<void> {
  await writeFile(file, change(await readFile(file, "utf8")));
}
