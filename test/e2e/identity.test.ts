/** Whatever people do with names, aliases and stacks: nothing is shared, no key comes back. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { assertSucceeded } from "../support/outcome.ts";
import { projectStory, Secret } from "../support/project.ts";
import { type Ids, program, ONE, idsOf, keyOf, textOf } from "./one-name.ts";
import { assertSteps, lines } from "./stack-under-test.ts";

describe("resources of one logical name", () => {
  const { step, check } = projectStory({ program: ONE });
  let first: Ids = {};
  let removed = "";
  const keys = new Set<unknown>();

  step("come up", async (project) => {
    assertSucceeded(await project.up());
    first = await idsOf(project);
    keys.add(await keyOf(project));
  });

  step(
    "are not shared when one is renamed by alias and another takes its name",
    async (project) => {
      const renamed = `declare("keynote-2025", { aliases: [{ name: "keynote" }] });`;
      await project.program(program(renamed));
      assertSteps(await project.up(), []);
      // Pulumi itself wants the alias gone before another resource may have the name.
      await project.program(
        program(`
        declare("keynote-2025");
        export const key = declare("keynote").streamKey;
      `),
      );
      assertSucceeded(await project.up());
      const now = await idsOf(project);
      expect(new Set(Object.values(now)).size).toBe(10);
      for (const [name, id] of Object.entries(first)) expect(now[`${name}-2025`]).toBe(id);
      removed = now["stream keynote"] ?? "";
      keys.add(await keyOf(project));
    },
  );

  step(
    "are removed each by itself, and a livestream declared again has a new key",
    async (project) => {
      await project.program(ONE.replaceAll("keynote", "keynote-2025"));
      assertSucceeded(await project.up());
      assertSteps(await project.refresh(), []);
      await project.program(
        program(`
        declare("keynote-2025");
        export const key = declare("keynote").streamKey;
      `),
      );
      const up = await project.up();
      assertSucceeded(up);
      keys.add(await keyOf(project));
      expect(keys.size).toBe(3);
      // The livestream that was removed is still there, and is named. Whether the renamed one is
      // named beside it depends on which of the two declarations reached the provider first.
      expect(textOf(up)).toMatch(
        /Livestream( resources)? may be left over from an earlier keynote: /,
      );
      expect(textOf(up)).toMatch(new RegExp(`keynote-[0-9a-f]{7} \\(${removed}\\)`));
      expect(textOf(up)).toMatch(/set adopt: "[0-9a-f-]{36}"/);
    },
  );

  step("fit a saved plan, automatic names and all", async (project) => {
    await project.program(
      program(`declare("keynote-2025"); declare("keynote"); declare("planned");`),
    );
    const plan = join(project.directory, "plan.json");
    assertSucceeded(await project.preview(["--save-plan", plan]));
    assertSucceeded(await project.up(["--plan", plan]));
  });

  check("are unchanged afterwards", async (project) => {
    assertSteps(await project.preview(), []);
  });
});

describe("config whose sections share a logical name", () => {
  const event = { liveInputs: { event: {} }, meetings: { event: {} }, livestreams: { event: {} } };
  const configOf = (sections: object) =>
    Object.fromEntries(
      Object.entries(sections).map(([name, declared]) => [`livestreaming:${name}`, declared]),
    );
  const { step } = projectStory({ config: configOf(event) });
  let before: unknown;

  step(
    "makes one for each, and a broadcast and a stage beside them have their own",
    async (project) => {
      assertSucceeded(await project.up());
      before = (await project.outputs()).liveInputs;
      const more = {
        ...event,
        broadcasts: { event: { hubArgs: { enabled: false }, livestream: {} } },
        stages: { event: {} },
      };
      await project.config(configOf(more));
      const up = await project.up();
      assertSucceeded(up);
      expect(lines(up).filter((line) => !line.startsWith("create"))).toStrictEqual([]);
      const outputs = (await project.outputs()) as Record<string, Record<string, Ids>>;
      expect(outputs.liveInputs).toStrictEqual(before);
      expect(outputs.broadcasts?.event?.liveInputId).not.toBe(outputs.liveInputs?.event?.id);
      expect(outputs.stages?.event?.meetingId).not.toBe(outputs.meetings?.event?.id);
    },
  );

  step("keeps what is left when the broadcast and the stage go", async (project) => {
    await project.config(configOf(event));
    assertSucceeded(await project.up());
    assertSteps(await project.refresh(), []);
    expect((await project.outputs()).liveInputs).toStrictEqual(before);
  });
});

describe("two stacks", () => {
  const { step } = projectStory({ program: ONE });

  step("of one name, one after the other, have nothing in common", async (project) => {
    assertSucceeded(await project.up());
    const renamed = { env: { PULUMI_STACK: "renamed" } };
    const old = await idsOf(project);
    assertSucceeded(await project.pulumi(["stack", "rename", "renamed"]));
    await project.config({});
    assertSucceeded(await project.pulumi(["stack", "init", project.stack]));
    assertSucceeded(await project.up());
    const now = await idsOf(project);
    expect(Object.values(now).filter((id) => Object.values(old).includes(id))).toStrictEqual([]);
    assertSucceeded(await project.destroy());
    assertSteps(await project.refresh([], renamed), []);
  });

  step("in two backends of two people make two of everything", async (project) => {
    const backend = join(project.directory, "..", "another backend");
    await mkdir(backend);
    const theirs = { env: { PULUMI_BACKEND_URL: pathToFileURL(backend).href } };
    assertSucceeded(await project.up());
    assertSucceeded(await project.pulumi(["stack", "init", project.stack], theirs));
    assertSucceeded(await project.up([], theirs));
    const mine = Object.values(await idsOf(project));
    expect(
      Object.values(await idsOf(project, theirs.env)).filter((id) => mine.includes(id)),
    ).toStrictEqual([]);
  });
});

describe("stacks for a short time that want what is there", () => {
  const reuse = program(`
    const args = { name: "shared", adopt: true as const };
    const stream = keep("stream", new Livestream("stream", args));
    export const key = stream.streamKey;
    keep("app", new App("app", args));
    keep("preset", new Preset("preset", args));
  `);
  const { step } = projectStory({
    program: reuse,
    config: { "livestreaming:unused": new Secret("nothing-of-this-test") },
  });

  step("say adopt: true beside a name, and get it again after a destroy", async (project) => {
    assertSucceeded(await project.up());
    const { stream, app } = await idsOf(project);
    assertSucceeded(await project.destroy());
    assertSucceeded(await project.up());
    expect(await idsOf(project)).toMatchObject({ stream, app });
    assertSteps(await project.preview(), []);
  });

  step("are refused a second declaration of the same", async (project) => {
    await project.program(
      reuse.replace(
        "export const key",
        // After the one that it would share, so that which of the two is refused is no matter of time.
        `keep("twin", new Livestream("twin", args, { dependsOn: stream }));\n    export const key`,
      ),
    );
    const up = await project.up();
    expect(up.code).not.toBe(0);
    expect(up.text).toContain("is already managed by the resource stream of this program");
    await project.program(reuse);
    assertSteps(await project.up(), []);
  });
});
