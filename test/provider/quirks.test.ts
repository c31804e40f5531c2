/** Whatever side of a known disagreement the API serves, what comes of it is the same. */
import { defaultQuirks, type Quirks } from "../../emulator/quirks.ts";
import { liveInput } from "../../provider/live-input.ts";
import { livestream } from "../../provider/livestream.ts";
import { preset } from "../../provider/preset.ts";
import type { Kind } from "../../provider/mechanism/kind.ts";
import { type Plain, worldPerTest } from "./host.ts";
import { omit } from "../support/omit.ts";

const world = worldPerTest();

const QUIRKS: Partial<Quirks>[] = [
  { livestreamDetails: "seed" },
  { livestreamDetails: "sdk" },
  { livestreamList: "array" },
  { livestreamList: "nested" },
  { livestreamList: "nested-top-paging" },
  { createLivestreamStatus: 200 },
  { createLivestreamStatus: 201 },
  { disabled: "boolean" },
  { disabled: "string" },
  { offlineStatus: "OFFLINE" },
  { offlineStatus: "IDLE" },
  { presetPatchOmitsId: true },
  { presetPatchOmitsId: false },
  { presetEchoesSimulcast: true },
  { presetEchoesSimulcast: false },
  { presetNeedsConfigDiff: true },
  { presetNeedsConfigDiff: false },
  { liveInputUnset: "absent" },
  { liveInputUnset: "null" },
  {
    livestreamDetails: "sdk",
    livestreamList: "nested",
    createLivestreamStatus: 200,
    disabled: "string",
    offlineStatus: "IDLE",
    presetEchoesSimulcast: false,
    presetNeedsConfigDiff: true,
    liveInputUnset: "null",
  },
];

/** A value without what is random in it: ids and keys. */
function steady(value: unknown): unknown {
  const text = JSON.stringify(value).replace(
    /[0-9a-f]{32}k[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}/g,
    "…",
  );
  return JSON.parse(text) as unknown;
}

const CHANGE: Record<string, Plain | undefined> = {
  Preset: { permissions: { canRecord: true } },
  LiveInput: { enabled: false },
};

describe("the whole life of each kind is the same", { concurrency: 4 }, () => {
  it("where every quirk has a case of its own here", () => {
    const told = new Set(QUIRKS.flatMap((quirks) => Object.keys(quirks)));
    // The one that makes creates fail is looked at by itself.
    expect(Object.keys(defaultQuirks).filter((quirk) => !told.has(quirk))).toStrictEqual([
      "createLivestreamGone",
    ]);
  });

  for (const kind of [livestream, preset, liveInput] as readonly Kind[]) {
    let expected: unknown;
    for (const quirks of QUIRKS) {
      it(`${kind.name} with ${JSON.stringify(quirks)}`, async () => {
        const w = await world();
        const live = async () => {
          const made = await w.program().create({ kind });
          const read = await w.program().read(kind, made.id, made.props);
          const declared = CHANGE[kind.name];
          const changed = declared && (await w.program().update(made, { kind, declared }));
          const again = changed && (await w.program().read(kind, made.id, changed.props));
          const found = await w.program().create({ kind });
          const got = (await w.program().get(kind, made.id)).props ?? {};
          // What a lookup shows of a field that nobody declared is the server's own affair.
          const shown = omit(got, "config");
          return [made, read, changed ?? null, again ?? null, found, shown];
        };
        await w.control.quirks({ ...defaultQuirks, ...quirks });
        const lived = steady(await live());
        expected ??= lived;
        expect(lived).toStrictEqual(expected);
      });
    }
  }
});
