/** What a replacement or a move must not take away: what the same run has just taken over. */
import { worldPerTest } from "./host.ts";
import { samples } from "./kinds.ts";

const world = worldPerTest();

describe("what a create has taken over is not deleted by the same run", () => {
  for (const { kind, declare, held, idKey } of samples) {
    it(`a ${kind.name} that is adopted under another logical name`, async () => {
      const w = await world();
      t.mock.method(console, "log", () => undefined);
      const declared = await declare(w);
      const before = await w.program().create({ kind, declared, by: "p/s/before" });
      const next = w.program();
      const adopted = { ...declared, adopt: before.id };
      const after = await next.create({ kind, declared: adopted, by: "p/s/after" });
      await next.remove(kind, before);
      expect(after.id).toBe(before.id);
      expect((await held(w, declared)).map((each) => each[idKey])).toStrictEqual([before.id]);
    });
  }

  for (const { kind, declare, held } of samples.slice(1, 3)) {
    it(`a ${kind.name} whose replacement finds the one that it is to replace`, async () => {
      const w = await world();
      const declared = await declare(w);
      const before = await w.program().create({ kind, declared });
      // `pulumi up --replace`: create first, then delete what was before.
      const next = w.program();
      const after = await next.create({ kind, declared });
      await next.remove(kind, before);
      expect(after.id).toBe(before.id);
      expect((await held(w, declared)).length).toBe(1);
      // A later run deletes it as any other.
      await w.program().remove(kind, after);
      expect((await held(w, declared)).length).toBe(0);
    });
  }
});

describe("what a run has deleted is not found again by it", () => {
  for (const { kind, declare, held, idKey } of samples.slice(1)) {
    it(`a ${kind.name} that is replaced by deleting first`, async () => {
      const w = await world();
      const declared = await declare(w);
      const before = await w.program().create({ kind, declared });
      const next = w.program();
      // Another one's create has read the list of all that there are.
      const other = { ...declared, ...(kind.name === "RestreamTarget" && { streamKey: "other" }) };
      await next.create({ kind, declared: other, by: "p/s/other" });
      await next.remove(kind, before);
      const after = await next.create({ kind, declared });
      expect(after.id).not.toBe(before.id);
      const ids = (await held(w, declared)).map((each) => each[idKey]);
      expect([ids.length, ids.includes(after.id)]).toStrictEqual([2, true]);
    });
  }
});
