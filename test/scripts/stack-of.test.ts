import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { selectedStack, stackOf, talksToApi } from "../../scripts/stack-of.ts";

describe("the stack that a command line is about", () => {
  const cases: [args: string, env: NodeJS.ProcessEnv, stack: string | undefined][] = [
    ["up", {}, undefined],
    ["up --stack prod", {}, "prod"],
    ["up --stack=prod", {}, "prod"],
    ["up -s prod", {}, "prod"],
    ["up -sprod", {}, "prod"],
    ["up -s=prod", {}, "prod"],
    ["up --stack organization/livestreaming/prod", {}, "prod"],
    ["up", { PULUMI_STACK: "prod" }, "prod"],
    ["up --stack dev", { PULUMI_STACK: "prod" }, "dev"],
    ["up", { PULUMI_STACK: "" }, undefined],
    ["stack init prod", {}, "prod"],
    ["stack select prod", {}, "prod"],
    ["stack rm --yes prod", {}, "prod"],
    ["stack output livestreams", {}, undefined],
    ["config set name -- --stack", {}, undefined],
  ];
  for (const [args, env, stack] of cases) {
    it(`"${args}" with ${JSON.stringify(env)} is about ${stack ?? "the selected one"}`, () => {
      expect(stackOf(args.split(" "), env)).toBe(stack);
    });
  }

  it("is the one selected last in this backend", async () => {
    const home = await mkdtemp(join(tmpdir(), "pulumi home "));
    try {
      const env = { PULUMI_HOME: home, PULUMI_BACKEND_URL: "file:///a%20b/state" };
      expect(await selectedStack("/a b", env)).toBeUndefined();
      const hash = createHash("sha1").update("/a b/Pulumi.yaml").digest("hex");
      await mkdir(join(home, "workspaces"));
      const stacks = {
        "file:///a b/state": "organization/x/prod",
        "s3://other": "organization/x/dev",
      };
      const file = join(home, "workspaces", `x-${hash}-workspace.json`);
      await writeFile(file, JSON.stringify({ stacks }));
      expect(await selectedStack("/a b", env)).toBe("prod");
      expect(
        await selectedStack("/a b", { ...env, PULUMI_BACKEND_URL: "s3://third" }),
      ).toBeUndefined();
    } finally {
      await rm(home, { recursive: true });
    }
  });
});

describe("whether a command needs the emulator", () => {
  it("is so for what reaches the provider", () => {
    const reaching = [["up"], ["--stack", "dev", "preview", "--diff"], ["refresh"], ["destroy"]];
    const others = [["stack", "output"], ["config"], ["version"], []];
    const all = [...reaching, ...others];
    expect(all.filter((args) => talksToApi(args))).toStrictEqual(reaching);
  });
});
