/** What was secret in config, or can be of what is read, is nowhere in plain text. */
import assert from "node:assert/strict";
import * as z from "zod";
import { assertSucceeded } from "../support/outcome.ts";
import { type Project, projectStory, Secret } from "../support/project.ts";
import { assertSteps, KIT, LIVE_INPUTS } from "./stack-under-test.ts";

const token = "token-of-the-webhook-01";
const plain = "https://example.com/plain-hook";

/** A webhook whose address opens a door, beside one whose address does not. */
function stack({ enabled = true, status = "status-01" } = {}) {
  return {
    "livestreaming:webhooks": {
      status: {
        name: status,
        url: new Secret(`https://example.com/hook?token=${token}`),
        events: ["meeting.started"],
        enabled,
      },
      other: { url: plain, events: ["meeting.ended"] },
    },
    "livestreaming:liveInputs": { hub: { defaultCreator: new Secret("creator-who-is-secret") } },
    "livestreaming:restreamTargets": {
      backup: {
        liveInput: "hub",
        url: new Secret("rtmps://hidden-host.example.com/live"),
        streamKey: new Secret("backup-key-of-this-test"),
      },
    },
  };
}

const program = `
  import { declareFromConfig, sections } from "pulumi-realtimekit";
  export const { webhooks, liveInputs, restreamTargets } = declareFromConfig(sections);
`;

/** What `pulumi preview` shows: for people, in full, or as the review of a pull request reads it. */
async function previewed(project: Project, ...args: string[]): Promise<string> {
  const run = await project.pulumi(["preview", ...args]);
  assertSucceeded(run);
  return run.text;
}

const creates = ["create backup", "create hub", "create other", "create status"];

describe("what is secret in config", () => {
  describe("stays secret, and nothing else is, where the stack's file is found", () => {
    const { step, check } = projectStory({ program, config: stack() });

    step("in previews and in an up", async (project) => {
      project.secrets.add(token);
      expect(await previewed(project, "--diff")).toContain(plain);
      expect(await previewed(project, "--json")).toContain(plain);
      assertSteps(await project.up(), creates);
    });

    step("in an update, and where a refresh finds another value", async (project) => {
      await project.config(stack({ enabled: false }));
      await previewed(project, "--json");
      assertSteps(await project.up(), ["update status"]);
      const url = `https://example.com/moved?token=${token}`;
      await change(project, url);
      await previewed(project, "--refresh", "--diff");
      assertSteps(await project.refresh(), ["update status"]);
      await previewed(project, "--diff");
      assertSteps(await project.up(), ["update status"]);
    });

    check("its own address alone is hidden in the outputs", async (project) => {
      const { webhooks } = await project.outputs();
      expect(webhooks).toMatchObject({
        status: { url: "[secret]", enabled: false },
        other: { url: plain },
      });
    });

    check("none of it is anywhere in plain text", (project) => project.assertNoSecretLeaked());

    step("nor at the end", async (project) => {
      assertSteps(
        await project.destroy(),
        creates.map((each) => each.replace("create", "delete")),
      );
      await project.assertNoSecretLeaked();
    });
  });

  describe("stays secret with all other texts where it is not found", () => {
    // The repository's program runs in its own directory, not in the project's, and nothing tells it that.
    const env = { PULUMI_NODEJS_ROOT_DIRECTORY: undefined };
    const { step, check } = projectStory({ config: stack(), env });

    step("in previews and in an up", async (project) => {
      project.secrets.add(token);
      await previewed(project, "--json");
      assertSteps(await project.up(), creates);
      assertSteps(await project.preview(), []);
    });

    check("none of it is anywhere in plain text", (project) => project.assertNoSecretLeaked());
  });
});

describe("what becomes secret", () => {
  const webhook = (url: unknown) => ({
    "livestreaming:webhooks": { status: { name: "status", url, events: ["meeting.ended"] } },
  });
  const url = `https://example.com/hook?token=${token}`;
  const { step } = projectStory({ program, config: webhook(url) });

  step("changes nothing but how the state holds it", async (project) => {
    assertSteps(await project.up(), ["create status"]);
    await project.config(webhook(new Secret(url)));
    assertSteps(await project.up(), []);
    expect(JSON.stringify(await project.exportState())).not.toContain(token);
  });
});

describe("what is secret of what is only read", () => {
  const imports = `import { Meeting, RestreamTarget } from "pulumi-realtimekit";`;
  const { step, check } = projectStory({ program: imports });

  step("stays secret when it is read", async (project) => {
    const key = project.secrets.add("key-in-an-rtmp-address");
    const passphrase = project.secrets.add("passphrase-of-an-output");
    const meeting = await made(project, `${KIT}/meetings`, {
      title: "theirs",
      recording_config: { live_streaming_config: { rtmp_url: `rtmp://example.com/a/${key}` } },
    });
    const hub = await made(project, LIVE_INPUTS, { meta: { name: "theirs" } });
    const target = await made(project, `${LIVE_INPUTS}/${hub}/outputs`, {
      url: `srt://example.com:9?passphrase=${passphrase}`,
      streamKey: project.secrets.add("key-of-that-output"),
    });
    await project.program(`${imports}
      export const meeting = Meeting.get("meeting", "${meeting}").title;
      export const target = RestreamTarget.get("target", "${target}", { liveInputId: "${hub}" }).url;
    `);
    await previewed(project, "--diff");
    assertSteps(await project.up(), ["read meeting", "read target"]);
    expect(await project.outputs()).toMatchObject({ meeting: "theirs", target: "[secret]" });
  });

  step("and read again", async (project) => {
    assertSucceeded(await project.refresh());
    await previewed(project, "--json");
    assertSucceeded(await project.up());
  });

  check("none of it is anywhere in plain text", (project) => project.assertNoSecretLeaked());
});

/** Makes something as somebody else would, and gives its id. */
async function made(project: Project, path: string, body: object): Promise<string> {
  const { status, body: answer } = await project.api("POST", path, body);
  assert.ok(status < 300, JSON.stringify(answer));
  const one = z.object({ id: z.string().optional(), uid: z.string().optional() });
  const parts = z.object({ data: one.optional(), result: one.optional() }).parse(answer);
  return parts.data?.id ?? parts.result?.uid ?? assert.fail("it has no id");
}

/** Changes the address of the webhook `status-01` at the API. */
async function change(project: Project, url: string): Promise<void> {
  const { body } = await project.api("GET", `${KIT}/webhooks`);
  const item = z.looseObject({ id: z.string(), name: z.string() });
  const { data } = z.object({ data: z.array(item) }).parse(body);
  const found = data.find(({ name }) => name === "status-01");
  assert.ok(found);
  const events = ["meeting.started"];
  const wanted = { name: found.name, url, events, enabled: false };
  const { status } = await project.api("PUT", `${KIT}/webhooks/${found.id}`, wanted);
  expect(status).toBe(200);
}
