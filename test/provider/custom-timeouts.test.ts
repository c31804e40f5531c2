/** Pulumi's option `customTimeouts`, as the component passes it on. */
import { livestream } from "../../provider/resources/livestream/definition.ts";
import { preset } from "../../provider/resources/preset/definition.ts";
import { webhook } from "../../provider/resources/webhook/definition.ts";
import { failure, worldPerTest } from "./host.ts";
import { saidPerTest } from "./said.ts";

const world = worldPerTest();
saidPerTest();

const BY = "project/stack/keynote";
const SLOW = { latencyMs: 2_000, times: 9 };

/** What a person is told, and no more. */
const told = (operation: string) =>
  `${operation} of keynote did not finish within its customTimeouts (50 ms); ` +
  "the last change may have been made anyway";

const within = (operation: string, time = "50ms") => ({
  __customTimeouts: { [operation]: time },
});

describe("customTimeouts", () => {
  it("ends a create that takes longer, with an error that names the resource", async () => {
    const w = await world();
    await w.control.fault({ method: "GET", path: "/livestreams$", ...SLOW });
    const started = Date.now();
    const declared = within("create");
    expect(await failure(w.program().create({ definition: livestream, declared, by: BY }))).toBe(
      told("create"),
    );
    expect(Date.now() - started).toBeLessThan(1_500);
    // Nothing is sent after it.
    expect((await w.requests()).filter((request) => request.startsWith("POST"))).toStrictEqual([]);
  });

  it("ends an update and a delete that take longer", async () => {
    const w = await world();
    const made = await w.program().create({ definition: preset, by: BY });
    await w.control.fault({ path: "/presets/", ...SLOW });
    const declared = { ...within("update"), permissions: { canRecord: true } };
    expect(await failure(w.program().update(made, { definition: preset, declared, by: BY }))).toBe(
      told("update"),
    );
    const slow = { ...made, props: { ...made.props, ...within("delete") } };
    expect(await failure(w.program().remove(preset, slow))).toBe(told("delete"));
  });

  it("is each operation's own, and each resource's", async () => {
    const w = await world();
    const declared = { url: "https://example.com/hook", events: ["meeting.started"] };
    await w.control.fault({ method: "POST", path: "/webhooks$", latencyMs: 200, times: 2 });
    const program = w.program();
    const [short, long] = await Promise.allSettled([
      program.create({
        definition: webhook,
        declared: { ...declared, ...within("create") },
        by: "p/s/short",
      }),
      program.create({
        definition: webhook,
        declared: { ...declared, ...within("update") },
        by: "p/s/long",
      }),
    ]);
    expect([short.status, long.status]).toStrictEqual(["rejected", "fulfilled"]);
  });

  it("leaves alone what ends in time, and none is a change", async () => {
    const w = await world();
    const definition = preset;
    const made = await w.program().create({ definition, declared: within("create", "5m"), by: BY });
    for (const declared of [within("create", "5m"), within("create", "10m"), {}]) {
      const plan = await w.program().plan(made, { definition, declared, by: BY });
      expect(plan).toStrictEqual({ changes: false, replaces: [] });
    }
    expect(await w.program().refresh(definition, made)).toStrictEqual(made);
  });
});
