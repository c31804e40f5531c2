/** What is taken over by its name, and what two resources of a state share. */
import { livestream } from "../../provider/resources/livestream/definition.ts";
import { meeting } from "../../provider/resources/meeting/definition.ts";
import { preset } from "../../provider/resources/preset/definition.ts";
import { samples } from "../support/samples.ts";
import { failure, worldPerTest } from "./host.ts";
import { saidPerTest } from "./said.ts";

const world = worldPerTest();
const said = saidPerTest();

const words = () => said().map(([text]) => String(text));

describe("adopt: true", () => {
  for (const { definition, small: declared, nameKey: key } of samples) {
    if (key === undefined) continue;
    it(`adopts the ${definition.name} that has the name, and makes it where there is none`, async () => {
      const w = await world();
      const named = { ...declared, [key]: "shared", adopt: true };
      const first = await w.program().create({ definition, declared: named });
      const second = await w.program().create({ definition, declared: named, by: "p/other/it" });
      expect(second.id).toBe(first.id);
      const same = { changes: false, replaces: [] };
      expect(await w.program().plan(second, { definition, declared: named })).toStrictEqual(same);
    });

    it(`needs a name for a ${definition.name}`, async () => {
      const w = await world();
      const { failures } = await w
        .program()
        .provider(definition)
        .check({}, { ...declared, adopt: true });
      expect(failures?.[0]?.reason).toContain(`set ${key}`);
    });
  }

  it("is not enough where several have the name", async () => {
    const w = await world();
    const first = await w.program().create({ definition: meeting, declared: { title: "Panel" } });
    await w.program().create({ definition: meeting, declared: { title: "Panel" } });
    const message = await failure(
      w.program().create({ definition: meeting, declared: { title: "Panel", adopt: true } }),
    );
    expect(message).toContain(first.id);
    expect(message).toContain("adopt: true is ambiguous: 2 existing resources match");
  });

  it("is refused a second time, also where another resource has it already", async () => {
    const w = await world();
    const definition = livestream;
    const declared = { name: "one", adopt: true };
    const made = await w.program().create({ definition, declared, by: "p/s/a" });
    const program = w.program();
    await program.plan(made, { definition, declared, by: "p/s/a" });
    expect(await failure(program.create({ definition, declared, by: "p/s/b" }))).toContain(
      "is already managed by the resource a of this program",
    );
    // And where the other one is met only afterwards.
    const later = w.program();
    await later.create({ definition, declared, by: "p/s/b" });
    expect(await failure(later.plan(made, { definition, declared, by: "p/s/a" }))).toContain(
      "the resource b of this program has just adopted",
    );
  });
});

describe("what two resources of a state share since an earlier version", () => {
  it("is told, and the removal of one leaves it to the other", async () => {
    const w = await world();
    const made = await w.program().create({ definition: preset, by: "p/s/a" });
    const program = w.program();
    await program.plan(made, { definition: preset, by: "p/s/a" });
    await program.plan(made, { definition: preset, by: "p/s/b" });
    expect(words().join("\n")).toContain("Two resources of this stack manage the same Preset");
    const next = w.program();
    await next.plan(made, { definition: preset, by: "p/s/b" });
    await next.remove(preset, made);
    expect((await w.program().read(preset, made.id, made.props)).id).toBe(made.id);
  });
});
