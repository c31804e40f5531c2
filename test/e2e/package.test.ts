/**
 * The package as users get it: packed, installed beside a program of their own, type-checked, and
 * brought up. With npm an ESM program that Node runs itself, with pnpm's strict layout a CommonJS one
 * that Pulumi runs by ts-node.
 */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { document } from "../../scripts/docs.ts";
import { root } from "../../scripts/places.ts";
import { capture } from "../../scripts/processes.ts";
import { type Project, withProject } from "../support/project.ts";
import { held } from "./stack-under-test.ts";

const bin = join(root, "node_modules", ".bin");

/** All that is published; README.md stands beside the sources from the first release on. */
const FILES = [
  "LICENSE",
  ...(existsSync(join(root, "README.md")) ? ["README.md"] : []),
  "dist/THIRD-PARTY-LICENSES.txt",
  "dist/adopt.mjs",
  "dist/index.cjs",
  "dist/index.d.ts",
  "dist/package.json",
  "dist/provider.cjs",
  "dist/review.mjs",
  "package.json",
];

/** Compressed: five bundles and their types. */
const MOST_BYTES = 1_500_000;

const manifest = (options: object, main: string) =>
  JSON.stringify({ name: "customer", main, runtime: { name: "nodejs", options } });

/** A program that has a resource, a component, a look at the API and types of each. */
const program = (imports: string) => `
${imports}
const keynote = new rt.Livestream("keynote", { name: "keynote" });
const args: rt.PresetArgs = { template: "host", permissions: { canRecord: false } };
new rt.Preset("host", args);
const event = new rt.Broadcast("event", { hubArgs: { displayName: "Event" } });
const found = rt.getLivestreamOutput({ id: keynote.id });
export const status: pulumi.Output<string> = found.status;
export const { playbackUrl, streamKey } = keynote;
export const hub: pulumi.Output<string> = event.liveInputId;
/** For the compiler alone. */
function types(): pulumi.Output<string> {
  const streams = rt.readLivestreaming("organization/livestreaming/prod");
  // @ts-expect-error -- a number is no name
  new rt.Livestream("wrong", { name: 1 });
  // @ts-expect-error -- there is no such section
  void streams.streams;
  return streams.livestreams.get("keynote").streamKey;
}
`;

const strict = { strict: true, target: "es2022", types: ["node"], skipLibCheck: false };

interface Customer {
  install: (directory: string, packages: string[]) => Promise<{ code: number; text: string }>;
  files: Record<string, string>;
  /** Each is a way to be type-checked. */
  tsconfigs: Record<string, object>;
}

const customers: Record<"npm" | "pnpm", Customer> = {
  npm: {
    install: async (directory, packages) =>
      await said(
        "npm",
        ["install", "--ignore-scripts", "--prefer-offline", ...packages],
        directory,
      ),
    files: {
      "package.json": JSON.stringify({ private: true, type: "module" }),
      "Pulumi.yaml": manifest({ typescript: false }, "index.ts"),
      "index.ts": program(
        'import * as pulumi from "@pulumi/pulumi";\nimport * as rt from "pulumi-realtimekit";',
      ),
    },
    tsconfigs: {
      nodenext: { module: "nodenext", verbatimModuleSyntax: true, erasableSyntaxOnly: true },
      bundler: { module: "esnext", moduleResolution: "bundler" },
    },
  },
  pnpm: {
    install: async (directory, packages) =>
      await said(
        join(bin, "pnpm"),
        ["add", "--ignore-scripts", "--prefer-offline", "--store-dir", "store", ...packages],
        directory,
      ),
    files: {
      "package.json": JSON.stringify({ private: true }),
      "Pulumi.yaml": manifest({}, "index.ts"),
      "index.ts": program(
        'import * as pulumi from "@pulumi/pulumi";\nimport * as rt from "pulumi-realtimekit";',
      ),
    },
    tsconfigs: {
      // The compiler of Pulumi's ts-node reads this one, too.
      node10: { module: "commonjs", moduleResolution: "node10", ignoreDeprecations: "6.0" },
      nodenext: { module: "nodenext" },
    },
  },
};

let directory = "";
let tarball = "";

async function said(program: string, args: string[], cwd: string) {
  const { code, stdout, stderr } = await capture(program, args, { cwd });
  return { code, text: stdout + stderr };
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "realtimekit package-"));
  const { code, text } = await said("npm", ["pack", "--pack-destination", directory], root);
  assert.equal(code, 0, text);
  const [file, ...more] = (await readdir(directory)).filter((name) => name.endsWith(".tgz"));
  assert.ok(file !== undefined && more.length === 0, text);
  tarball = join(directory, file);
});

afterAll(() => rm(directory, { recursive: true, force: true }));

