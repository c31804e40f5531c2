/**
 * The package as users get it: packed, installed beside a program of their own, type-checked, and
 * brought up. With npm an ESM program that Node runs itself, in a project of the template; with pnpm's
 * strict layout a CommonJS one that Pulumi runs by ts-node.
 */
import assert from "node:assert/strict";
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addressOf, readManifest, staged } from "../../publish/stage.ts";
import { root } from "../../scripts/places.ts";
import { runCaptured } from "../../cli/processes.ts";
import { assertSucceeded } from "../support/outcome.ts";
import { type Project, withProject } from "../support/project.ts";
import { story } from "../support/story.ts";
import { MISTAKES, messagesOf, program } from "./customer.ts";
import { documentationIsRight } from "./documentation.ts";
import { assertTemplate, type Sources } from "./from-template.ts";
import { assertNative } from "./moved-to-native.ts";
import { held } from "./stack-under-test.ts";

const bin = join(root, "node_modules", ".bin");

/** All that is published. */
const FILES = [
  "CHANGELOG.md",
  "LICENSE",
  "README.md",
  "dist/THIRD-PARTY-LICENSES.txt",
  "dist/cli.mjs",
  "dist/dynamic.cjs",
  "dist/index.cjs",
  "dist/index.d.ts",
  "dist/package.json",
  "dist/preload.cjs",
  "dist/provider.cjs",
  "package.json",
  "plugin/PulumiPlugin.yaml",
  "plugin/package.json",
  "plugin/plugin.cjs",
  "plugin/pulumi-resource-realtimekit",
  "plugin/remote.cjs",
  "plugin/schema.json",
];

/** Compressed: four bundles, the types and the schema. */
const MOST_BYTES = 1_500_000;

const manifest = (options: object, main: string) =>
  JSON.stringify({ name: "customer", main, runtime: { name: "nodejs", options } });

const strict = { strict: true, target: "es2022", types: ["node"] };

interface Customer {
  /** How the project is made. */
  made: string;
  make: (directory: string, sources: Sources) => Promise<unknown>;
  files: Record<string, string>;
  /** Each is a way to be type-checked. */
  tsconfigs: Record<string, object>;
}

const customers: Record<"npm" | "pnpm", Customer> = {
  npm: {
    made: "pulumi new makes it from the template, whose livestream comes up",
    make: assertTemplate,
    files: {
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
    made: "it is installed",
    make: async (directory, dependencies) => {
      await mkdir(directory);
      const manifest = JSON.stringify({ private: true, dependencies });
      await writeFile(join(directory, "package.json"), manifest);
      const options = ["--ignore-scripts", "--prefer-offline", "--store-dir", "store"];
      return await run(join(bin, "pnpm"), ["install", ...options], directory);
    },
    files: {
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

const reachable = await registryIsReachable();
let directory = "";
let tarball = "";

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "realtimekit package-"));
  await run("npm", ["run", "build"], root);
  await run("npm", ["pack", staged, "--pack-destination", directory], root);
  const [file, ...more] = (await readdir(directory)).filter((name) => name.endsWith(".tgz"));
  expect(more).toStrictEqual([]);
  tarball = join(directory, file ?? assert.fail("nothing was packed"));
});

afterAll(() => rm(directory, { recursive: true, force: true }));

