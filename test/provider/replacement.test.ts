/** What a replacement or a move must not take away: what the same run has just taken over. */
import { declare, heldIds, one, samples } from "../support/samples.ts";
import { worldPerTest } from "./host.ts";
import { saidPerTest } from "./said.ts";

const world = worldPerTest();
const said = saidPerTest();

describe("what a create has taken over is not deleted by the same run", () => {
  for (const sample of samples) {
    const { kind, held, idKey } = sample;
    it(`${one(kind)} that is adopted under another logical name`, async () => {
      const w = await world();
      const declared = await declare(sample, w);
      const before = await w.program().create({ kind, declared, by: "p/s/before" });
      const all = await held(w, declared);
      const next = w.program();
      const adopted = { ...declared, adopt: before.id };
      const after = await next.create({ kind, declared: adopted, by: "p/s/after" });
      await next.remove(kind, before);
      expect(after.id).toBe(before.id);
      expect(all).toMatchObject([{ [idKey]: before.id }]);
      expect(await held(w, declared)).toStrictEqual(all);
      // Nor is it said to be forgotten.
      expect(said()).toStrictEqual([]);
    });
  }

  // What has an automatic name is found by it.
  for (const sample of samples.filter(({ nameKey }) => nameKey !== undefined)) {
    const { kind, held } = sample;
    it(`${one(kind)} whose replacement finds the one that it is to replace`, async () => {
      const w = await world();
      const declared = await declare(sample, w);
      const before = await w.program().create({ kind, declared });
      const all = await held(w, declared);
      // `pulumi up --replace`: create first, then delete what was before.
      const next = w.program();
      const after = await next.create({ kind, declared });
      await next.remove(kind, before);
      expect(after.id).toBe(before.id);
      expect(all).toHaveLength(1);
      expect(await held(w, declared)).toStrictEqual(all);
      expect(said()).toStrictEqual([]);
      // A later run deletes it as any other, or says what remains where the API cannot delete.
      await w.program().remove(kind, after);
      const remains = kind.forgotten !== undefined;
      expect(await held(w, declared)).toHaveLength(remains ? 1 : 0);
      expect(said()).toHaveLength(remains ? 1 : 0);
    });
  }
});

describe("what a run has deleted is not found again by it", () => {
  // What the API cannot delete remains, and is found again on purpose: see the tests of those kinds.
  for (const sample of samples.filter(({ kind }) => kind.forgotten === undefined)) {
    const { kind } = sample;
    it(`${one(kind)} that is replaced by deleting first`, async () => {
      const w = await world();
      const declared = await declare(sample, w);
      const before = await w.program().create({ kind, declared });
      const next = w.program();
      // Another one's create has read the list of all that there are.
      const other = { ...declared, ...(kind.name === "RestreamTarget" && { streamKey: "other" }) };
      const { id } = await next.create({ kind, declared: other, by: "p/s/other" });
      await next.remove(kind, before);
      const after = await next.create({ kind, declared });
      expect(after.id).not.toBe(before.id);
      expect(await heldIds(sample, w, declared)).toStrictEqual([id, after.id].toSorted());
    });
  }
});
