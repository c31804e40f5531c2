/** A replacement that was asked for makes another resource, with another key, whatever its name is. */
import { assertSucceeded } from "../support/outcome.ts";
import { type Project, projectStory } from "../support/project.ts";
import { type Ids, program, idsOf, keyOf } from "./one-name.ts";
import { assertSteps } from "./stack-under-test.ts";

describe("a replacement that was asked for", () => {
  const given = (opts = "{}") =>
    program(`
      const opts = ${opts};
      const hub = new LiveInput("hub");
      declare("automatic", opts);
      keep("given", new Livestream("given", { name: "given" }, opts));
      keep("preset", new Preset("preset", { name: "given" }, opts));
      keep("webhook", new Webhook("webhook", { name: "given", ...hook }, opts));
      keep("app", new App("app", { name: "given" }, opts));
      keep("target", new RestreamTarget("target", {
        liveInputId: hub.id, platform: "twitch", streamKey: pulumi.secret("twitch-key-of-this-test"),
      }, opts));
    `);
  const { step } = projectStory({ program: given() });
  const names = ["given", "preset", "webhook", "app", "target"];
  let ids: Ids = {};

  /** Names of the resources that have another id than before. */
  const renewed = async (project: Project) => {
    const now = await idsOf(project);
    const other = Object.keys(now).filter((name) => now[name] !== ids[name]);
    ids = now;
    return other.sort();
  };
  const automatic = ["input", "meeting", "preset", "stream", "webhook"].map(
    (kind) => `${kind} automatic`,
  );

  step("begins with what is there", async (project) => {
    assertSucceeded(await project.up());
    await renewed(project);
  });

  step("makes anew what has an automatic name", async (project) => {
    const urns = await urnsOf(project, "automatic");
    assertSucceeded(await project.up(urns.flatMap((urn) => ["--replace", urn])));
    expect(await renewed(project)).toStrictEqual(automatic);
    for (const urn of urns) assertSucceeded(await project.pulumi(["state", "taint", urn, "--yes"]));
    assertSucceeded(await project.up());
    expect(await renewed(project)).toStrictEqual(automatic);
  });

  step("is refused where the name is given, with the option that lets it", async (project) => {
    const urns = (await Promise.all(names.map((name) => urnsOf(project, name)))).flat();
    const up = await project.up([
      ...urns.flatMap((urn) => ["--replace", urn]),
      "--continue-on-error",
    ]);
    expect(up.code).not.toBe(0);
    const refused = up.diagnostics.filter(({ message }) =>
      message.includes("set the resource option deleteBeforeReplace: true"),
    );
    expect(refused.length).toBe(names.length);
    expect(await renewed(project)).toStrictEqual([]);
  });

  step("makes those anew with that option", async (project) => {
    await project.program(given("{ deleteBeforeReplace: true }"));
    const urns = (await Promise.all(names.map((name) => urnsOf(project, name)))).flat();
    assertSucceeded(await project.up(urns.flatMap((urn) => ["--replace", urn])));
    expect(await renewed(project)).toStrictEqual(names.toSorted());
    assertSteps(await project.refresh(), []);
    assertSteps(await project.preview(), []);
  });

  step("by replaceOnChanges does, without deleting first", async (project) => {
    await project.program(
      given(`{ replaceOnChanges: ["*"] }`)
        .replace(
          `Preset("preset", { name`,
          `Preset("preset", { permissions: { canRecord: true }, name`,
        )
        .replace(`{ name: "given", ...hook }`, `{ name: "given", ...hook, enabled: false }`),
    );
    assertSucceeded(await project.up());
    expect(await renewed(project)).toStrictEqual(["preset", "webhook"]);
    assertSteps(await project.refresh(), []);
  });

  step("by a key version gives keys that were never there", async (project) => {
    const keys = new Set<unknown>();
    for (const version of ["1", "2", "1"]) {
      await project.program(
        program(`
          export const key = keep("s", new Livestream("s", { keyVersion: "${version}" })).streamKey;
        `),
      );
      assertSucceeded(await project.up());
      keys.add(await keyOf(project));
    }
    expect(keys.size).toBe(3);
  });
});

async function urnsOf(project: Project, name: string): Promise<string[]> {
  const { deployment } = await project.exportState();
  const urns = (deployment.resources ?? []).map(({ urn }) => urn);
  return urns.filter((urn) => urn.endsWith(`::${name}`));
}