describe("the tarball", () => {
  it("has what is needed and nothing else", async () => {
    const files = (await run("tar", ["-tzf", tarball], directory)).trim().split("\n");
    expect(files.map((name) => name.replace(/^package\//, "")).sort()).toStrictEqual(
      FILES.toSorted(),
    );
    const { size } = await stat(tarball);
    expect(size).toBeLessThan(MOST_BYTES);
  });

  it("has the README for those who install it, with links to this version's documentation", async () => {
    const text = await run("tar", ["-xOzf", tarball, "package/README.md"], directory);
    const manifest = await readManifest();
    const pages = `${addressOf(manifest)}/blob/v${manifest.version}/docs`;
    expect(text).toContain(`](${pages}/versioning.md)`);
    expect(text).toContain("npm install pulumi-realtimekit @pulumi/pulumi\n");
    expect(text).not.toMatch(/\]\((?!https:)|\.\.\//);
  });

  it("names nothing of the machine that it was made on", async () => {
    for (const file of FILES) {
      const text = await readFile(join(staged, file), "utf8");
      const found = {
        file,
        pathOfCheckout: text.includes(root),
        asksForMap: /sourceMappingURL=\S*\.map\s*$/.test(text),
      };
      expect(found).toStrictEqual({ file, pathOfCheckout: false, asksForMap: false });
    }
  });
});

describe("the published types", () => {
  it("name every object that an input takes", async () => {
    const text = await readFile(join(root, "dist", "index.d.ts"), "utf8");
    expect(text).toContain("permissions?: pulumi.Input<PresetPermissionsArgs | undefined>;");
    expect(text).toContain("interface PresetUiDesignTokensColorsBrandArgs {");
    // An object inside of an input, alone or among others, whatever lies between.
    expect(/pulumi\.Input<[^;]*?\{[^;]*;/.exec(text)).toBeNull();
    expect(text).not.toMatch(/Input<\(/);
  });

  it("tell of a mistake in few words, which name the type", () => {
    const found = messagesOf(Object.values(MISTAKES).map(({ code }) => code));
    for (const [index, [what, { says, letters }]] of Object.entries(MISTAKES).entries()) {
      const [message = "", ...more] = found[index] ?? [];
      expect({ what, more }).toStrictEqual({ what, more: [] });
      for (const each of says) expect(message).toContain(each);
      expect(message.length).toBeLessThan(letters);
    }
  });
});

describe("installed beside a user's program", () => {
  for (const [name, customer] of Object.entries(customers)) {
    const what = `with ${name}, is type-checked, runs its programs, and comes up`;
    const story = () => installedStory(`with ${name}`, customer);
    if (reachable) describe(what, story);
    else describe.skip(`${what} (the npm registry cannot be reached)`, story);
  }
});

function installedStory(name: string, { made, make, files, tsconfigs }: Customer): void {
  // All of them go away at the end.
  const { step, check } = story(() =>
    Promise.resolve({ scene: join(directory, name), close: () => Promise.resolve() }),
  );

  step(made, async (project) => {
    await make(project, { "pulumi-realtimekit": `file:${tarball}`, ...(await beside()) });
    for (const [file, text] of Object.entries(files)) await writeFile(join(project, file), text);
  });

  check("its types are right, whatever the user's module settings", (project) =>
    assertTypes(project, tsconfigs),
  );

  check("its programs start", assertPrograms);

  check("pulumi up makes what the program declares", assertUp);
}

describe("the documentation", () => documentationIsRight(() => directory));

/** What a program says; fails where it does not succeed. */
async function run(program: string, args: string[], cwd: string): Promise<string> {
  const captured = await runCaptured(program, args, { cwd });
  assertSucceeded(captured);
  return captured.stdout + captured.stderr;
}

/** Whether npm finds, in its cache or at its registry, what a user has beside this package. */
async function registryIsReachable(): Promise<boolean> {
  const [[name, version] = []] = Object.entries(await beside());
  const args = [
    "view",
    `${name ?? ""}@${version ?? ""}`,
    "version",
    "--prefer-offline",
    "--fetch-retries=0",
  ];
  const { stdout, stderr } = await runCaptured("npm", args, { cwd: root });
  return !/ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ENOTCACHED/.test(stdout + stderr);
}

/** What a user has beside this package, at the versions of this checkout. */
async function beside(): Promise<Sources> {
  const text = await readFile(join(root, "package.json"), "utf8");
  const { devDependencies } = JSON.parse(text) as { devDependencies: Record<string, string> };
  const names = ["@pulumi/pulumi", "typescript", "@types/node"];
  return Object.fromEntries(names.map((name) => [name, devDependencies[name] ?? "latest"]));
}

async function assertTypes(project: string, tsconfigs: Record<string, object>): Promise<void> {
  for (const [index, [name, options]] of Object.entries(tsconfigs).entries()) {
    const file = index === 0 ? "tsconfig.json" : `tsconfig.${name}.json`;
    // All that is installed is checked once.
    const compilerOptions = { ...strict, ...options, skipLibCheck: index > 0 };
    await writeFile(join(project, file), JSON.stringify({ compilerOptions, files: ["index.ts"] }));
    const tsc = join("node_modules", ".bin", "tsc");
    const { stdout, stderr } = await runCaptured(tsc, ["--noEmit", "--project", file], {
      cwd: project,
    });
    expect({ name, errors: stdout + stderr }).toStrictEqual({ name, errors: "" });
  }
}

async function assertPrograms(project: string): Promise<void> {
  const program = join("node_modules", ".bin", "pulumi-realtimekit");
  for (const name of ["review", "adopt"]) {
    expect(await run(program, ["--help"], project)).toContain(`\n  ${name} `);
    const help = await run(program, [name, "--help"], project);
    expect(help).toContain(`Usage: npx pulumi-realtimekit ${name} [options]`);
  }
}

async function assertUp(directory: string): Promise<void> {
  await withProject(async (project: Project) => {
    // Its connection to the emulator; the program, its modules and its working directory are the user's.
    await copyFile(
      join(project.directory, `Pulumi.${project.stack}.yaml`),
      join(directory, "Pulumi.customer.yaml"),
    );
    const pulumi = async (...args: string[]) => {
      // Pulumi's Node processes are as they are at the user's.
      const options = { env: { PULUMI_STACK: "customer", NODE_OPTIONS: undefined } };
      const ended = await project.pulumi([...args, "--cwd", directory], options);
      assertSucceeded(ended);
      return ended.stdout;
    };
    await pulumi("stack", "init", "customer");
    await pulumi("up", "--yes", "--skip-preview");
    const [livestream, ...more] = await held(project).livestreams();
    expect(more).toStrictEqual([]);
    expect(livestream?.name).toBe("keynote");
    expect(Object.keys(await held(project).presets())).toHaveLength(1);
    const [hub] = await held(project).liveInputs();
    expect(hub?.meta.name).toBe("Event");
    expect(JSON.parse(await pulumi("stack", "output", "--json"))).toStrictEqual({
      playbackUrl: livestream?.playback_url,
      streamKey: "[secret]",
      status: "OFFLINE",
      hub: hub?.uid,
      livestreams: {
        keynote: {
          id: livestream?.id,
          name: "keynote",
          ingestServer: livestream?.ingest_server,
          streamKey: "[secret]",
          ingestUrl: "[secret]",
          ffmpegCommand: "[secret]",
          playbackUrl: livestream?.playback_url,
        },
      },
      outputsVersion: 1,
    });
    await assertNative(project, directory, pulumi);
    await project.assertNoSecretLeaked();
  });
}
