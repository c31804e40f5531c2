/** What one run of the provider learns from the engine's calls. */
import { setTimeout as wait } from "node:timers/promises";
import fc from "fast-check";
import { declarationOf, Run } from "../../provider/engine/run.ts";
import { UNKNOWN } from "../../provider/schema/schema.ts";

const of = (name: string, within?: string) => ({
  __declaredBy: `project/stack/${name}`,
  ...(within !== undefined && { __within: within }),
});

/** The engine meets something that the state has: a check with its inputs, then a diff. */
function meet(run: Run, id: string, name: string, renamedTo?: string): void {
  run.check({ ...of(name), id }, of(name));
  run.diff(id, of(name), renamedTo);
}

describe("declarationOf", () => {
  it("tells resources of one name apart by what they are children of", () => {
    const texts = [of("a"), of("b"), of("a", "Stage"), of("a", "Broadcast")].map(declarationOf);
    expect(new Set(texts).size).toBe(4);
    expect(declarationOf({ ...of("a"), more: 1 })).toBe(declarationOf(of("a")));
  });
});

describe("replacedBy", () => {
  it("is the old inputs where a check without them followed one with them", () => {
    const run = new Run();
    const olds = { ...of("a"), streamKey: "old" };
    run.check(olds, of("a"));
    expect(run.replacedBy(of("a"))).toBeUndefined();
    run.check({}, of("a"));
    expect(run.replacedBy(of("a"))).toBe(olds);
    expect(run.replacedBy(of("b"))).toBeUndefined();
    expect(run.replacedBy(of("a", "Stage"))).toBeUndefined();
  });

  it("is nothing for what is new, however often it is checked", () => {
    const run = new Run();
    for (let each = 0; each < 3; each++) run.check({}, of("a"));
    expect(run.replacedBy(of("a"))).toBeUndefined();
  });
});

describe("survivor", () => {
  it("is nobody for what this run has not met", () => {
    expect(new Run().survivor("x")).toBeUndefined();
  });

  it("is who has taken it over", () => {
    const run = new Run();
    run.obtain("x", of("after"));
    expect(run.survivor("x")).toBe("after");
    expect(run.survivor("y")).toBeUndefined();
  });

  it("is who stays with it, but not who is replaced", () => {
    const run = new Run();
    meet(run, "x", "a");
    expect(run.survivor("x")).toBe("a");
    run.check({}, of("a"));
    expect(run.survivor("x")).toBeUndefined();
  });

  it("is the one of two that is not replaced, whatever the order", () => {
    for (const names of [
      ["a", "b"],
      ["b", "a"],
    ]) {
      const run = new Run();
      for (const name of names) meet(run, "x", name);
      run.check({}, of("a"));
      expect(run.survivor("x")).toBe("b");
    }
  });

  it("is nobody for what was only asked for a diff: it is deleted before its dependency is replaced", () => {
    const run = new Run();
    run.diff("x", { ...of("a"), appId: UNKNOWN }, undefined);
    expect(run.survivor("x")).toBeUndefined();
    expect(run.isManaged("x")).toBe(false);
    // It was there before, so that no create has made it.
    expect(run.known.has("x")).toBe(true);
  });

  it("is named with what it is a child of", () => {
    const run = new Run();
    run.obtain("x", of("stream", "Stage"));
    expect(run.survivor("x")).toBe("stream (in Stage)");
  });
});

describe("otherOwner", () => {
  it("is another declaration that has the same, whether it has had it or just taken it over", () => {
    const run = new Run();
    expect(run.otherOwner("x", of("a"))).toBeUndefined();
    meet(run, "x", "a");
    expect(run.otherOwner("x", of("a"))).toBeUndefined();
    expect(run.otherOwner("x", of("b"))).toBe("a");
    run.obtain("y", of("b"));
    expect(run.otherOwner("y", of("b"))).toBeUndefined();
    expect(run.otherOwner("y", of("a"))).toBe("b");
  });

  it("is told to each of two, whoever comes last", () => {
    const run = new Run();
    meet(run, "x", "a");
    meet(run, "x", "b");
    expect([run.otherOwner("x", of("a")), run.otherOwner("x", of("b"))]).toStrictEqual(["b", "a"]);
    run.obtain("x", of("c"));
    expect(run.otherOwner("x", of("c"))).toBe("a");
  });

  it("tells a child from its namesake elsewhere", () => {
    const run = new Run();
    run.obtain("x", of("stream", "Stage"));
    expect(run.otherOwner("x", of("stream"))).toBe("stream (in Stage)");
  });
});