describe("the tarball", () => {
  it("has what is needed and nothing else", async () => {
    const { code, text } = await said("tar", ["-tzf", tarball], directory);
    assert.equal(code, 0, text);
    const files = text.trim().split("\n");
    expect(files.map((name) => name.replace(/^package\//, "")).sort()).toStrictEqual(
      FILES.toSorted(),
    );
    const { size } = await stat(tarball);
    assert.ok(size < MOST_BYTES, `${size} bytes`);
  });

  it("names nothing of the machine that it was made on", async () => {
    for (const file of FILES) {
      const text = await readFile(join(root, file), "utf8");
      assert.ok(!text.includes(root), `${file} has the checkout's path`);
      assert.doesNotMatch(text, /sourceMappingURL=\S*\.map\s*$/, `${file} asks for a map`);
    }
  });
});

describe("installed beside a user's program", { concurrency: 2 }, () => {
  for (const [name, customer] of Object.entries(customers)) {
    it(`with ${name}, is type-checked, runs its programs, and comes up`, async () => {
      const project = join(directory, `with ${name}`);
      await mkdir(project);
      for (const [file, text] of Object.entries(customer.files))
        await writeFile(join(project, file), text);
      const installed = await customer.install(project, [`file:${tarball}`, ...(await beside())]);
      if (/ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ENOTCACHED|ERR_PNPM_META_FETCH/.test(installed.text)) {
        t.skip("the npm registry cannot be reached");
        return;
      }
      assert.equal(installed.code, 0, installed.text);
      await t.test("its types are right, whatever the user's module settings", () =>
        assertTypes(project, customer.tsconfigs),
      );
      await t.test("its programs start", () => assertPrograms(project));
      await t.test("pulumi up makes what the program declares", () => assertUp(project));
    });
  }
});

it("documents all that it exports", async () => {
  assert.equal(await document(join(directory, "docs")), 0, "typedoc has warned above");
  const pages = await readdir(join(directory, "docs", "functions"));
  expect(pages).toContain("readLivestreaming.html");
});

/** What a user has beside this package, at the versions of this checkout. */
async function beside(): Promise<string[]> {
  const text = await readFile(join(root, "package.json"), "utf8");
  const { devDependencies } = JSON.parse(text) as { devDependencies: Record<string, string> };
  return ["@pulumi/pulumi", "typescript", "@types/node"].map(
    (name) => `${name}@${devDependencies[name] ?? "latest"}`,
  );
}

async function assertTypes(project: string, tsconfigs: Record<string, object>): Promise<void> {
  for (const [index, [name, options]] of Object.entries(tsconfigs).entries()) {
    const file = index === 0 ? "tsconfig.json" : `tsconfig.${name}.json`;
    const compilerOptions = { ...strict, ...options };
    await writeFile(join(project, file), JSON.stringify({ compilerOptions, files: ["index.ts"] }));
    const tsc = join("node_modules", ".bin", "tsc");
    const { text } = await said(tsc, ["--noEmit", "--project", file], project);
    assert.equal(text, "", `${name}: ${text}`);
  }
}

async function assertPrograms(project: string): Promise<void> {
  for (const name of ["pulumi-realtimekit-review", "pulumi-realtimekit-adopt"]) {
    const { code, text } = await said(join("node_modules", ".bin", name), ["--help"], project);
    assert.equal(code, 0, text);
    expect(text).toMatch(new RegExp(name));
  }
}

async function assertUp(directory: string): Promise<void> {
  await withProject(async (project: Project) => {
    // Its connection to the emulator; the program, its modules and its working directory are the user's.
    await copyFile(
      join(project.directory, `Pulumi.${project.stack}.yaml`),
      join(directory, "Pulumi.customer.yaml"),
    );
    const run = async (...args: string[]) => {
      const options = { env: { PULUMI_STACK: "customer" } };
      const { code, stdout, text } = await project.pulumi([...args, "--cwd", directory], options);
      assert.equal(code, 0, text);
      return stdout;
    };
    await run("stack", "init", "customer");
    await run("preview");
    await run("up", "--yes", "--skip-preview");
    const [livestream, ...more] = await held(project).livestreams();
    assert.ok(livestream && more.length === 0);
    expect(livestream.name).toBe("keynote");
    expect(Object.keys(await held(project).presets()).length).toBe(1);
    const [hub] = await held(project).liveInputs();
    expect(hub?.meta.name).toBe("Event");
    expect(JSON.parse(await run("stack", "output", "--json"))).toStrictEqual({
      playbackUrl: livestream.playback_url,
      streamKey: "[secret]",
      status: "OFFLINE",
      hub: hub.uid,
    });
    await project.assertNoSecretLeaked();
  });
}
