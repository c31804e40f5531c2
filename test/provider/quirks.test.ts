/** Whatever side of a known disagreement the API serves, what comes of it is the same. */
import { setTimeout as wait } from "node:timers/promises";
import { defaultQuirks, type Quirks } from "../../emulator/quirks.ts";
import { omit } from "../support/omit.ts";
import { declare, type Sample, sampleOf } from "../support/samples.ts";
import { KIT, type Plain, type State, type World, worldPerTest } from "./host.ts";

const world = worldPerTest();

const PAGED = ["App", "Livestream", "Meeting", "Preset"];
const IN_APP = ["Livestream", "Meeting", "Preset", "Webhook"];
const IN_STREAM = ["LiveInput", "RestreamTarget"];
const ALL = ["App", ...IN_APP, ...IN_STREAM];

/** Each side that is not the default, and the kinds whose answers it touches; no other kind has a quirk. */
const OTHER_SIDES: [quirks: Partial<Quirks>, kinds: string[]][] = [
  [{ livestreamDetails: "sdk" }, ["Livestream"]],
  [{ livestreamList: "nested" }, ["Livestream"]],
  [{ livestreamList: "nested-top-paging" }, ["Livestream"]],
  [{ createLivestreamStatus: 200 }, ["Livestream"]],
  [{ disabled: "string" }, ["Livestream"]],
  [{ offlineStatus: "IDLE" }, ["Livestream"]],
  // Fails as soon as the provider sends a PATCH and reads its answer.
  [{ presetPatchOmitsId: false }, ["Preset"]],
  [{ presetEchoesSimulcast: false }, ["Preset"]],
  [{ presetNeedsConfigDiff: true }, ["Preset"]],
  [{ liveInputUnset: "null" }, ["LiveInput"]],
  [{ largestPage: 1 }, PAGED],
  [{ largestPage: 20, pageTooLarge: "refused" }, PAGED],
  [{ listedAfterMs: 300 }, ALL],
  [{ presetPutLeftOut: "kept" }, ["Preset"]],
  [{ presetNameTaken: 400 }, ["Preset"]],
  [{ presetNameTaken: 422 }, ["Preset"]],
  [{ presetNameTaken: "allowed" }, ["Preset"]],
  [{ livestreamNameTaken: 409 }, ["Livestream"]],
  [{ livestreamNamePattern: "accepted" }, ["Livestream"]],
  [{ kitInvalid: 400 }, ["Preset"]],
  [{ kitCreated: 200 }, ["App", "Meeting", "Preset", "Webhook"]],
  [{ kitMissing: 400 }, IN_APP],
  [{ kitMissing: 410 }, IN_APP],
  [{ kitDeleted: 204 }, ["Preset", "Webhook"]],
  [{ streamMissing: 400 }, IN_STREAM],
  [{ streamDeleted: "empty" }, IN_STREAM],
  [{ streamDeleted: 204 }, IN_STREAM],
  [{ liveInputList: "array" }, ["LiveInput"]],
  [{ idempotencyKey: "ignored" }, ["LiveInput"]],
  [
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
    ["Livestream", "Preset", "LiveInput"],
  ],
];

/** A value without what is random in it: ids, keys and automatic names. */
function steady(value: unknown): unknown {
  const text = JSON.stringify(value).replace(
    /[0-9a-f]{32}k[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}|(?<=it-)[0-9a-f]{7}\b/g,
    "…",
  );
  return JSON.parse(text) as unknown;
}

const CHANGE: Record<string, Plain | undefined> = {
  Preset: { permissions: { canRecord: true } },
  LiveInput: { enabled: false },
};

