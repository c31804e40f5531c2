/** `pulumi import`: what the engine asks for it, of every kind. */
import { restreamTarget } from "../../provider/resources/restream-target/definition.ts";
import { livestream } from "../../provider/resources/livestream/definition.ts";
import { preset } from "../../provider/resources/preset/definition.ts";
import { worldPerTest } from "../provider/host.ts";
import { omit } from "../support/omit.ts";
import type { Plain } from "../support/plain.ts";
import { declare, one, sampleOf, samples } from "../support/samples.ts";
import { hiddenIn, plainOf, Plugin } from "./plugin.ts";

const world = worldPerTest();

/** How a kind's ids are written at import. */
function importId(name: string, id: string, { liveInputId }: Plain): string {
  return name === "RestreamTarget" ? `${String(liveInputId)}/${id}` : id;
}

describe("an import", () => {
  for (const { definition, whole, first, small } of samples) {
    for (const [what, declared] of [
      ["the least", small],
      ["all", omit(whole, "adopt", "keyVersion")],
    ] as const) {
      it(`finds what a next run leaves alone, of ${one(definition)} with ${what} that can be declared`, async () => {
        const w = await world();
        const all = { ...declared, ...(await first?.(w)) };
        const made = await w.program().create({ definition, declared: all });
        const plugin = new Plugin(w.baseUrl);
        await w.requests();
        const read = await plugin.read(definition, importId(definition.name, made.id, all));
        const writes = (await w.requests()).filter((each) => !each.startsWith("GET"));
        expect(writes).toStrictEqual([]);
        expect(read.getId()).toBe(made.id);
        const inputs = plainOf(read.getInputs());
        const props = plainOf(read.getProperties());
        // As the engine has it: the inputs are checked as if a program had given them.
        const checked = await plugin.check(definition, inputs, { olds: inputs });
        expect(checked.getFailuresList()).toStrictEqual([]);
        const news = plainOf(checked.getInputs());
        const diff = await plugin.diff(definition, made.id, props, news);
        expect(diff.toObject()).toMatchObject({ changes: 1, replacesList: [], diffsList: [] });
        // And so does a refresh, whose diff the engine asks for with what no check has seen.
        const unseen = await plugin.diff(definition, made.id, props, inputs);
        expect(unseen.getDiffsList()).toStrictEqual([]);
        const again = await plugin.read(definition, made.id, props, news);
        expect(plainOf(again.getProperties())).toStrictEqual(props);
        expect(again.getInputs()).toBe(undefined);
        // What is named need not be.
        const { nameInput } = definition;
        if (!nameInput) return;
        const nameless = await plugin.check(definition, omit(inputs, nameInput.key), {
          olds: inputs,
        });
        const open = await plugin.diff(definition, made.id, props, plainOf(nameless.getInputs()));
        expect(open.getDiffsList()).toStrictEqual([]);
      });
    }
  }

  it("has as inputs what differs from the defaults, and the name", async () => {
    const w = await world();
    const declared = {
      name: "hosts",
      template: "host",
      ui: { designTokens: { theme: "light" } },
    };
    const { id } = await w.program().create({ definition: preset, declared });
    const read = await new Plugin(w.baseUrl).read(preset, id);
    expect(plainOf(read.getInputs())).toStrictEqual(declared);
  });

  it("keeps keys secret, in inputs and outputs", async () => {
    const w = await world();
    const target = {
      ...(await declare(sampleOf("RestreamTarget"), w)),
      url: "rtmps://a.example.com/live",
    };
    const made = await w.program().create({ definition: restreamTarget, declared: target });
    const plugin = new Plugin(w.baseUrl);
    const read = await plugin.read(restreamTarget, importId("RestreamTarget", made.id, target));
    expect(Object.keys(hiddenIn(read.getInputs()))).toStrictEqual(["streamKey"]);
    expect(Object.keys(hiddenIn(read.getProperties()))).toStrictEqual(["streamKey"]);
  });

  it("refuses an id without the live input, of what is a part of one", async () => {
    const w = await world();
    const plugin = new Plugin(w.baseUrl);
    await expect(plugin.read(restreamTarget, "an-id")).rejects.toThrow(
      '"an-id" is no id of a RestreamTarget: give <liveInputId>/<id>',
    );
    await expect(plugin.read(livestream, "a/b")).rejects.toThrow(
      '"a/b" is no id of a Livestream: give <id>',
    );
    expect(await w.requests()).toStrictEqual([]);
  });

  it("says of what is not there where it was looked for", async () => {
    const w = await world();
    await expect(new Plugin(w.baseUrl).read(livestream, "nothing")).rejects.toThrow(
      /^there is no Livestream with the id "nothing" in account \S+, app \S+; check the id/,
    );
  });
});

describe("what a program only reads", () => {
  for (const sample of samples) {
    const { definition } = sample;
    it(`is there, and stays as it is at a refresh, of ${one(definition)}`, async () => {
      const w = await world();
      const declared = await declare(sample, w);
      const made = await w.program().create({ definition, declared });
      const plugin = new Plugin(w.baseUrl);
      // In YAML all may be in the id.
      const ids: [string, Plain][] = [[importId(definition.name, made.id, declared), {}]];
      if (definition.getBy) ids.push([made.id, { liveInputId: declared.liveInputId }]);
      else ids.push([made.id, { __get: true }]);
      for (const [id, inputs] of ids) {
        const read = await plugin.read(definition, id, {}, inputs);
        expect(read.getId()).toBe(made.id);
        const props = plainOf(read.getProperties());
        const again = await plugin.read(definition, made.id, props, inputs);
        expect(plainOf(again.getProperties())).toStrictEqual(props);
        expect(again.getInputs()).toBe(undefined);
      }
    });
  }
});
