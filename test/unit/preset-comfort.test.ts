import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { complete, failuresIn } from "../../provider/mechanism/check.ts";
import { backgroundShades, brandShades, contrast } from "../../provider/preset/colours.ts";
import { writePath } from "../../provider/mechanism/failures.ts";
import { preset } from "../../provider/preset.ts";
import { look } from "../../provider/preset/look.ts";
import type { PresetFields } from "../../provider/preset/parts.ts";
import { UNKNOWN } from "../../provider/mechanism/schema.ts";
import { type Plain, settings, withAt } from "./samples.ts";

const COLORS = ["ui", "designTokens", "colors"];
const PLUGIN = "ff7e7fbd-1e5b-4e0a-a0e9-1f3f7a3c9f2b";

/** What check makes of a declaration. */
function checked(declared: Plain): PresetFields {
  return complete(preset, declared, {}, settings) as unknown as PresetFields;
}

function tokens(designTokens: Plain): PresetFields["ui"]["designTokens"] {
  return checked({ ui: { designTokens } }).ui.designTokens;
}

function colours(colors: Plain): PresetFields["ui"]["designTokens"]["colors"] {
  return tokens({ colors }).colors;
}

/** `path: reason` of each failure. */
function failures(path: readonly string[], value: unknown): string[] {
  const declared = path.reduceRight<unknown>((below, key) => ({ [key]: below }), value);
  return failuresIn(preset, declared as Plain).map(
    ({ path: at, reason }) => `${writePath(at)}: ${reason}`,
  );
}

describe("a brand or background as one colour", () => {
  it("becomes the whole table", () => {
    assert.deepEqual(colours({ brand: "#F80" }).brand, brandShades("#ff8800"));
    assert.deepEqual(colours({ background: "#FFFFFF" }).background, backgroundShades("#ffffff"));
  });

  it("and as a table that says all is the same, so a diff is empty", () => {
    const short = checked({ ui: { designTokens: { colors: { brand: "#2160FD" } } } });
    const whole = checked({ ui: { designTokens: { colors: { brand: brandShades("#2160fd") } } } });
    assert.deepEqual(short, whole);
  });

  it("as part of a table leaves the rest to the theme", () => {
    const { brand, background } = colours({
      brand: { 500: "#F80" },
      background: { 900: "#101010" },
    });
    assert.deepEqual(brand, { ...look().designTokens.colors.brand, 500: "#ff8800" });
    assert.deepEqual(background, { ...look().designTokens.colors.background, 900: "#101010" });
  });

  const brandForms =
    "use a colour such as #2160fd or #fff, of which the shades are made, or a table of shades by 300, 400, 500, 600 and 700";
  const cases: [path: string[], value: unknown, told: string[]][] = [
    [["brand"], "orange", [`brand: "orange" is not allowed; ${brandForms}`]],
    [["brand"], 5, [`brand: 5 is not allowed; ${brandForms}`]],
    [["brand"], ["#fff"], [`brand: ["#fff"] is not allowed; ${brandForms}`]],
    [["brand"], null, [`brand: null is not allowed; ${brandForms}`]],
    [
      ["background"],
      "#12345",
      [
        'background: "#12345" is not allowed; use a colour such as #2160fd or #fff, of which the shades are made, or a table of shades by 600, 700, 800, 900 and 1000',
      ],
    ],
    [
      ["brand", "500"],
      "orange",
      ['brand["500"]: "orange" is not allowed; use a colour such as #2160fd or #fff'],
    ],
    [["brand", "500"], 5, ['brand["500"]: 5 is not a string']],
    [["brand"], { 450: "#fff" }, ['brand["450"]: unknown; allowed here: 300, 400, 500, 600, 700']],
    [
      ["brand"],
      { 300: 1, 400: "x", 450: "#fff" },
      [
        'brand["300"]: 1 is not a string',
        'brand["400"]: "x" is not allowed; use a colour such as #2160fd or #fff',
        'brand["450"]: unknown; allowed here: 300, 400, 500, 600, 700',
      ],
    ],
    [["text"], "#abcd", ['text: "#abcd" is not allowed; use a colour such as #2160fd or #fff']],
  ];
  for (const [path, value, told] of cases) {
    it(`fails at its path: ${path.join(".")} ${JSON.stringify(value)}`, () => {
      assert.deepEqual(
        failures([...COLORS, ...path], value),
        told.map((one) => `ui.designTokens.colors.${one}`),
      );
    });
  }
});

describe("text that is not declared", () => {
  it("is the theme's where it can be read, else what can be", () => {
    assert.equal(colours({ background: "#202020" }).text, "#f5f5f5");
    assert.equal(colours({ background: "#ffffff" }).text, "#111111");
    assert.equal(colours({ background: "#777777" }).text, "#000000");
    assert.equal(
      tokens({ theme: "light", colors: { background: "#000000" } }).colors.text,
      "#f5f5f5",
    );
  });

  it("on the brand is white where it can be read, else black", () => {
    assert.equal(colours({ brand: "#2160fd" }).textOnBrand, "#ffffff");
    assert.equal(colours({ brand: "#ffcc00" }).textOnBrand, "#000000");
    assert.equal(colours({ brand: { 500: "#ffcc00" } }).textOnBrand, "#000000");
  });

  it("can be read on the video background too, which follows the background for it", () => {
    const light = colours({ background: "#ffffff" });
    assert.equal(light.videoBg, backgroundShades("#ffffff")[700]);
    assert.equal(colours({ background: "#202020" }).videoBg, look().designTokens.colors.videoBg);
  });

  it("stays as it is declared, also where nobody can read it", () => {
    const { text, textOnBrand, videoBg } = colours({
      background: "#ffffff",
      brand: "#ffffff",
      text: "#FEFEFE",
      textOnBrand: "#fdfdfd",
      videoBg: "#fcfcfc",
    });
    assert.deepEqual([text, textOnBrand, videoBg], ["#fefefe", "#fdfdfd", "#fcfcfc"]);
  });
});