/** All that the provider makes of the API's answers in the life of one of that kind. */
async function live(name: string, quirks: Partial<Quirks>): Promise<unknown> {
  const w = await world();
  await w.control.quirks({ ...defaultQuirks, ...quirks });
  const sample = sampleOf(name);
  const { definition, makeAlike, idKey, nameKey } = sample;
  const declared = await declare(sample, w);
  const made = await w.program().create({ definition, declared });
  const read = await w.program().read(definition, made.id, made.props);
  const change = CHANGE[name];
  const changed =
    change &&
    (await w.program().update(made, { definition, declared: { ...declared, ...change } }));
  const again = changed && (await w.program().read(definition, made.id, changed.props));
  // The list has it, under its name.
  await wait(quirks.listedAfterMs ?? 0);
  const named = {
    ...declared,
    ...(nameKey && { [nameKey]: made.props[nameKey] }),
    adopt: true,
  };
  const found = await w.program().create({ definition, declared: named });
  expect(found.id).toBe(made.id);
  const where = Object.fromEntries(
    (definition.getBy ?? []).map((key) => [key, made.props[key]] as const),
  );
  const got = (await w.program().get(definition, made.id, where)).props ?? {};
  // What a lookup shows of a field that nobody declared is the server's own affair.
  const shown = omit(got, "config");
  // Somebody else has set less than the provider does.
  const theirs = (await makeAlike?.(w, "theirs")) as Plain | undefined;
  const looked = theirs && (await w.program().get(definition, String(theirs[idKey])));
  return steady([
    ...[made, read, changed ?? null, again ?? null, found, shown, looked ?? null],
    await gone(w, sample, made),
  ]);
}

/** What comes of a delete, of a second one, and of a refresh afterwards; null where the API deletes nothing. */
async function gone(w: World, { definition }: Sample, { id, props }: State): Promise<unknown> {
  if (!definition.delete) return null;
  const state = { id, props, inputs: {} };
  await w.program().remove(definition, state);
  await w.program().remove(definition, state);
  return (await w.program().refresh(definition, state)) ?? "gone";
}

describe("the rate limit", () => {
  for (const retryAfter of ["seconds", "date", "absent"] as const) {
    it(`is waited for where Retry-After is given as: ${retryAfter}`, async () => {
      const w = await world({
        rateLimit: { limit: 1, windowSeconds: 1 },
        quirks: { retryAfter, rateLimitHeaders: "absent" },
      });
      const made = await w.program().create(sampleOf("Preset"));
      // The test's own token has a limit of its own.
      expect(await w.api("GET", `${KIT}/presets/${made.id}`)).toMatchObject({ id: made.id });
    });
  }
});

it("a limit is never exceeded where responses say what is left of it", async () => {
  const { definition } = sampleOf("Preset");
  const w = await world({ rateLimit: { limit: 5, windowSeconds: 1 } });
  const program = w.program();
  const samples = Array.from({ length: 12 }, (_, at) => ({
    by: `project/stack/it-${at}`,
    definition,
  }));
  await Promise.all(samples.map((sample) => program.create(sample)));
  const statuses = (await w.control.requests()).map(({ status }) => status);
  expect(statuses.filter((status) => status === 429)).toStrictEqual([]);
});

describe("the whole life of each kind is the same", () => {
  it("where every quirk has a case of its own here", () => {
    const told = new Set(OTHER_SIDES.flatMap(([quirks]) => Object.keys(quirks)));
    // Those that make creates fail, and that no kind meets, are looked at by themselves.
    expect(Object.keys(defaultQuirks).filter((quirk) => !told.has(quirk))).toStrictEqual([
      "createLivestreamGone",
      "tokenOwner",
      "rateLimitHeaders",
      "retryAfter",
    ]);
  });

  it("where every case is another side than the default", () => {
    for (const [quirks] of OTHER_SIDES)
      for (const [quirk, side] of Object.entries(quirks))
        expect({ [quirk]: side }).not.toStrictEqual({
          [quirk]: defaultQuirks[quirk as keyof Quirks],
        });
  });

  const usual = new Map<string, unknown>();
  for (const [quirks, kinds] of OTHER_SIDES) {
    for (const name of kinds) {
      it(`${name} with ${JSON.stringify(quirks)}`, async () => {
        if (!usual.has(name)) usual.set(name, await live(name, {}));
        expect(await live(name, quirks)).toStrictEqual(usual.get(name));
      });
    }
  }
});
