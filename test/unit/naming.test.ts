/** What the state keeps of a name, and when another one is due. */
import { livestream } from "../../provider/resources/livestream/definition.ts";
import { rotatedName } from "../../provider/engine/automatic-names.ts";
import {
  isAutomatic,
  keptOfAdopted,
  nameAsInput,
  nameChanges,
  wasTakenOver,
  withKeptName,
  withNewName,
  withoutKept,
} from "../../provider/engine/naming.ts";
import { UNKNOWN } from "../../provider/schema/schema.ts";
import { meeting } from "../../provider/resources/meeting/definition.ts";
import { preset } from "../../provider/resources/preset/definition.ts";
import { restreamTarget } from "../../provider/resources/restream-target/definition.ts";
import type { ResourceDefinition } from "../../provider/engine/definition.ts";
import { omit } from "../support/omit.ts";
import type { Plain } from "../support/plain.ts";

/** A kind that has no name. */
const nameless: ResourceDefinition = restreamTarget;

const BY = { __declaredBy: "project/stack/it" };
const AUTOMATIC = /^it-[0-9a-f]{7}$/;

/** States that a preset or livestream may have, by how it came to its name. */
const STATES = {
  automatic: { name: "it-0a1b2c3", __autoName: "it-0a1b2c3" },
  /** Somebody has renamed it, and a refresh has seen that. */
  drifted: { name: "theirs", __autoName: "it-0a1b2c3" },
  given: { name: "given" },
  "given, with other defaults": { name: "given", __defaults: { url: "rtmp://a" } },
  suffixed: {
    name: "given-0a1b2c3",
    keyVersion: "1",
    __autoName: "given-0a1b2c3",
    __givenName: "given",
  },
  "taken over": { name: "theirs", __autoName: false },
  "taken over, the line there": { name: "theirs", __autoName: false, adopt: "an-id" },
  "taken over under its name": { name: "theirs", adopt: "an-id" },
  // Earlier versions kept an automatic name as a default among the inputs.
  "earlier: automatic": { name: "it-456fc80", __defaults: { name: "it-456fc80" } },
  "earlier: drifted": { name: "theirs", __defaults: { name: "it-456fc80" } },
  "earlier: taken over": { name: "theirs", __defaults: { name: false } },
  "earlier: rotated": { name: rotatedName("given", "2"), keyVersion: "2" },
} satisfies Record<string, Plain>;

type StateName = keyof typeof STATES;

describe("isAutomatic", () => {
  it("is what has no name, or one that gets a suffix", () => {
    expect(isAutomatic(preset, {})).toBe(true);
    expect(isAutomatic(preset, { name: "given" })).toBe(false);
    expect(isAutomatic(preset, { name: "given", keyVersion: "1" })).toBe(false);
    expect(isAutomatic(livestream, { name: "given", keyVersion: "1" })).toBe(true);
    expect(isAutomatic(livestream, { name: "given" })).toBe(false);
    expect(isAutomatic(nameless, {})).toBe(false);
  });
});

describe("withNewName", () => {
  it("makes one of the logical name where none is given, and keeps it", () => {
    const { inputs, kept } = withNewName(meeting, BY);
    expect(inputs).toStrictEqual({ ...BY, title: kept.__autoName });
    expect(kept).toStrictEqual({ __autoName: expect.stringMatching(AUTOMATIC) as unknown });
  });

  it("puts a suffix to a given name with a key version, and keeps both", () => {
    const news = { ...BY, name: "given", keyVersion: "1" };
    const { inputs, kept } = withNewName(livestream, news);
    expect(inputs).toStrictEqual({ ...news, name: kept.__autoName });
    expect(kept).toStrictEqual({
      __autoName: expect.stringMatching(/^given-[0-9a-f]{7}$/) as unknown,
      __givenName: "given",
    });
  });

  it("leaves a given name, and what has none, as it is", () => {
    const named = { ...BY, name: "given" };
    expect(withNewName(preset, named)).toStrictEqual({ inputs: named, kept: {} });
    expect(withNewName(nameless, BY)).toStrictEqual({ inputs: BY, kept: {} });
  });
});

describe("keptOfAdopted", () => {
  it("says that the name is nobody's declaration where none is given", () => {
    expect(keptOfAdopted(preset, { adopt: "an-id" })).toStrictEqual({ __autoName: false });
    expect(keptOfAdopted(preset, { adopt: "an-id", name: "given" })).toStrictEqual({});
    expect(keptOfAdopted(nameless, { adopt: "an-id" })).toStrictEqual({});
  });
});

/** By state: what a declaration changes. `none` has no name, `same` the one that the state has. */
const CHANGES: Record<StateName, { none: boolean; same: boolean; adopting: boolean }> = {
  automatic: { none: false, same: false, adopting: false },
  drifted: { none: true, same: false, adopting: true },
  given: { none: true, same: false, adopting: false },
  "given, with other defaults": { none: true, same: false, adopting: false },
  suffixed: { none: true, same: false, adopting: true },
  "taken over": { none: false, same: false, adopting: false },
  "taken over, the line there": { none: false, same: false, adopting: false },
  "taken over under its name": { none: false, same: false, adopting: false },
  "earlier: automatic": { none: false, same: false, adopting: false },
  "earlier: drifted": { none: true, same: false, adopting: true },
  "earlier: taken over": { none: false, same: false, adopting: false },
  "earlier: rotated": { none: true, same: false, adopting: false },
};

