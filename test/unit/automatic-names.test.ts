import fc from "fast-check";
import { livestreamName } from "../../emulator/livestreams.ts";
import {
  automaticName,
  logicalNameOf,
  mayBeAutomatic,
  randomSuffix,
  rotatedName,
} from "../../provider/engine/automatic-names.ts";

const part = fc.string({ minLength: 1 }).filter((text) => !text.includes("/"));
const anyText = fc.string({ unit: "binary" });

describe("logicalNameOf", () => {
  it("is what stands behind project and stack, slashes included", () => {
    fc.assert(
      fc.property(part, part, anyText, (project, stack, name) => {
        expect(logicalNameOf(`${project}/${stack}/${name}`)).toBe(name);
      }),
    );
  });
});

describe("randomSuffix", () => {
  it("is seven hexadecimal digits, another each time", () => {
    const made = Array.from({ length: 100 }, randomSuffix);
    for (const suffix of made) expect(suffix).toMatch(/^[0-9a-f]{7}$/);
    expect(new Set(made).size).toBe(made.length);
  });
});

describe("automaticName", () => {
  it("is the logical name and a suffix", () => {
    expect(automaticName("keynote")).toMatch(/^keynote-[0-9a-f]{7}$/);
    expect(automaticName("Main stage!")).toMatch(/^Main-stage--[0-9a-f]{7}$/);
    expect(automaticName("a/b")).toMatch(/^a-b-[0-9a-f]{7}$/);
    expect(automaticName("Main stage/ü_1")).toMatch(/^Main-stage-_1-[0-9a-f]{7}$/);
  });

  it("is a name that the API takes, and may be told for automatic, whatever the logical name", () => {
    fc.assert(
      fc.property(anyText, (logicalName) => {
        const made = automaticName(logicalName);
        expect(made).toMatch(/^[a-zA-Z0-9-_]+$/);
        expect(livestreamName.safeParse(made).success).toBe(true);
        expect(mayBeAutomatic(made, logicalName)).toBe(true);
      }),
    );
  });

  it("is another one each time", () => {
    fc.assert(
      fc.property(anyText, (logicalName) => {
        expect(automaticName(logicalName)).not.toBe(automaticName(logicalName));
      }),
    );
  });
});

describe("mayBeAutomatic", () => {
  const CASES: [name: string, base: string, may: boolean][] = [
    ["keynote-0a1b2c3", "keynote", true],
    // Earlier versions made theirs of a hash: they look the same.
    ["keynote-456fc80", "keynote", true],
    ["Main-stage--a818fb4", "Main stage!", true],
    ["keynote", "keynote", false],
    ["keynote-", "keynote", false],
    ["keynote-0a1b2c", "keynote", false],
    ["keynote-0a1b2c3d", "keynote", false],
    ["keynote-0A1B2C3", "keynote", false],
    ["keynote-0a1b2cg", "keynote", false],
    ["keynote-keynote", "keynote", false],
    ["other-0a1b2c3", "keynote", false],
    ["xkeynote-0a1b2c3", "keynote", false],
    ["0a1b2c3", "keynote", false],
    ["keynote-2025-0a1b2c3", "keynote", false],
    ["keynote-0a1b2c3", "keynote-2025", false],
    ["a-keynote-0a1b2c3", "keynote", false],
    ["keynote-0a1b2c3-replaced-0a1b2c3", "keynote", false],
    ["keynote-0a1b2c3\n", "keynote", false],
  ];
  for (const [name, base, may] of CASES) {
    it(`is ${may} of ${JSON.stringify(name)} for ${JSON.stringify(base)}`, () =>
      expect(mayBeAutomatic(name, base)).toBe(may));
  }

  it("is told of no name that is longer or shorter than an automatic one", () => {
    fc.assert(
      fc.property(part, anyText.filter(Boolean), (base, more) => {
        const made = automaticName(base);
        expect(mayBeAutomatic(made + more, base)).toBe(false);
        expect(mayBeAutomatic(made.slice(0, -1), base)).toBe(false);
      }),
    );
  });
});

describe("rotatedName, of earlier versions", () => {
  it("is the same for ever: a given name and a short hash of the key version", () => {
    // These stand in people's apps: another one would be another livestream.
    expect(rotatedName("keynote", "2")).toBe("keynote-d4735e3");
    expect(rotatedName("keynote", "3")).toBe("keynote-4e07408");
  });

  it("is a name that the API takes, whatever the key version", () => {
    fc.assert(
      fc.property(anyText, (version) => {
        expect(rotatedName("keynote", version)).toMatch(/^keynote-[0-9a-f]{7}$/);
      }),
    );
  });
});
