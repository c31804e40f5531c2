import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../scripts/places.ts";
import { type Captured, runCaptured } from "../../cli/processes.ts";
import { findOnPath } from "../../toolchain/on-path.ts";
import { CLI_VERSION, OWN_REVISION, TOOLS, isAtLeast } from "../../toolchain/versions.ts";
import { assertSucceeded } from "../support/outcome.ts";

let directory = "";
let bin = "";
let cache = "";

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "realtimekit tools "));
  cache = join(directory, "the cache");
});
beforeEach(async () => {
  bin = await mkdtemp(join(directory, "bin "));
});
afterAll(() => rm(directory, { recursive: true }));

async function program(name: string, script: string, where = bin): Promise<void> {
  await mkdir(where, { recursive: true });
  await writeFile(join(where, name), `#!/bin/sh\n${script}\n`);
  await chmod(join(where, name), 0o755);
}

describe("versions", () => {
  it("compare by number, part by part", () => {
    expect(isAtLeast("3.229.0", "3.229.0")).toBe(true);
    expect(isAtLeast("3.1000.0", "3.229.0")).toBe(true);
    expect(isAtLeast("4.0.0", "3.229.0")).toBe(true);
    expect(isAtLeast("3.228.9", "3.229.0")).toBe(false);
    expect(isAtLeast("3.230.0-alpha.1+dirty", "3.229.0")).toBe(true);
    expect(isAtLeast("1.26", "1.25.11")).toBe(true);
    expect(isAtLeast("devel", "1.25.11")).toBe(false);
  });
});

describe("a pulumi on PATH", () => {
  const find = () => findOnPath({ PATH: bin });

  it("is used where it is new enough and has its helpers beside it", async () => {
    await program(TOOLS.cli, "echo v3.300.1");
    await program(TOOLS.languageHost, "");
    await program(TOOLS.dynamicProvider, "");
    expect(await find()).toStrictEqual({ use: { directory: bin, version: "3.300.1" } });
  });

  it("is told why it is not", async () => {
    expect(await find()).toStrictEqual({ instead: "it is not on PATH" });
    await program(TOOLS.cli, "echo v3.100.0");
    expect(JSON.stringify(await find())).toMatch(/pulumi is 3\.100\.0, older than 3\.229\.0/);
    await program(TOOLS.cli, "exit 1");
    expect(JSON.stringify(await find())).toMatch(/does not report its version/);
    await program(TOOLS.cli, "echo v3.300.1");
    expect(JSON.stringify(await find())).toMatch(/has no pulumi-language-nodejs next to it/);
  });
});

describe("a machine without a CLI", () => {
  /** A command of this checkout as such a machine runs it, the internet out of reach. */
  async function pulumiVersion(): Promise<Captured> {
    return await runCaptured(process.execPath, [join(root, "scripts", "pulumi.ts"), "version"], {
      env: {
        PATH: bin,
        HOME: directory,
        PULUMI_REALTIMEKIT_CACHE: cache,
        HTTPS_PROXY: "http://127.0.0.1:9",
      },
    });
  }

  /** A `go` that builds what only tells its name. */
  const go = (version: string) => `
    case "$1" in
      env) echo ${version}; echo local;;
      build)
        while [ "$1" != -o ]; do shift; done
        echo "example.com/package" >&2
        echo '#!/bin/sh' > "$2"; echo 'echo v${CLI_VERSION}' >> "$2"; /bin/chmod +x "$2";;
    esac`;

  it("is told what to install where there is no Go either, and keeps nothing", async () => {
    const { code, stdout, stderr } = await pulumiVersion();
    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toMatch(
      /it is not on PATH;\n.*cannot be reached from here;\n.*Go is not installed/,
    );
    expect(stderr).toMatch(
      /install the Pulumi CLI 3\.229\.0 or later.*\n.*install Go 1\.25\.11 or later/,
    );
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(await readdir(cache)).toStrictEqual([]);
  });

  it("is told where its Go is too old", async () => {
    await program("go", go("go1.24.2"));
    const { code, stderr } = await pulumiVersion();
    expect(code).toBe(1);
    expect(stderr).toMatch(/Go 1\.24\.2 is older than 1\.25\.11, so the CLI cannot be built/);
  });

  it("is told what Go says where the build fails, and keeps nothing", async () => {
    await program(
      "go",
      `[ "$1" = env ] && { echo go1.26.0; exit; }; echo "some: checksum mismatch" >&2; exit 1`,
    );
    const { code, stderr } = await pulumiVersion();
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /Building pulumi with Go failed\. Output of Go:\n {2}some: checksum mismatch\n/,
    );
    expect(await readdir(cache)).toStrictEqual([]);
  });

  it("builds it once, and two commands at once build it once, too", async () => {
    await program("go", go("go1.26.0"));
    const both = await Promise.all([pulumiVersion(), pulumiVersion()]);
    both.forEach(assertSucceeded);
    expect(both.map(({ stdout }) => stdout.trim())).toStrictEqual([
      `v${CLI_VERSION}`,
      `v${CLI_VERSION}`,
    ]);
    const told = both.map(({ stderr }) => stderr).join("");
    expect(told.match(/from its published Go modules/g)).toHaveLength(1);

    await rm(join(bin, "go"));
    const { code, stdout, stderr } = await pulumiVersion();
    expect([code, stdout.trim(), stderr]).toStrictEqual([0, `v${CLI_VERSION}`, ""]);
    expect(await readdir(cache)).toStrictEqual([
      `pulumi-v${CLI_VERSION}.${OWN_REVISION}-${process.platform}-${process.arch}`,
    ]);
  });
});
