import { appendFile, mkdir, readdir, readFile, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import { make } from "../adopt/by-hand.ts";
import { runAdopt } from "../adopt/run.ts";
import { assertSucceeded } from "../support/outcome.ts";
import {
  ACCOUNT,
  APP,
  type Project,
  projectStory,
  Secret,
  withProject,
} from "../support/project.ts";
import { config, KIT, LIVE_INPUTS, named, stackOutputs } from "./stack-under-test.ts";

const KEY = "key-of-a-target-by-hand";

describe("npm run adopt", () => {
  describe("tells what is whose, and what it cannot take", () => {
    const { step, check } = projectStory({
      config: config({ livestreams: { "by-hand": {} }, liveInputs: { hub: {} } }),
    });
    let ids: Beside;

    step("of a stack that is up, with others' things beside it", async (project) => {
      assertSucceeded(await project.up());
      ids = await besideTheStack(project);
    });

    check("the table", (project) => assertTable(project, ids));

    check("a hub of the stack's config is named", async (project) => {
      const { stdout } = await runAdopt(project, ["--config"]);
      expect(stdout).toMatch(/^ {2}livestreaming:restreamTargets:\n {4}hub-live-example-com:$/m);
      expect(stdout).toMatch(/^ {6}liveInput: hub$/m);
      expect(stdout).toMatch(/^ {6}# streamKey: a secret, written by --secrets$/m);
    });

    check("what another stack has marked can be had by its id", async (project) => {
      const { stdout } = await runAdopt(project, ["--json", "--include", ids.theirs]);
      const { unmanaged } = JSON.parse(stdout) as { unmanaged: { id: string }[] };
      expect(unmanaged.map(({ id }) => id)).toContain(ids.theirs);
    });

    check("secrets are for what is in the config", async (project) => {
      const { code, stderr } = await runAdopt(project, ["--secrets"]);
      expect(code).toBe(1);
      expect(stderr).toMatch(/^None of the 1 restream targets is in the config of stack test: /);
    });

    step("what is written goes to where the project keeps its stacks' files", async (project) => {
      const [manifest, name] = [join(project.directory, "Pulumi.yaml"), "Pulumi.test.yaml"];
      const file = join(project.directory, "stacks", name);
      await mkdir(dirname(file));
      await rename(join(project.directory, name), file);
      await appendFile(manifest, "stackConfigDir: stacks\n");
      const write = await runAdopt(project, ["--write"]);
      assertSucceeded(write);
      expect(write.stdout.split("\n")).toStrictEqual([
        `livestreaming:livestreams.by-hand-2: written; adopts ${ids.livestream}`,
        `livestreaming:restreamTargets.hub-live-example-com: written; adopts ${ids.target}`,
        "livestreaming:restreamTargets.hub-live-example-com.streamKey: written",
        "Secrets of stack test: 1 written, 0 unchanged.",
        `${name}: 2 entries written.`,
        "2 resources are left out, because another stack may manage them; adopt without options lists them.",
        "Next: run pulumi preview, which says for each create what it adopts.",
        "",
      ]);
      expect(await readdir(dirname(file))).toStrictEqual([name]);
      const { config: written } = parse(await readFile(file, "utf8")) as Record<string, unknown>;
      expect(written).toMatchObject({
        "livestreaming:livestreams": { "by-hand": {}, "by-hand-2": { adopt: ids.livestream } },
        "livestreaming:restreamTargets": {
          "hub-live-example-com": {
            adopt: ids.target,
            streamKey: { secure: expect.any(String) as unknown },
          },
        },
      });
    });

    step("a token that may not see Stream still sees the rest", async (project) => {
      await project.control.fault({ path: "/stream/live_inputs$", status: 403 });
      const adopt = await runAdopt(project, []);
      assertSucceeded(adopt);
      expect(adopt.stdout).toMatch(/Note: Live inputs and restream targets are omitted: .* 403/);
      expect(adopt.stdout).toMatch(/Livestream +by-hand +by-hand/);
    });
  });

  it("has one message for what is wrong, and exit status 1", async () => {
    await withProject(async (project) => {
      const wrong = async (args: string[], change?: NodeJS.ProcessEnv) => {
        const { code, stdout, stderr } = await runAdopt(project, args, change);
        expect([code, stdout]).toStrictEqual([1, ""]);
        expect(stderr).not.toMatch(/^ +at /m);
        return stderr;
      };
      expect(await wrong(["--stack", "none"])).toMatch(/no stack named 'none' found/);
      expect(await wrong([], { PULUMI_CONFIG_PASSPHRASE: "other" })).toMatch(
        /incorrect passphrase/,
      );
      await project.config({ "realtimekit:apiToken": undefined, "realtimekit:appId": undefined });
      expect(await wrong([])).toMatch(
        /^realtimekit:appId: missing.*\nrealtimekit:apiToken: missing/,
      );
      await project.config({ "realtimekit:apiToken": new Secret("a-token-of-nobody") });
      await project.control.fault({ path: "/livestreams$", status: 401 });
      expect(await wrong([])).toMatch(/^GET .* responded with 401: .*The API rejects the token/);
    });
  });
});

type Beside = Awaited<ReturnType<typeof besideTheStack>>;

/** Made by nobody's stack, but for one that says otherwise. */
async function besideTheStack(project: Project) {
  const { liveInputs } = await stackOutputs(project);
  const hub = named(liveInputs, "hub").id;
  project.secrets.add(KEY);
  const outputs = `${LIVE_INPUTS}/${hub}/outputs`;
  const url = "rtmp://live.example.com/app";
  return {
    livestream: await make(project, `${KIT}/livestreams`, { name: "by-hand" }),
    target: await make(project, outputs, { url, streamKey: KEY }),
    odd: await make(project, outputs, { url: `${url}/${KEY}`, streamKey: KEY }),
    suffixed: await make(project, `${KIT}/livestreams`, { name: "talk-1a2b3c4" }),
    theirs: await make(project, LIVE_INPUTS, { meta: { name: "  ", pulumi: "other/prod/hub" } }),
  };
}

async function assertTable(project: Project, ids: Beside): Promise<void> {
  const adopt = await runAdopt(project, []);
  assertSucceeded(adopt);
  const [table = ""] = adopt.stdout.split("\n\nUse either the config or the code");
  const lines = table.split("\n").map((line) => line.replace(/ {2,}/g, " | "));
  expect(lines).toStrictEqual([
    `App ${APP}, account ${ACCOUNT}`,
    "Managed by stack test: 2",
    "Managed by no stack of project livestreaming: 1 livestream, 1 restream target",
    "",
    "KIND | NAME | LOGICAL NAME | ID",
    // The stack has a livestream of that logical name already.
    `Livestream | by-hand | by-hand-2 | ${ids.livestream}`,
    `RestreamTarget | live.example.com of hub | hub-live-example-com | ${ids.target}`,
    "",
    "Left out, because another stack may manage them (--include <id> adopts them anyway):",
    ` | Livestream | talk-1a2b3c4 | ${ids.suffixed} | may belong to another stack`,
    ` | LiveInput | (no name) | ${ids.theirs} | belongs to stack other/prod`,
    "",
    "Left out:",
    ` | RestreamTarget | live.example.com | ${ids.odd} | url: contains the stream key; set the key in streamKey only, where it is secret`,
  ]);
}
