/** What a replacement or a move must not take away: what the same run has just taken over. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { world } from "./host.ts";
import { samples } from "./kinds.ts";

describe("what a create has taken over is not deleted by the same run", () => {
  for (const { kind, declare, held, idKey } of samples) {
    it(`a ${kind.name} that is adopted under another logical name`, async (t) => {
      const w = await world(t);
      t.mock.method(console, "log", () => undefined);
      const declared = await declare(w);
      const before = await w.program().create({ kind, declared, by: "p/s/before" });
      const next = w.program();
      const adopted = { ...declared, adopt: before.id };
      const after = await next.create({ kind, declared: adopted, by: "p/s/after" });
      await next.remove(kind, before);
      assert.equal(after.id, before.id);
      assert.deepEqual(
        (await held(w, declared)).map((each) => each[idKey]),
        [before.id],
      );
    });
  }

  for (const { kind, declare, held } of samples.slice(1, 3)) {
    it(`a ${kind.name} whose replacement finds the one that it is to replace`, async (t) => {
      const w = await world(t);
      const declared = await declare(w);
      const before = await w.program().create({ kind, declared });
      // `pulumi up --replace`: create first, then delete what was before.
      const next = w.program();
      const after = await next.create({ kind, declared });
      await next.remove(kind, before);
      assert.equal(after.id, before.id);
      assert.equal((await held(w, declared)).length, 1);
      // A later run deletes it as any other.
      await w.program().remove(kind, after);
      assert.equal((await held(w, declared)).length, 0);
    });
  }
});

describe("what a run has deleted is not found again by it", () => {
  for (const { kind, declare, held, idKey } of samples.slice(1)) {
    it(`a ${kind.name} that is replaced by deleting first`, async (t) => {
      const w = await world(t);
      const declared = await declare(w);
      const before = await w.program().create({ kind, declared });
      const next = w.program();
      // Another one's create has read the list of all that there are.
      const other = { ...declared, ...(kind.name === "RestreamTarget" && { streamKey: "other" }) };
      await next.create({ kind, declared: other, by: "p/s/other" });
      await next.remove(kind, before);
      const after = await next.create({ kind, declared });
      assert.notEqual(after.id, before.id);
      const ids = (await held(w, declared)).map((each) => each[idKey]);
      assert.deepEqual([ids.length, ids.includes(after.id)], [2, true]);
    });
  }
});
