import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isOfOneStack, readCommandLine, talksToApi } from "../../scripts/command-line.ts";
import { prepare } from "../../scripts/environment.ts";
import { root } from "../../scripts/places.ts";
import { ownBackend, selectedStack } from "../../scripts/selection.ts";

function lineOf(text: string, env: NodeJS.ProcessEnv = {}) {
  return readCommandLine(text === "" ? [] : text.split(" "), root, env);
}

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
    ["stack rm prod --yes --force", {}, "prod"],
    ["stack init --secrets-provider passphrase prod", {}, "prod"],
    ["-C examples/event up", {}, undefined],
    ["-C examples/event --color never stack select prod", {}, "prod"],
    ["--cwd=examples/event up -s prod", {}, "prod"],
    ["config set name -- --stack", {}, undefined],
  ];
  for (const [args, env, stack] of cases) {
    it(`"${args}" with ${JSON.stringify(env)} is about ${stack ?? "the selected one"}`, () => {
      expect(lineOf(args, env).stack).toBe(stack);
    });
  }

  it("is the one selected last in this backend", async () => {
    const home = await mkdtemp(join(tmpdir(), "pulumi home "));
    try {
      const env = { PULUMI_HOME: home };
      const backend = "file:///a%20b/state";
      expect(await selectedStack("/a b", backend, env)).toBeUndefined();
      const hash = createHash("sha1").update("/a b/Pulumi.yaml").digest("hex");
      await mkdir(join(home, "workspaces"));
      const stacks = {
        "file:///a b/state": "organization/x/prod",
        "s3://other": "organization/x/dev",
      };
      const file = join(home, "workspaces", `x-${hash}-workspace.json`);
      await writeFile(file, JSON.stringify({ stacks }));
      expect(await selectedStack("/a b", backend, env)).toBe("prod");
      expect(await selectedStack("/a b", "s3://third", env)).toBeUndefined();
    } finally {
      await rm(home, { recursive: true });
    }
  });
});

describe("the backend of every stack but dev", () => {
  it("is the environment's, else the project's, else that of the login", async () => {
    const home = await mkdtemp(join(tmpdir(), "pulumi home "));
    try {
      const env = { PULUMI_HOME: home };
      expect(await ownBackend(home, env)).toBeUndefined();
      expect(await ownBackend(home, { ...env, PULUMI_ACCESS_TOKEN: "t" })).toBe(
        "https://api.pulumi.com",
      );
      await writeFile(join(home, "credentials.json"), JSON.stringify({ current: "s3://login" }));
      expect(await ownBackend(home, env)).toBe("s3://login");
      await writeFile(join(home, "Pulumi.yaml"), "name: x\nbackend:\n  url: s3://project\n");
      expect(await ownBackend(home, env)).toBe("s3://project");
      expect(await ownBackend(home, { ...env, PULUMI_BACKEND_URL: "s3://here" })).toBe("s3://here");
    } finally {
      await rm(home, { recursive: true });
    }
  });
});

describe("the project of a command line", () => {
  it("is that of the directory, or of the one that -C gives", () => {
    expect(lineOf("up").project).toBe(root);
    expect(lineOf("-C examples/event up").project).toBe(join(root, "examples", "event"));
    expect(lineOf("-C test/unit up").project).toBe(root);
    expect(lineOf("-C / up").project).toBeUndefined();
  });
});

describe("whether a command is about a stack, and needs the emulator", () => {
  it("is so for what reaches the provider", () => {
    const reaching = ["up", "--stack dev preview --diff", "refresh", "-C examples/event destroy"];
    const others = ["stack output", "config", "version", "-C up version", ""];
    const all = [...reaching, ...others];
    expect(all.filter((args) => talksToApi(lineOf(args)))).toStrictEqual(reaching);
  });

  it("is about none where Pulumi itself is meant", () => {
    const ofOne = ["up", "config set a b", "stack output", "stack", "cancel", "state delete x"];
    const others = ["login s3://x", "logout", "whoami -v", "stack ls", "version", "plugin ls", ""];
    const all = [...ofOne, ...others];
    expect(all.filter((args) => isOfOneStack(lineOf(args)))).toStrictEqual(ofOne);
  });
});

describe("plugins", () => {
  it("are got for a program that imports @pulumi/cloudflare, and looked for by no other", async () => {
    const forbidden = async (folder: string) => {
      const { env } = await prepare({}, join(root, folder));
      return env.PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION;
    };
    expect(await forbidden("examples/player-config")).toBe("false");
    expect(await forbidden(".")).toBe("true");
    expect(await forbidden("examples/typescript")).toBe("true");
  });
});