describe("nameChanges", () => {
  for (const [name, changes] of Object.entries(CHANGES)) {
    const olds: Plain = STATES[name as StateName];
    it(`of "${name}": where no name is declared ${changes.none}`, () =>
      expect(nameChanges(livestream, olds, {})).toBe(changes.none));
    it(`of "${name}": where it is adopted by its id ${changes.adopting}`, () =>
      expect(nameChanges(livestream, olds, { adopt: "an-id" })).toBe(changes.adopting));
    it(`of "${name}": where the name that it has is declared ${changes.same}`, () =>
      expect(nameChanges(livestream, olds, { name: olds.name })).toBe(changes.same));
    it(`of "${name}": where another one is declared, or one that is not known yet`, () => {
      expect(nameChanges(livestream, olds, { name: "other" })).toBe(true);
      expect(nameChanges(livestream, olds, { name: UNKNOWN })).toBe(true);
    });
    it(`of "${name}": never where it has no name`, () =>
      expect(nameChanges(nameless, olds, {})).toBe(false));
  }

  it("is false of a given name whose suffix create has put, for as long as the version is there", () => {
    for (const [olds, keyVersion] of [
      [STATES.suffixed, "1"],
      [STATES["earlier: rotated"], "2"],
    ] as const) {
      const given = { name: "given", keyVersion };
      expect(nameChanges(livestream, olds, given)).toBe(false);
      // Another version replaces by itself.
      expect(nameChanges(livestream, olds, { ...given, keyVersion: "3" })).toBe(false);
      expect(nameChanges(livestream, olds, { ...given, name: "other" })).toBe(true);
      expect(nameChanges(livestream, olds, { ...given, name: UNKNOWN })).toBe(true);
      expect(nameChanges(livestream, olds, { name: "given" })).toBe(true);
    }
  });

  it("is true where a name is given beside a key version", () => {
    const olds = { ...STATES.automatic, keyVersion: "1" };
    expect(nameChanges(livestream, olds, { name: "given", keyVersion: "1" })).toBe(true);
    expect(nameChanges(livestream, olds, { keyVersion: "2" })).toBe(false);
  });
});

describe("withKeptName", () => {
  const KEPT: [state: StateName, name: string, kept: Plain][] = [
    ["automatic", "it-0a1b2c3", { __autoName: "it-0a1b2c3" }],
    ["drifted", "it-0a1b2c3", { __autoName: "it-0a1b2c3" }],
    ["taken over", "theirs", { __autoName: false }],
    ["taken over, the line there", "theirs", { __autoName: false }],
    ["taken over under its name", "theirs", { __autoName: false }],
    ["earlier: automatic", "it-456fc80", { __autoName: "it-456fc80" }],
    ["earlier: drifted", "it-456fc80", { __autoName: "it-456fc80" }],
    ["earlier: taken over", "theirs", { __autoName: false }],
  ];
  for (const [state, name, kept] of KEPT) {
    it(`of "${state}" is ${name}`, () =>
      expect(withKeptName(preset, BY, STATES[state])).toStrictEqual({
        inputs: { ...BY, name },
        kept,
      }));
  }

  for (const state of ["given", "given, with other defaults"] as const) {
    it(`of "${state}" is a new one, but for what is adopted now`, () => {
      const { inputs, kept } = withKeptName(preset, BY, STATES[state]);
      expect(inputs.name).toMatch(AUTOMATIC);
      expect(kept).toStrictEqual({ __autoName: inputs.name });
      const adopting = { ...BY, adopt: "an-id" };
      expect(withKeptName(preset, adopting, STATES[state])).toStrictEqual({
        inputs: { ...adopting, name: "given" },
        kept: { __autoName: false },
      });
    });
  }

  it("is the given one, of which nothing is kept, whatever the state", () => {
    const news = { ...BY, name: "mine" };
    for (const olds of Object.values(STATES))
      expect(withKeptName(preset, news, olds)).toStrictEqual({ inputs: news, kept: {} });
    expect(withKeptName(nameless, BY, {})).toStrictEqual({ inputs: BY, kept: {} });
  });
});

describe("after a change", () => {
  it("no other is due: the state that it leaves declares the same again", () => {
    // Only a livestream's name has a suffix, and the API changes nothing of it.
    for (const olds of Object.values(omit(STATES, "suffixed"))) {
      for (const news of [{}, { name: "mine" }, { adopt: "an-id" }]) {
        const { inputs, kept } = withKeptName(preset, { ...BY, ...news }, olds);
        const state = { ...BY, ...news, name: inputs.name, ...kept };
        expect(nameChanges(preset, state, news)).toBe(false);
      }
    }
  });
});

describe("the inputs that a refresh leaves", () => {
  const INPUTS: Record<StateName, unknown> = {
    automatic: undefined,
    drifted: undefined,
    given: "now",
    "given, with other defaults": "now",
    suffixed: "given",
    "taken over": undefined,
    "taken over, the line there": undefined,
    "taken over under its name": "now",
    "earlier: automatic": undefined,
    "earlier: drifted": undefined,
    "earlier: taken over": undefined,
    "earlier: rotated": "now",
  };
  for (const [state, input] of Object.entries(INPUTS)) {
    it(`have ${input === undefined ? "no name" : JSON.stringify(input)} of "${state}"`, () =>
      expect(nameAsInput(livestream, STATES[state as StateName], { name: "now" })).toBe(input));
  }

  it("have nothing of what is kept of a name", () => {
    const { name, keyVersion } = STATES.suffixed;
    expect(withoutKept(STATES.suffixed)).toStrictEqual({ name, keyVersion });
  });
});

describe("wasTakenOver", () => {
  it("is what has the name that it had when it was adopted", () => {
    const taken = Object.entries(STATES).filter(([, state]) => wasTakenOver(preset, state));
    expect(taken.map(([name]) => name)).toStrictEqual([
      "taken over",
      "taken over, the line there",
      "earlier: taken over",
    ]);
  });
});