describe("a theme", () => {
  for (const theme of ["darkest", "dark", "light"] as const) {
    it(`${theme} brings its own palette, on which its text can be read`, () => {
      const { colors } = tokens({ theme });
      assert.deepEqual(colors, look(theme).designTokens.colors);
      for (const under of [...Object.values(colors.background), colors.videoBg])
        assert.ok(contrast(colors.text, under) >= 4.5, under);
      assert.ok(contrast(colors.textOnBrand, colors.brand[500]) >= 4.5);
    });
  }

  it("is light with dark text, and dark with light text", () => {
    const shown = (["darkest", "dark", "light"] as const).map((theme) => {
      const { background, text } = tokens({ theme }).colors;
      return [background[1000], text];
    });
    assert.deepEqual(shown, [
      ["#080808", "#ffffff"],
      ["#252525", "#f5f5f5"],
      ["#ffffff", "#111111"],
    ]);
  });

  it("gives the rest where some colours are declared", () => {
    const { colors } = tokens({ theme: "light", colors: { danger: "#f00" } });
    assert.deepEqual(colors, { ...look("light").designTokens.colors, danger: "#ff0000" });
  });
});

describe("what is not known yet", () => {
  it("leaves open what is made of it, and nothing else", () => {
    const { designTokens } = look();
    const { brand, textOnBrand, background, ...rest } = colours({ brand: UNKNOWN });
    assert.deepEqual([brand, textOnBrand], [UNKNOWN, UNKNOWN]);
    assert.deepEqual(
      { background, ...rest },
      withoutKeys(designTokens.colors, ["brand", "textOnBrand"]),
    );

    const open = colours({ background: { 900: UNKNOWN } });
    assert.equal(open.background[900], UNKNOWN);
    assert.equal(open.background[1000], designTokens.colors.background[1000]);
    assert.deepEqual([open.text, open.videoBg, open.textOnBrand], [UNKNOWN, UNKNOWN, "#ffffff"]);
  });

  it("of a theme leaves open its palette, but not what is declared or the same in all", () => {
    const { colors, theme } = tokens({ theme: UNKNOWN, colors: { text: "#fff", brand: "#f80" } });
    const { background, text, videoBg, brand, textOnBrand, danger } = colors;
    assert.deepEqual([theme, text, videoBg], [UNKNOWN, "#ffffff", UNKNOWN]);
    assert.deepEqual(Object.values(background), Array(5).fill(UNKNOWN));
    assert.deepEqual([brand, textOnBrand], [brandShades("#f80"), "#000000"]);
    assert.equal(danger, look().designTokens.colors.danger);
  });

  it("may be all colours, all tokens or all of the look", () => {
    assert.equal(tokens({ colors: UNKNOWN }).colors, UNKNOWN);
    assert.equal(checked({ ui: { designTokens: UNKNOWN } }).ui.designTokens, UNKNOWN);
    assert.equal(checked({ ui: UNKNOWN }).ui, UNKNOWN);
  });
});

describe("a plugin", () => {
  const config = (value: unknown) =>
    checked({ permissions: { plugins: { config: { [PLUGIN]: value } } } }).permissions.plugins
      .config;
  const path = ["permissions", "plugins", "config", PLUGIN];

  it("declared by its access alone is the same as by the object", () => {
    assert.deepEqual(config("VIEW_ONLY"), { [PLUGIN]: { accessControl: "VIEW_ONLY" } });
    assert.deepEqual(config("FULL_ACCESS"), config({ accessControl: "FULL_ACCESS" }));
    assert.deepEqual(config({ handlesViewOnly: true }), { [PLUGIN]: { handlesViewOnly: true } });
    assert.deepEqual(config(UNKNOWN), { [PLUGIN]: UNKNOWN });
  });

  it("of another access fails at its path", () => {
    assert.deepEqual(failures(path, "READ"), [
      `permissions.plugins.config.${PLUGIN}: "READ" is not allowed; use "FULL_ACCESS" or "VIEW_ONLY", or an object of accessControl and handlesViewOnly`,
    ]);
    assert.deepEqual(failures(path, { access: "VIEW_ONLY" }), [
      `permissions.plugins.config.${PLUGIN}.access: unknown; allowed here: accessControl, handlesViewOnly`,
    ]);
    assert.deepEqual(failures([...path, "handlesViewOnly"], "yes"), [
      `permissions.plugins.config.${PLUGIN}.handlesViewOnly: "yes" is not a boolean`,
    ]);
  });
});

function withoutKeys(value: object, keys: string[]): unknown {
  return keys.reduce<unknown>((left, key) => withAt(left, [key], undefined), value);
}
