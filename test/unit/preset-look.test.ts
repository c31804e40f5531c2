import { applyDefaults, failuresIn } from "../../provider/engine/check.ts";
import {
  backgroundShades,
  brandShades,
  contrast,
} from "../../provider/resources/preset/colours.ts";
import { preset } from "../../provider/resources/preset/definition.ts";
import { themeTokens } from "../../provider/resources/preset/design-tokens.ts";
import type { PresetFields } from "../../provider/resources/preset/parts.ts";
import { UNKNOWN } from "../../provider/schema/schema.ts";
import { settings } from "../support/account.ts";
import { type Plain, withAt } from "../support/plain.ts";
import { writePath } from "../../provider/schema/paths.ts";

const COLORS = ["ui", "designTokens", "colors"];

/** What check makes of a declaration. */
function checked(declared: Plain): PresetFields {
  return applyDefaults(preset, declared, {}, settings) as unknown as PresetFields;
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
    expect(colours({ brand: "#F80" }).brand).toStrictEqual(brandShades("#ff8800"));
    expect(colours({ background: "#FFFFFF" }).background).toStrictEqual(
      backgroundShades("#ffffff"),
    );
  });

  it("and as a table that says all is the same, so a diff is empty", () => {
    const short = checked({ ui: { designTokens: { colors: { brand: "#2160FD" } } } });
    const whole = checked({ ui: { designTokens: { colors: { brand: brandShades("#2160fd") } } } });
    expect(short).toStrictEqual(whole);
  });

  it("as part of a table leaves the rest to the theme", () => {
    const { brand, background } = colours({
      brand: { 500: "#F80" },
      background: { 900: "#101010" },
    });
    expect(brand).toStrictEqual({ ...themeTokens().designTokens.colors.brand, 500: "#ff8800" });
    expect(background).toStrictEqual({
      ...themeTokens().designTokens.colors.background,
      900: "#101010",
    });
  });

  const brandForms =
    "use a colour such as #2160fd or #fff, or an object of shades (300, 400, 500, 600 and 700)";
  const cases: [path: string[], value: unknown, told: string[]][] = [
    [["brand"], "orange", [`brand: "orange" is not allowed; ${brandForms}`]],
    [["brand"], 5, [`brand: 5 is not allowed; ${brandForms}`]],
    [["brand"], ["#fff"], [`brand: ["#fff"] is not allowed; ${brandForms}`]],
    [["brand"], true, [`brand: true is not allowed; ${brandForms}`]],
    [
      ["background"],
      "#12345",
      [
        'background: "#12345" is not allowed; use a colour such as #2160fd or #fff, or an object of shades (600, 700, 800, 900 and 1000)',
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
      expect(failures([...COLORS, ...path], value)).toStrictEqual(
        told.map((one) => `ui.designTokens.colors.${one}`),
      );
    });
  }
});

describe("text that is not declared", () => {
  it("is the theme's where it can be read, else what can be", () => {
    expect(colours({ background: "#202020" }).text).toBe("#f5f5f5");
    expect(colours({ background: "#ffffff" }).text).toBe("#111111");
    expect(colours({ background: "#777777" }).text).toBe("#000000");
    expect(tokens({ theme: "light", colors: { background: "#000000" } }).colors.text).toBe(
      "#f5f5f5",
    );
  });

  it("on the brand is white where it can be read, else black", () => {
    expect(colours({ brand: "#2160fd" }).textOnBrand).toBe("#ffffff");
    expect(colours({ brand: "#ffcc00" }).textOnBrand).toBe("#000000");
    expect(colours({ brand: { 500: "#ffcc00" } }).textOnBrand).toBe("#000000");
  });

  it("can be read on the video background too, which follows the background for it", () => {
    const light = colours({ background: "#ffffff" });
    expect(light.videoBg).toBe(backgroundShades("#ffffff")[700]);
    expect(colours({ background: "#202020" }).videoBg).toBe(
      themeTokens().designTokens.colors.videoBg,
    );
  });

  it("stays as it is declared, also where nobody can read it", () => {
    const { text, textOnBrand, videoBg } = colours({
      background: "#ffffff",
      brand: "#ffffff",
      text: "#FEFEFE",
      textOnBrand: "#fdfdfd",
      videoBg: "#fcfcfc",
    });
    expect([text, textOnBrand, videoBg]).toStrictEqual(["#fefefe", "#fdfdfd", "#fcfcfc"]);
  });
});

describe("a theme", () => {
  for (const theme of ["darkest", "dark", "light"] as const) {
    it(`${theme} brings its own palette, on which its text can be read`, () => {
      const { colors } = tokens({ theme });
      expect(colors).toStrictEqual(themeTokens(theme).designTokens.colors);
      for (const under of [...Object.values(colors.background), colors.videoBg])
        expect(contrast(colors.text, under)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(colors.textOnBrand, colors.brand[500])).toBeGreaterThanOrEqual(4.5);
    });
  }

  it("is light with dark text, and dark with light text", () => {
    const shown = (["darkest", "dark", "light"] as const).map((theme) => {
      const { background, text } = tokens({ theme }).colors;
      return [background[1000], text];
    });
    expect(shown).toStrictEqual([
      ["#080808", "#ffffff"],
      ["#252525", "#f5f5f5"],
      ["#ffffff", "#111111"],
    ]);
  });

  it("gives the rest where some colours are declared", () => {
    const { colors } = tokens({ theme: "light", colors: { danger: "#f00" } });
    expect(colors).toStrictEqual({
      ...themeTokens("light").designTokens.colors,
      danger: "#ff0000",
    });
  });
});

describe("what is not known yet", () => {
  it("leaves open what is made of it, and nothing else", () => {
    const { designTokens } = themeTokens();
    const { brand, textOnBrand, background, ...rest } = colours({ brand: UNKNOWN });
    expect([brand, textOnBrand]).toStrictEqual([UNKNOWN, UNKNOWN]);
    expect({ background, ...rest }).toStrictEqual(
      withoutKeys(designTokens.colors, ["brand", "textOnBrand"]),
    );

    const open = colours({ background: { 900: UNKNOWN } });
    expect(open.background[900]).toBe(UNKNOWN);
    expect(open.background[1000]).toBe(designTokens.colors.background[1000]);
    expect([open.text, open.videoBg, open.textOnBrand]).toStrictEqual([
      UNKNOWN,
      UNKNOWN,
      "#ffffff",
    ]);
  });

  it("of a theme leaves open its palette, but not what is declared or the same in all", () => {
    const { colors, theme } = tokens({ theme: UNKNOWN, colors: { text: "#fff", brand: "#f80" } });
    const { background, text, videoBg, brand, textOnBrand, danger } = colors;
    expect([theme, text, videoBg]).toStrictEqual([UNKNOWN, "#ffffff", UNKNOWN]);
    expect(Object.values(background)).toStrictEqual(Array(5).fill(UNKNOWN));
    expect([brand, textOnBrand]).toStrictEqual([brandShades("#f80"), "#000000"]);
    expect(danger).toBe(themeTokens().designTokens.colors.danger);
  });

  it("may be all colours, all tokens or all of the look", () => {
    expect(tokens({ colors: UNKNOWN }).colors).toBe(UNKNOWN);
    expect(checked({ ui: { designTokens: UNKNOWN } }).ui.designTokens).toBe(UNKNOWN);
    expect(checked({ ui: UNKNOWN }).ui).toBe(UNKNOWN);
  });
});

function withoutKeys(value: object, keys: string[]): unknown {
  return keys.reduce<unknown>((left, key) => withAt(left, [key], undefined), value);
}
