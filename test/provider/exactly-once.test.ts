import assert from "node:assert/strict";
import type { FaultRequest } from "../../emulator/faults.ts";
import { failure, type Plain, worldPerTest } from "./host.ts";
import { samples } from "./kinds.ts";
import { shortenWaits } from "./quick.ts";

const world = worldPerTest();

shortenWaits();

type Fault = Omit<FaultRequest, "method" | "path">;

/** What may happen to a create on its way, and how many are sent for it. */
const FAULTS: [what: string, fault: Fault, creates: number][] = [
  ["is cut before the write", { cut: "before" }, 2],
  ["is cut after the write", { cut: "after" }, 1],
  ["is answered 500 before the write", { status: 500 }, 2],
  ["is answered 500 after the write", { status: 500, afterWrite: true }, 1],
  [
    "is answered 502 by a gateway after the write",
    { status: 502, afterWrite: true, body: "<html>" },
    1,
  ],
  [
    "is answered 200 with no body to speak of, after the write",
    { status: 200, afterWrite: true, body: {} },
    1,
  ],
  ["is refused for now", { status: 429, retryAfter: 0 }, 2],
  ["is slow", { latencyMs: 50 }, 1],
];

describe("exactly one is made where the create", { concurrency: 8 }, () => {
  for (const [what, fault, creates] of FAULTS) {
    for (const { kind, path, declare, held, idKey } of samples) {
      it(`of a ${kind.name} ${what}`, async () => {
        const w = await world();
        const declared = await declare(w);
        await w.requests();
        await w.control.fault({ method: "POST", path, ...fault });
        const made = await w.program().create({ kind, declared });
        const posts = (await w.requests()).filter((request) => request.startsWith("POST"));
        expect(posts.length).toBe(creates);
        const all = await held(w, declared);
        expect(all.map((each) => each[idKey])).toStrictEqual([made.id]);
        // What came of it is as good as of a create that went well.
        const { inputs, props } = await w.program().read(kind, made.id, made.props);
        expect(inputs).toBeUndefined();
        expect(props).toStrictEqual(made.props);
      });
    }
  }
});

describe("a create that was cut off in an earlier run", () => {
  for (const { kind, path, declare, held, idKey } of samples.filter(
    ({ kind: { name } }) => name !== "RestreamTarget",
  )) {
    it(`is found again: a ${kind.name} with an automatic name`, async () => {
      const w = await world();
      const declared = await declare(w);
      const first = await w.program().create({ kind, declared });
      await w.requests();
      // The state was never written: the next run begins from nothing.
      const again = await w.program().create({ kind, declared });
      expect(again).toStrictEqual(first);
      const writes = (await w.requests()).filter((request) => !request.startsWith("GET"));
      expect(writes).toStrictEqual([]);
      expect((await held(w, declared)).map((each) => each[idKey])).toStrictEqual([first.id]);
      assert.ok(path);
    });
  }

  it("is brought to what is declared now", async () => {
    const w = await world();
    const { kind } = samples.find(({ kind: { name } }) => name === "LiveInput") ?? assert.fail();
    const first = await w.program().create({ kind });
    const again = await w.program().create({ kind, declared: { enabled: false } });
    expect(again.id).toBe(first.id);
    expect(again.props.enabled).toBe(false);
    const [held] = (
      (await w.api("GET", `/accounts/${String(again.props.accountId)}/stream/live_inputs`)) as {
        liveInputs: Plain[];
      }
    ).liveInputs;
    expect(held?.enabled).toBe(false);
  });
});

describe("two declarations of one thing", () => {
  const CASES: [name: string, declared: Plain, message: string][] = [
    [
      "Livestream",
      { name: "same" },
      'two resources of this program declare a livestream named "same" in app 14a396e7-ca44-4937-bf1f-050a69118543; remove one of them',
    ],
    [
      "Preset",
      { name: "same" },
      'two resources of this program declare a preset named "same" in app 14a396e7-ca44-4937-bf1f-050a69118543; remove one of them',
    ],
    [
      "RestreamTarget",
      {},
      "two resources of this program declare a restream target to rtmps://a.rtmps.youtube.com/live2 with this stream key on live input HUB; remove one of them",
    ],
  ];
  for (const [name, more, message] of CASES) {
    it(`fail once, and one ${name} is made`, async () => {
      const w = await world();
      const { kind, declare, held } =
        samples.find((sample) => sample.kind.name === name) ?? assert.fail();
      const declared = { ...(await declare(w)), ...more };
      const program = w.program();
      const results = await Promise.allSettled(
        ["p/s/a", "p/s/b"].map((by) => program.create({ kind, declared, by })),
      );
      const failed = results.filter((result) => result.status === "rejected");
      expect(failed.length).toBe(1);
      expect((failed[0]?.reason as Error).message).toBe(
        message.replace("HUB", String(declared.liveInputId)),
      );
      expect((await held(w, declared)).length).toBe(1);
    });
  }

  it("of one id to adopt fail once", async () => {
    const w = await world();
    const { kind } = samples[0] ?? assert.fail();
    const made = await w.program().create({ kind });
    const program = w.program();
    const declared = { adopt: made.id };
    await program.create({ kind, declared, by: "p/s/a" });
    expect(await failure(program.create({ kind, declared, by: "p/s/b" }))).toBe(
      `two resources of this program declare the Livestream ${made.id}; remove one of them`,
    );
  });

  it("of a target to one platform with two keys are two", async () => {
    const w = await world();
    const { kind, declare, held } = samples[3] ?? assert.fail();
    const declared = await declare(w);
    const program = w.program();
    await program.create({ kind, declared, by: "p/s/a" });
    await program.create({ kind, declared: { ...declared, streamKey: "other-key" }, by: "p/s/b" });
    expect((await held(w, declared)).length).toBe(2);
  });
});
