/** What a program is told while its presets are declared. */
import * as pulumi from "@pulumi/pulumi";
import { Preset, type PresetArgs } from "../../components/resources.ts";

const DESKTOP =
  "config.maxVideoStreams.desktop: 12 is outside the recommended range: 6 to 9 people on screen";
const SCREENS =
  "config.maxScreenshareCount: 9 is outside the recommended range: 3 to 4 people sharing their screen";

afterEach(() => jest.restoreAllMocks());

// Another file's config may be left in the process.
beforeEach(() => pulumi.runtime.setAllConfig({}));

/** All that is told of one preset, once everything about it is settled. */
async function told(args: PresetArgs, { preview = false } = {}): Promise<string[]> {
  const warn = jest.spyOn(pulumi.log, "warn").mockImplementation(() => Promise.resolve());
  warn.mockClear();
  await pulumi.runtime.setMocks(
    { newResource: ({ inputs }) => ({ id: "an-id", state: inputs as object }), call: () => ({}) },
    "project",
    "stack",
    preview,
  );
  const made = new Preset("host", args);
  await new Promise((resolve) => made.urn.apply(resolve));
  await new Promise((resolve) => setTimeout(resolve, 20));
  for (const [, about] of warn.mock.calls) expect(about).toBe(made);
  return warn.mock.calls.map(([said]) => said);
}

/** What an output of a resource that a preview has not made is. */
function unknown<T>(): pulumi.Output<T> {
  const settled = Promise.resolve(undefined);
  const no = Promise.resolve(false);
  // The class has no public way to make one.
  const { Output } = pulumi as unknown as { Output: new (...parts: unknown[]) => unknown };
  return new Output([], settled, no, no, Promise.resolve([])) as pulumi.Output<T>;
}

describe("a preset outside the recommended ranges", () => {
  it("warns once for each number, with its path, value and range", async () => {
    const config = { maxVideoStreams: { desktop: 12, mobile: 6 }, maxScreenshareCount: 9 };
    expect(await told({ config })).toStrictEqual([DESKTOP, SCREENS]);
  });

  it("warns of what an output brings, at any depth", async () => {
    expect(await told({ config: { maxScreenshareCount: pulumi.output(9) } })).toStrictEqual([
      SCREENS,
    ]);
    expect(await told({ config: pulumi.output({ maxScreenshareCount: 9 }) })).toStrictEqual([
      SCREENS,
    ]);
    expect(await told({ config: Promise.resolve({ maxScreenshareCount: 9 }) })).toStrictEqual([
      SCREENS,
    ]);
  });

  it("keeps what is secret to itself", async () => {
    expect(await told({ config: { maxScreenshareCount: pulumi.secret(9) } })).toStrictEqual([]);
    expect(await told({ config: pulumi.secret({ maxScreenshareCount: 9 }) })).toStrictEqual([]);
  });

  it("warns in a preview also where something else is not known yet", async () => {
    const args = { name: unknown<string>(), config: { maxScreenshareCount: 9 } };
    expect(await told(args, { preview: true })).toStrictEqual([SCREENS]);
  });

  it("says nothing of a number that is not known yet", async () => {
    const args = { config: { maxScreenshareCount: unknown<number>() } };
    expect(await told(args, { preview: true })).toStrictEqual([]);
  });
});

describe("a preset inside the recommended ranges", () => {
  it("says nothing, and neither does one that declares no numbers", async () => {
    const config = { maxVideoStreams: { desktop: 6, mobile: 9 }, maxScreenshareCount: 3 };
    expect(await told({ config })).toStrictEqual([]);
    expect(await told({})).toStrictEqual([]);
  });
});
