/** What a replacement or a move must not take away, and what it must. */
import { declare, heldIds, one, samples } from "../support/samples.ts";
import { UNKNOWN } from "../../provider/schema/schema.ts";
import { worldPerTest } from "./host.ts";
import { saidPerTest } from "./said.ts";
import { replace } from "./steps.ts";

const world = worldPerTest();
const said = saidPerTest();

describe("what a create has taken over is not deleted by the same run", () => {
  for (const sample of samples) {
    const { definition, held, idKey } = sample;
    it(`${one(definition)} that is adopted under another logical name`, async () => {
      const w = await world();
      const declared = await declare(sample, w);
      const before = await w.program().create({ definition, declared, by: "p/s/before" });
      const all = await held(w, declared);
      const next = w.program();
      const adopted = { ...declared, adopt: before.id };
      const after = await next.create({ definition, declared: adopted, by: "p/s/after" });
      await next.remove(definition, before);
      expect(after.id).toBe(before.id);
      expect(all).toMatchObject([{ [idKey]: before.id }]);
      expect(await held(w, declared)).toStrictEqual(all);
      // It is not said to be forgotten, but whose it is.
      expect(said()).toStrictEqual([
        [
          `The ${definition.name} ${before.id} is not deleted, because the resource after of this stack also manages it.`,
        ],
      ]);
    });
  }
});

describe("a replacement is a new one, and takes away no other than what it replaces", () => {
  for (const sample of samples.filter(({ nameKey }) => nameKey !== undefined)) {
    const { definition } = sample;
    it(`${one(definition)} with an automatic name, beside one that looks the same`, async () => {
      const w = await world();
      const declared = await declare(sample, w);
      const other = await w.program().create({ definition, declared, by: "p/another/it" });
      const before = await w.program().create({ definition, declared });
      said().length = 0;
      // `pulumi up --replace`: create first, then delete what was before.
      const after = await replace(w.program(), before, { definition, declared }, { asked: false });
      expect(after.id).not.toBe(before.id);
      // What the API cannot delete stays, a meeting INACTIVE, and is said to.
      const stays = definition.retainedMessage !== undefined;
      expect(await heldIds(sample, w, declared)).toStrictEqual(
        [other.id, after.id, ...(stays ? [before.id] : [])].toSorted(),
      );
      const remains = said().filter(([text]) => String(text).includes("can no longer join it"));
      const forgotten = said().filter(([text]) => String(text).includes("is no longer managed"));
      expect([...remains, ...forgotten]).toHaveLength(stays ? 1 : 0);
    });
  }
});

describe("what is deleted before what it depends on is replaced", () => {
  // The engine then asks for a diff only, with what is not known yet, and deletes at once.
  for (const sample of samples) {
    const { definition } = sample;
    it(`is deleted though its diff was asked for: ${one(definition)}`, async () => {
      const w = await world();
      const declared = await declare(sample, w);
      const made = await w.program().create({ definition, declared });
      const next = w.program();
      const where = "appId" in definition.inputs.shape ? "appId" : "accountId";
      const unknown = { ...made.inputs, [where]: UNKNOWN };
      const diff = await next
        .provider(definition)
        .diff(made.id, structuredClone(made.props), unknown);
      expect(diff.replaces).toStrictEqual([where]);
      await next.remove(definition, made);
      const stays = definition.retainedMessage !== undefined;
      expect(await heldIds(sample, w, declared)).toStrictEqual(stays ? [made.id] : []);
      expect(said().join()).not.toContain("is not deleted");
      expect(said()).toHaveLength(stays ? 1 : 0);
    });
  }

  it("is deleted after its stack was renamed, too", async () => {
    const w = await world();
    const sample = samples.find(({ definition }) => definition.name === "Preset");
    if (!sample) throw new Error("no sample");
    const { definition } = sample;
    const made = await w.program().create({ definition, by: "p/before/it" });
    // The engine keeps the outputs where there was no diff, and has the inputs of the last check.
    const inputs = await w.program().check({ definition, by: "p/now/it" }, made.inputs);
    const next = w.program();
    const unknown = { ...inputs, appId: UNKNOWN };
    await next.provider(definition).diff(made.id, structuredClone(made.props), unknown);
    await next.remove(definition, made);
    expect(await heldIds(sample, w, {})).toStrictEqual([]);
  });
});

describe("what a run has deleted is not found again by it", () => {
  // What the API cannot delete remains, and is never found again: see the tests of those kinds.
  for (const sample of samples.filter(
    ({ definition }) => definition.retainedMessage === undefined,
  )) {
    const { definition } = sample;
    it(`${one(definition)} that is replaced by deleting first`, async () => {
      const w = await world();
      const declared = await declare(sample, w);
      const before = await w.program().create({ definition, declared });
      const next = w.program();
      // Another one's create has read the list of all that there are.
      const other = {
        ...declared,
        ...(definition.name === "RestreamTarget" && { streamKey: "other" }),
      };
      const { id } = await next.create({ definition, declared: other, by: "p/s/other" });
      await next.remove(definition, before);
      const after = await next.create({ definition, declared });
      expect(after.id).not.toBe(before.id);
      expect(await heldIds(sample, w, declared)).toStrictEqual([id, after.id].toSorted());
    });
  }
});
