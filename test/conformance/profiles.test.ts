/** The same checks as at the real API, at the emulator with each known profile: it answers as the profile says. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { allProbes } from "../../cli/conformance/probes/all.ts";
import { readKnown } from "../../cli/conformance/profile.ts";
import { readProfile } from "../../emulator/profile.ts";
import { defaultQuirks, type Quirks } from "../../emulator/quirks.ts";
import { documentedRateLimit } from "../../emulator/rate-limit.ts";
import { root } from "../../scripts/places.ts";
import { directoryPerTest } from "../support/after-each.ts";
import { emulatorPerTest } from "../support/emulator.ts";
import { profileSeen } from "./run.ts";

const open = emulatorPerTest();
const newDirectory = directoryPerTest();

const files = (await readdir(join(root, "profiles"))).map((file) => join(root, "profiles", file));

describe("an emulator with a profile answers like the API that the profile describes", () => {
  for (const file of files) {
    it(file.slice(root.length + 1), async () => {
      const known = readKnown(file);
      const { baseUrl } = await open({ profile: known });
      const { code, profile } = await profileSeen(baseUrl, await newDirectory());
      expect({ code, seen: profile.seen, quirks: profile.quirks }).toStrictEqual({
        ...{ code: 0, quirks: known.quirks },
        // What nobody could ask it is not in a profile.
        seen: { ...profile.seen, ...known.seen },
      });
    });
  }

  it("and profiles/documented.json is the emulator without any", () => {
    const { api, quirks } = readProfile(join(root, "profiles", "documented.json"));
    expect({ api, quirks }).toStrictEqual({ api: "emulator", quirks: {} });
  });
});

/** Other variants than the default, for all quirks that can be seen together. */
const OTHERS: Partial<Quirks>[] = [
  {
    livestreamDetails: "sdk",
    livestreamList: "nested",
    createLivestreamStatus: 200,
    disabled: "string",
    offlineStatus: "IDLE",
    presetPatchOmitsId: false,
    presetEchoesSimulcast: false,
    presetNeedsConfigDiff: true,
    liveInputUnset: "null",
    tokenOwner: "account",
    largestPage: 50,
    presetPutLeftOut: "kept",
    presetNameTaken: 422,
    livestreamNameTaken: 409,
    livestreamNamePattern: "accepted",
    kitMissing: 410,
    kitInvalid: 400,
    kitCreated: 200,
    kitDeleted: 204,
    streamMissing: 400,
    streamDeleted: 204,
    liveInputList: "array",
    idempotencyKey: "ignored",
    retryAfter: "date",
  },
  {
    createLivestreamGone: 410,
    livestreamList: "nested-top-paging",
    listedAfterMs: 1000,
    largestPage: 25,
    pageTooLarge: "refused",
    presetNameTaken: "allowed",
    kitMissing: 400,
    streamDeleted: "empty",
    retryAfter: "absent",
    rateLimitHeaders: "absent",
  },
];

describe("what an API does in another way", () => {
  for (const quirks of OTHERS) {
    it(`is seen, and becomes the quirks of its profile: ${Object.keys(quirks).join(", ")}`, async () => {
      const { baseUrl } = await open({ quirks, rateLimit: documentedRateLimit });
      const { code, profile } = await profileSeen(baseUrl, await newDirectory(), "--exceed-limit");
      expect({ code, quirks: profile.quirks }).toStrictEqual({ code: 0, quirks });
    });
  }

  it("is each quirk", () => {
    const tried = new Set(OTHERS.flatMap((quirks) => Object.keys(quirks)));
    expect([...tried].toSorted()).toStrictEqual(Object.keys(defaultQuirks).toSorted());
  });
});

it("each check has an id of its own, and expects a value that it knows", () => {
  const ids = allProbes.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(allProbes.filter(({ expected, quirksOf }) => !quirksOf(expected))).toStrictEqual([]);
});
