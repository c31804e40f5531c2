import { declare, heldIds, one, type Sample, sampleOf, samples } from "../support/samples.ts";
import { CREATE_FAULTS } from "./faults.ts";
import { ACCOUNT, APP, failure, type Plain, worldPerTest } from "./host.ts";
import { shortenWaits } from "./quick.ts";
import { saidPerTest } from "./said.ts";

const world = worldPerTest();

const said = saidPerTest();

shortenWaits();

const GIVEN = "given";

/** Declarations by what is said of their names. */
function namings({ nameKey }: Sample): [what: string, name: Plain][] {
  if (nameKey === undefined) return [["", {}]];
  return [
    [" with an automatic name", {}],
    [" with a given name", { [nameKey]: GIVEN }],
  ];
}

describe("exactly one is made where the create", () => {
  for (const [what, fault, creates] of CREATE_FAULTS) {
    for (const sample of samples) {
      const { definition, path, makeAlike } = sample;
      for (const [named, name] of namings(sample)) {
        it(`of ${one(definition)}${named} ${what}`, async () => {
          const w = await world();
          await makeAlike?.(w, GIVEN);
          const declared = { ...(await declare(sample, w)), ...name };
          const before = await heldIds(sample, w, declared);
          await w.requests();
          await w.control.fault({ method: "POST", path, ...fault });
          const made = await w.program().create({ definition, declared });
          const posts = (await w.requests()).filter((request) => request.startsWith("POST"));
          expect(posts).toHaveLength(creates);
          expect(await heldIds(sample, w, declared)).toStrictEqual([...before, made.id].toSorted());
          // What came of it is as good as of a create that went well.
          const { inputs, props } = await w.program().read(definition, made.id, made.props);
          expect(inputs).toBeUndefined();
          expect(props).toStrictEqual(made.props);
        });
      }
    }
  }
});

describe("a create that was cut off in an earlier run", () => {
  // A target has no name of its own that would tell whose it is.
  for (const sample of samples.filter(({ nameKey }) => nameKey !== undefined)) {
    const { definition, nameKey } = sample;
    it(`is not found again, but named: ${one(definition)} with an automatic name`, async () => {
      const w = await world();
      const declared = await declare(sample, w);
      const first = await w.program().create({ definition, declared });
      await w.requests();
      // The state was never written: the next run begins from nothing.
      const again = await w.program().create({ definition, declared });
      expect(again.id).not.toBe(first.id);
      const writes = (await w.requests()).filter((request) => !request.startsWith("GET"));
      expect(writes).toHaveLength(1);
      expect(await heldIds(sample, w, declared)).toStrictEqual([first.id, again.id].toSorted());
      const told = said().join();
      expect(told).toContain(`${String(first.props[nameKey ?? ""])} (${first.id})`);
      // The line that is told takes it over, as it was.
      expect(told).toContain(`set adopt: "${first.id}"`);
      const adopting = { ...declared, adopt: first.id };
      const adopted = await w.program().create({ definition, declared: adopting });
      const { __autoName, ...props } = first.props;
      expect(adopted.props).toStrictEqual({ ...props, adopt: first.id, __autoName: false });
      expect(adopted.props[nameKey ?? ""]).toBe(__autoName);
    });
  }

  /** A change that the API takes in place; it has none of a livestream and of an app. */
  const CHANGES: [name: string, change: Plain, changed: Plain][] = [
    ["Preset", { permissions: { canRecord: true } }, {}],
    ["LiveInput", { enabled: false }, { enabled: false }],
    ["Meeting", { persistChat: true }, { persist_chat: true }],
    ["Webhook", { enabled: false }, { enabled: false }],
  ];
  for (const [name, change, changed] of CHANGES) {
    it(`is brought to what is declared now where it is adopted: a ${name}`, async () => {
      const w = await world();
      const sample = sampleOf(name);
      const { definition, held } = sample;
      const declared = await declare(sample, w);
      const first = await w.program().create({ definition, declared });
      const next = { ...declared, ...change, adopt: first.id };
      const again = await w.program().create({ definition, declared: next });
      expect(again.id).toBe(first.id);
      expect(again.props).toMatchObject(change);
      expect(await held(w, next)).toMatchObject([changed]);
      // The API has it as well: a refresh finds nothing else.
      expect(await w.program().refresh(definition, again)).toStrictEqual(again);
    });
  }
});

describe("two declarations of one thing", () => {
  const FAILING: [name: string, more: Plain, message: string][] = [
    [
      "Livestream",
      { name: "same" },
      `two resources of this program define a livestream named "same" in app ${APP}; remove one of them`,
    ],
    [
      "Preset",
      { name: "same" },
      `two resources of this program define a preset named "same" in app ${APP}; remove one of them`,
    ],
    [
      "RestreamTarget",
      {},
      "two resources of this program define a restream target to rtmps://a.rtmps.youtube.com/live2 with this stream key on live input HUB; remove one of them",
    ],
    [
      "App",
      { name: "same" },
      `two resources of this program define an app named "same" in account ${ACCOUNT}; remove one of them`,
    ],
    [
      "Webhook",
      { name: "same" },
      `two resources of this program define a webhook named "same" to https://example.com/hook in app ${APP}; remove one of them`,
    ],
  ];
  for (const [name, more, message] of FAILING) {
    it(`fail once, and one ${name} is made`, async () => {
      const w = await world();
      const sample = sampleOf(name);
      const declared = { ...(await declare(sample, w)), ...more };
      const program = w.program();
      const results = await Promise.allSettled(
        ["p/s/a", "p/s/b"].map((by) =>
          program.create({ definition: sample.definition, declared, by }),
        ),
      );
      const failed = results.filter((result) => result.status === "rejected");
      expect(failed.map(({ reason }) => (reason as Error).message)).toStrictEqual([
        message.replace("HUB", String(declared.liveInputId)),
      ]);
      expect(await heldIds(sample, w, declared)).toHaveLength(1);
    });
  }

  // Many may have one of these names.
  for (const [name, more] of [
    ["LiveInput", { displayName: "same" }],
    ["Meeting", { title: "same" }],
  ] as const) {
    it(`of a ${name} by name only are two`, async () => {
      const w = await world();
      const sample = sampleOf(name);
      const declared = { ...(await declare(sample, w)), ...more };
      const program = w.program();
      const made = await Promise.all(
        ["p/s/a", "p/s/b"].map((by) =>
          program.create({ definition: sample.definition, declared, by }),
        ),
      );
      expect(await heldIds(sample, w, declared)).toStrictEqual(made.map(({ id }) => id).toSorted());
    });
  }

  for (const sample of samples) {
    const { definition } = sample;
    it(`of one ${definition.name} to adopt fail once`, async () => {
      const w = await world();
      const small = await declare(sample, w);
      const made = await w.program().create({ definition, declared: small });
      const program = w.program();
      const declared = { ...small, adopt: made.id };
      await program.create({ definition, declared, by: "p/s/a" });
      expect(await failure(program.create({ definition, declared, by: "p/s/b" }))).toBe(
        `two resources of this program define the ${definition.name} ${made.id}; remove one of them`,
      );
    });
  }

  it("of a target to one platform with two keys are two", async () => {
    const w = await world();
    const sample = sampleOf("RestreamTarget");
    const { definition } = sample;
    const declared = await declare(sample, w);
    const program = w.program();
    await program.create({ definition, declared, by: "p/s/a" });
    await program.create({
      definition,
      declared: { ...declared, streamKey: "other-key" },
      by: "p/s/b",
    });
    expect(await heldIds(sample, w, declared)).toHaveLength(2);
  });
});
