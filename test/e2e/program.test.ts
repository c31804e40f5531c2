import { assertFailed, assertSucceeded } from "../support/outcome.ts";
import { ACCOUNT, APP, type Project, projectStory, Secret } from "../support/project.ts";
import { assertSteps, counts, held, writes } from "./stack-under-test.ts";

const OTHER = "an-app-that-config-names";
const imports = `
  import * as pulumi from "@pulumi/pulumi";
  import { LiveInput, Livestream, Preset, RestreamTarget } from "pulumi-realtimekit";
  const key = new pulumi.Config().requireSecret("key");
  const where = { accountId: "${ACCOUNT}", appId: "${APP}" };
`;
const show = `
  class Show extends pulumi.ComponentResource {
    constructor(name: string, livestream: string, options: object) {
      super("example:index:Show", name);
      const parent = { parent: this };
      const stream = new Livestream(livestream, where, { ...parent, protect: true, ...options });
      const role = new Preset("role", { ...where, name: pulumi.interpolate\`role-\${stream.name}\` }, parent);
      const hub = new LiveInput("hub", { accountId: where.accountId }, parent);
      const target = new RestreamTarget("target", {
        accountId: where.accountId, liveInputId: hub.id, platform: "twitch", streamKey: key,
      }, parent);
      this.ids = { stream: stream.id, role: role.id, hub: hub.id, target: target.id };
      this.made = pulumi.all([stream.name, role.name, hub.displayName, target.url]);
      this.keys = pulumi.all([stream.streamKey, hub.streamKey, target.streamKey]);
    }
    ids; made; keys;
  }
`;
const declares = (livestream: string, options = "{}") => `
  ${imports} ${show}
  const show = new Show("show", "${livestream}", ${options});
  export const { ids, made, keys } = show;
`;
const looksUp = (ids: Record<string, string>) => `
  ${imports}
  const stream = Livestream.get("stream", "${ids.stream ?? ""}", where);
  const role = Preset.get("role", "${ids.role ?? ""}", where);
  const hub = LiveInput.get("hub", "${ids.hub ?? ""}", { accountId: where.accountId });
  const target = RestreamTarget.get("target", "${ids.target ?? ""}", { accountId: where.accountId, liveInputId: hub.id });
  export const ids = { stream: stream.id, role: role.id, hub: hub.id, target: target.id };
  export const made = pulumi.all([stream.name, role.name, hub.displayName, target.url]);
  export const keys = pulumi.all([stream.streamKey, hub.streamKey, target.streamKey]);
`;

const config = {
  // The arguments go before what config says.
  "realtimekit:accountId": "an-account-that-config-names",
  "realtimekit:appId": OTHER,
  "livestreaming:key": new Secret("twitch-key-of-this-test"),
};

const creates = ["create hub", "create main", "create role", "create show", "create target"];

describe("the classes in a program", () => {
  describe("declare, protect, rename by alias and look up", () => {
    const { step, check } = projectStory({ program: declares("main"), config });

    step(
      "below a component, wired by outputs, in the account and app they name",
      async (project) => {
        assertSteps(await project.preview(), creates);
        assertSteps(await project.up(), creates);
        await assertDeclared(project);
      },
    );

    step("what is protected is not removed", async (project) => {
      await project.control.clearRequests();
      // With its preview, as people run it.
      const destroy = await project.pulumi(["destroy", "--yes"]);
      assertFailed(destroy);
      expect(destroy.text).toMatch(/cannot be deleted[\s\S]*protect/);
      expect(await project.requests()).toStrictEqual([]);
    });

    step("a rename by alias keeps the livestream and its name", async (project) => {
      const before = await project.outputs({ showSecrets: true });
      await project.program(declares("opening", '{ aliases: [{ name: "main" }] }'));
      assertSteps(await project.up(), []);
      expect(await project.outputs({ showSecrets: true })).toStrictEqual(before);
      expect(await project.requests()).toStrictEqual([]);
    });

    step("get reads what exists, in another stack, and never changes it", assertLookedUp);

    check("what is secret is nowhere in plain text", (project) => project.assertNoSecretLeaked());
  });
});

const transforms = `
  ${imports}
  pulumi.runtime.registerResourceTransform(({ type, props, opts }) =>
    type.endsWith(":LiveInput") ? { props: { ...props, displayName: "by a transform" }, opts } : undefined,
  );
  const said = new pulumi.ResourceHook("said", ({ name }) => {
    void pulumi.log.info("the hook saw " + name);
  });
  const hub = new LiveInput("hub", { accountId: where.accountId }, { hooks: { afterCreate: [said] } });
  export const name = hub.displayName;
`;

describe("transforms and resource hooks of a program", () => {
  const { step, check } = projectStory({ program: transforms, config });

  step("reach the engine, and run", async (project) => {
    const up = await project.up();
    assertSteps(up, ["create hub"]);
    expect(up.text).toMatch(/the hook saw hub/);
    const [hub] = await held(project).liveInputs();
    expect(hub?.meta.name).toBe("by a transform");
  });

  check("leave an unchanged stack unchanged", async (project) => {
    assertSteps(await project.preview(), []);
  });
});

/** The outputs are those of what the API holds. */
async function assertDeclared(project: Project): Promise<void> {
  const { ids, made, keys } = await project.outputs({ showSecrets: true });
  const api = held(project);
  const [stream] = await api.livestreams();
  const [hub] = await api.liveInputs();
  const [target] = await api.targets(hub?.uid ?? "");
  const [role] = Object.values(await api.presets());
  expect(ids).toStrictEqual({
    stream: stream?.id,
    role: role?.id,
    hub: hub?.uid,
    target: target?.uid,
  });
  expect(made).toStrictEqual([stream?.name, role?.name, hub?.meta.name, target?.url]);
  expect(role?.name).toBe(`role-${stream?.name ?? ""}`);
  const key = "twitch-key-of-this-test";
  expect(keys).toStrictEqual([stream?.stream_key, hub?.rtmps.streamKey, key]);
  expect(target?.streamKey).toBe(key);
}

async function assertLookedUp(project: Project): Promise<void> {
  const before = await project.outputs({ showSecrets: true });
  const made = await counts(project);
  await project.control.clearRequests();
  await project.program(looksUp(before.ids as Record<string, string>));
  const init = ["stack", "init", "other", "--copy-config-from", project.stack];
  assertSucceeded(await project.pulumi(init));
  const other = { env: { PULUMI_STACK: "other" } };
  const reads = ["read hub", "read role", "read stream", "read target"];
  assertSteps(await project.up([], other), reads);
  const shown = ["stack", "output", "--json", "--show-secrets"];
  expect(JSON.parse((await project.pulumi(shown, other)).stdout)).toStrictEqual(before);
  assertSucceeded(await project.destroy([], other));
  expect(await writes(project)).toStrictEqual([]);
  expect(await counts(project)).toStrictEqual(made);
}
