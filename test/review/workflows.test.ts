import assert from "node:assert/strict";
import { access, readFile, readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { root } from "../../scripts/places.ts";
import { CLI_VERSION } from "../../toolchain/versions.ts";
import { CONFORMANCE_STATUS } from "../../cli/conformance/options.ts";
import { EXIT_STATUS } from "../../cli/review/options.ts";

const step = z.strictObject({
  name: z.string().optional(),
  id: z.string().optional(),
  uses: z.string().optional(),
  with: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  env: z.record(z.string(), z.string()).optional(),
  run: z.string().optional(),
});
const permissions = z.record(z.string(), z.enum(["read", "write", "none"]));
const workflow = z.strictObject({
  name: z.string(),
  on: z.record(z.string(), z.unknown()),
  permissions,
  concurrency: z.strictObject({
    group: z.string(),
    "cancel-in-progress": z.union([z.boolean(), z.string()]),
  }),
  jobs: z.record(
    z.string(),
    z.strictObject({
      if: z.string().optional(),
      needs: z.string().optional(),
      environment: z.string().optional(),
      "runs-on": z.string(),
      "timeout-minutes": z.number(),
      permissions: permissions.optional(),
      steps: z.array(step),
    }),
  ),
});

async function workflows() {
  const folder = join(".github", "workflows");
  const files = (await readdir(join(root, folder))).map((file) => join(folder, file));
  return await Promise.all(
    files.sort().map(async (file) => {
      const text = await readFile(join(root, file), "utf8");
      return { file, text, parsed: workflow.parse(parse(text)) };
    }),
  );
}

function stepsOf({ jobs }: z.output<typeof workflow>) {
  return Object.values(jobs).flatMap(({ steps }) => steps);
}

function permissionsOf(parsed: z.output<typeof workflow> | undefined) {
  return Object.fromEntries(
    Object.entries(parsed?.jobs ?? {}).map(([name, job]) => [name, job.permissions]),
  );
}

describe("the workflows", () => {
  it("have keys that GitHub knows, and jobs that wait for jobs of theirs", async () => {
    const files = await workflows();
    expect(files.map(({ file }) => file)).toStrictEqual(
      ["conformance", "docs", "preview", "release", "test", "up"].map(
        (name) => `.github/workflows/${name}.yml`,
      ),
    );
    for (const { file, parsed } of files) {
      const needed = Object.values(parsed.jobs).flatMap(({ needs }) => needs ?? []);
      const missing = needed.filter((job) => !(job in parsed.jobs));
      expect({ file, missing }).toStrictEqual({ file, missing: [] });
    }
  });

  it("may do no more than they need", async () => {
    const [conformance, docs, preview, release, test, up] = (await workflows()).map(
      ({ parsed }) => parsed,
    );
    // Nobody but a maintainer pushes a tag or to main.
    expect(release?.on).toStrictEqual({ push: { tags: ["v*"] } });
    expect(Object.keys(docs?.on ?? {})).toStrictEqual(["push", "workflow_dispatch"]);
    expect([release?.permissions, docs?.permissions]).toStrictEqual([{}, {}]);
    expect(permissionsOf(release)).toStrictEqual({
      build: { contents: "read" },
      publish: { "id-token": "write" },
      release: { contents: "write" },
    });
    expect(permissionsOf(docs)).toStrictEqual({
      build: { contents: "read" },
      deploy: { pages: "write", "id-token": "write" },
    });
    expect(Object.keys(conformance?.on ?? {})).toStrictEqual(["schedule", "workflow_dispatch"]);
    expect(conformance?.permissions).toStrictEqual({});
    expect(permissionsOf(conformance)).toStrictEqual({
      run: { contents: "read" },
      issue: { issues: "write" },
    });
    expect(conformance?.concurrency["cancel-in-progress"]).toBe(false);
    expect(test?.permissions).toStrictEqual({ contents: "read" });
    expect(up?.permissions).toStrictEqual({});
    expect(up?.jobs.up?.permissions).toStrictEqual({ contents: "read" });
    // Whoever can propose a change cannot bring it up.
    expect(Object.keys(up?.on ?? {})).toStrictEqual(["push", "workflow_dispatch"]);
    expect(up?.concurrency["cancel-in-progress"]).toBe(false);
    expect(preview?.permissions).toStrictEqual({});
    expect(preview?.jobs.preview?.permissions).toStrictEqual({
      contents: "read",
      "pull-requests": "write",
    });
    // pull_request_target would run a stranger's code with our secrets.
    expect(Object.keys(preview?.on ?? {})).toStrictEqual(["pull_request"]);
  });

  it("run nothing of the repository or of its packages in a job that may write", async () => {
    for (const { file, parsed } of await workflows()) {
      if (!/(conformance|docs|release)\.yml$/.test(file)) continue;
      for (const { permissions, steps } of Object.values(parsed.jobs)) {
        if (!Object.values(permissions ?? {}).includes("write")) continue;
        const foreign = steps.filter(
          ({ uses = "", run = "" }) =>
            uses.startsWith("actions/checkout@") ||
            /\b(npm (ci|run|test|install)|npx|node)\b/.test(run),
        );
        expect({ file, foreign }).toStrictEqual({ file, foreign: [] });
      }
    }
  });

  it("call commands of package.json and files of this checkout", async () => {
    const text = await readFile(join(root, "package.json"), "utf8");
    const { scripts } = JSON.parse(text) as { scripts: Record<string, string> };
    for (const { file, parsed } of await workflows()) {
      for (const { run = "" } of stepsOf(parsed)) {
        const commands = [...run.matchAll(/\bnpm run (?:--silent )?([\w:-]+)/g)];
        for (const [, name = ""] of commands)
          expect({ file, name, isThere: name in scripts }).toMatchObject({ isThere: true });
        for (const [, path = ""] of run.matchAll(/\bnode (\S+)/g))
          await expect(access(join(root, path))).resolves.toBeUndefined();
      }
    }
  });

  it("use actions of a pinned major version, and the CLI's version of this checkout", async () => {
    for (const { file, parsed } of await workflows()) {
      for (const { uses, ...rest } of stepsOf(parsed)) {
        if (uses === undefined) continue;
        expect(`${file}: ${uses}`).toMatch(/: [\w-]+\/[\w-]+@v\d+$/);
        if (uses.startsWith("pulumi/actions@"))
          expect(rest.with?.["pulumi-version"]).toBe(CLI_VERSION);
        if (uses.startsWith("actions/checkout@"))
          expect(rest.with?.["persist-credentials"]).toBe(false);
      }
    }
  });

  it("put nothing that somebody else wrote, and no secret, into a script", async () => {
    for (const { file, parsed, text } of await workflows()) {
      for (const { run = "" } of stepsOf(parsed)) expect(`${file}: ${run}`).not.toMatch(/\$\{\{/);
      const secrets = [...text.matchAll(/\$\{\{\s*secrets\.(\w+)/g)].map(([, name]) => name);
      const ofStacks = ["PULUMI_ACCESS_TOKEN", "PULUMI_CONFIG_PASSPHRASE", "CLOUDFLARE_API_TOKEN"];
      const own: Record<string, string[]> = {
        "conformance.yml": ["CONFORMANCE_API_TOKEN"],
        "release.yml": ["NPM_TOKEN"],
      };
      const known = own[basename(file)] ?? ofStacks;
      expect(secrets.filter((name) => !known.includes(name ?? ""))).toStrictEqual([]);
    }
  });

  it("tell apart the statuses that the conformance run ends with", async () => {
    const [{ parsed } = assert.fail()] = await workflows();
    const run = stepsOf(parsed).find(({ name }) => name === "Run")?.run ?? "";
    const cases = [...run.matchAll(/^\s*(\d+)\)/gm)].map(([, status]) => Number(status));
    expect(cases).toStrictEqual(Object.values(CONFORMANCE_STATUS));
  });

  it("gate on the statuses that the review ends with", async () => {
    const [, , preview] = await workflows();
    const gate = stepsOf(preview?.parsed ?? assert.fail()).find(({ name }) => name === "Gate");
    const cases = [...(gate?.run ?? "").matchAll(/^\s*(\d+)\)/gm)].map(([, status]) =>
      Number(status),
    );
    const { nothing, changes, breaking } = EXIT_STATUS;
    expect(cases).toStrictEqual([nothing, changes, breaking]);
  });
});