describe("claim", () => {
  it("belongs to who comes first", () => {
    const run = new Run();
    expect(run.claim("a name", of("a"))).toBeUndefined();
    expect(run.claim("a name", of("b"))).toBe("a");
    expect(run.claim("another", of("b"))).toBeUndefined();
  });

  it("is refused to the same declaration as well: nothing is created twice", () => {
    const run = new Run();
    run.claim("a name", of("a"));
    expect(run.claim("a name", of("a"))).toBe("a");
  });
});

describe("what a run has given up", () => {
  it("is what it has deleted or forgotten, and nothing else", () => {
    const run = new Run();
    meet(run, "x", "a");
    expect(run.hasGivenUp("x")).toBe(false);
    run.giveUp("x");
    expect([run.hasGivenUp("x"), run.hasGivenUp("y")]).toStrictEqual([true, false]);
  });
});

describe("willGiveUpName", () => {
  it("is true of what is to have another name, and of no other", async () => {
    const run = new Run();
    meet(run, "stays", "a");
    meet(run, "moves", "b", "other");
    meet(run, "comes", "c", "x");
    const ids = ["stays", "moves", "comes"];
    expect(await Promise.all(ids.map((id) => run.willGiveUpName(id, "x")))).toStrictEqual([
      false,
      true,
      false,
    ]);
  });

  it("is false where one of two that have it keeps the name", async () => {
    const run = new Run();
    meet(run, "x", "a", "other");
    meet(run, "x", "b");
    expect(await run.willGiveUpName("x", "shared")).toBe(false);
  });

  it("waits for the diff of a resource that comes later", async () => {
    const run = new Run();
    const answer = run.willGiveUpName("x", "shared");
    await wait(60);
    meet(run, "x", "a", "other");
    expect(await answer).toBe(true);
  });

  it("does not wait for ever", async () => {
    expect(await new Run().willGiveUpName("nobody's", "shared")).toBe(false);
  });
});

describe("inTurn", () => {
  it("lets one after the other work for the same key, in the order of their coming", async () => {
    const steps = fc.array(fc.record({ key: fc.constantFrom("a", "b"), fails: fc.boolean() }));
    await fc.assert(
      fc.asyncProperty(steps, async (works) => {
        const run = new Run();
        const busy = new Set<string>();
        const order: Record<string, number[]> = { a: [], b: [] };
        const all = works.map(({ key, fails }, index) =>
          run.inTurn(key, async () => {
            expect(busy.has(key)).toBe(false);
            busy.add(key);
            order[key]?.push(index);
            await wait(0);
            busy.delete(key);
            if (fails) throw new Error(String(index));
            return index;
          }),
        );
        const ends = await Promise.allSettled(all);
        // Each has its own end: another's failure does not reach it.
        expect(ends.map(({ status }) => status === "rejected")).toStrictEqual(
          works.map(({ fails }) => fails),
        );
        for (const key of ["a", "b"]) {
          const own = works.flatMap((work, index) => (work.key === key ? [index] : []));
          expect(order[key]).toStrictEqual(own);
        }
      }),
      { numRuns: 30 },
    );
  });

  it("lets other keys work meanwhile", async () => {
    const run = new Run();
    const done: string[] = [];
    await Promise.all([
      run.inTurn("slow", async () => {
        await wait(50);
        done.push("slow");
      }),
      run.inTurn("quick", () => Promise.resolve(done.push("quick"))),
    ]);
    expect(done).toStrictEqual(["quick", "slow"]);
  });
});
