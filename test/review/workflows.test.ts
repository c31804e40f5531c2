import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { root } from "../../scripts/places.ts";
import { CLI_VERSION } from "../../toolchain/versions.ts";
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

describe("the workflows", () => {
  it("are three, and each key in them is one that GitHub knows", async () => {
    const files = (await workflows()).map(({ file }) => file);
    expect(files).toStrictEqual(
      ["preview", "test", "up"].map((name) => `.github/workflows/${name}.yml`),
    );
  });

  it("may do no more than they need", async () => {
    const [preview, test, up] = (await workflows()).map(({ parsed }) => parsed);
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
      const known = ["PULUMI_ACCESS_TOKEN", "PULUMI_CONFIG_PASSPHRASE", "CLOUDFLARE_API_TOKEN"];
      expect(secrets.filter((name) => !known.includes(name ?? ""))).toStrictEqual([]);
    }
  });

  it("gate on the statuses that the review ends with", async () => {
    const [preview] = await workflows();
    const gate = stepsOf(preview?.parsed ?? assert.fail()).find(({ name }) => name === "Gate");
    const cases = [...(gate?.run ?? "").matchAll(/^\s*(\d+)\)/gm)].map(([, status]) =>
      Number(status),
    );
    const { nothing, changes, breaking } = EXIT_STATUS;
    expect(cases).toStrictEqual([nothing, changes, breaking]);
  });
});
