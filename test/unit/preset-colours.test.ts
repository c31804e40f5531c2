import fc from "fast-check";
import {
  backgroundShades,
  brandShades,
  contrast,
  normalised,
  readableOn,
} from "../../provider/resources/preset/colours.ts";

const hex = fc
  .integer({ min: 0, max: 0xffffff })
  .map((number) => `#${number.toString(16).padStart(6, "0")}`);

const BLACK_AND_WHITE = ["#000000", "#ffffff"];

/** WCAG's own formula, so that the library's is not judged by itself. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function wcag(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [
    number,
    number,
  ];
  return (light + 0.05) / (dark + 0.05);
}

/** The library has white's luminance in more digits than WCAG has. */
const CLOSE = 0.01;

describe("a colour", () => {
  it("has one way of writing: six digits, in lower case", () => {
    expect(normalised("#FA0")).toBe("#ffaa00");
    expect(normalised("#2160FD")).toBe("#2160fd");
    expect(normalised("#2160fd")).toBe("#2160fd");
  });

  it("has the contrast that WCAG says", () => {
    expect(Math.round(contrast("#000000", "#ffffff"))).toBe(21);
    expect(contrast("#808080", "#808080")).toBe(1);
    fc.assert(
      fc.property(hex, hex, (one, other) => {
        expect(Math.abs(contrast(one, other) - wcag(one, other))).toBeLessThan(CLOSE);
      }),
    );
  });
});

describe("the shades of a brand", () => {
  it("are these, for good: another version of the library must not change anybody's preset", () => {
    expect(brandShades("#2160FD")).toStrictEqual({
      300: "#3a79ff",
      400: "#2b6bff",
      500: "#2160fd",
      600: "#1755f1",
      700: "#0d49e6",
    });
    expect(brandShades("#f38020")).toStrictEqual({
      300: "#ff953d",
      400: "#ff8b30",
      500: "#f38020",
      600: "#e77608",
      700: "#dc6b00",
    });
  });

  it("have the given colour at 500, lighter ones before it and darker ones behind", () => {
    fc.assert(
      fc.property(hex, (colour) => {
        const shades = brandShades(colour);
        expect(shades[500]).toBe(colour);
        const light = [300, 400, 500, 600, 700].map((step) =>
          luminance(shades[step as keyof typeof shades]),
        );
        expect(light).toStrictEqual(light.toSorted((a, b) => b - a));
      }),
    );
  });

  it("differ wherever there is room for them", () => {
    fc.assert(
      fc.property(hex, (colour) => {
        fc.pre(luminance(colour) > 0.02 && luminance(colour) < 0.8);
        expect(new Set(Object.values(brandShades(colour))).size).toBe(5);
      }),
    );
  });

  it("end where black and white do", () => {
    expect(brandShades("#fff")).toStrictEqual({
      300: "#ffffff",
      400: "#ffffff",
      500: "#ffffff",
      600: "#f4f4f4",
      700: "#e9e9e9",
    });
    expect(brandShades("#000")).toStrictEqual({
      300: "#1a1a1a",
      400: "#121212",
      500: "#000000",
      600: "#000000",
      700: "#000000",
    });
  });
});

describe("the shades of a background", () => {
  it("are darker on a light page, and lighter on a dark one", () => {
    expect(backgroundShades("#FFF")).toStrictEqual({
      600: "#d3d3d3",
      700: "#dedede",
      800: "#e9e9e9",
      900: "#f4f4f4",
      1000: "#ffffff",
    });
    expect(backgroundShades("#000000")).toStrictEqual({
      600: "#292929",
      700: "#212121",
      800: "#1a1a1a",
      900: "#121212",
      1000: "#000000",
    });
  });

  it("go away from the text where it could not be read on them otherwise", () => {
    expect(backgroundShades("#808080")).toStrictEqual({
      600: "#a8a8a8",
      700: "#9e9e9e",
      800: "#949494",
      900: "#8a8a8a",
      1000: "#808080",
    });
  });

  it("have the given colour at 1000 and are five, and one text can be read on all of them", () => {
    fc.assert(
      fc.property(hex, (colour) => {
        const shades = backgroundShades(colour);
        expect(shades[1000]).toBe(colour);
        expect(new Set(Object.values(shades)).size).toBe(5);
        const best = BLACK_AND_WHITE.map((text) =>
          Math.min(...Object.values(shades).map((under) => wcag(text, under))),
        );
        expect(Math.max(...best)).toBeGreaterThanOrEqual(4.5 - CLOSE);
      }),
    );
  });
});

describe("the text on backgrounds", () => {
  it("is the first preferred one that can be read on all, else black or white", () => {
    expect(readableOn(["#ffffff"], ["#f5f5f5", "#111111"])).toBe("#111111");
    expect(readableOn(["#202020", "#303030"], ["#f5f5f5", "#111111"])).toBe("#f5f5f5");
    expect(readableOn(["#202020", "#ffffff"], ["#f5f5f5"])).toBe("#000000");
    expect(readableOn(["#777777"], ["#f5f5f5", "#111111"])).toBe("#000000");
    expect(readableOn(["#0000ff"], [])).toBe("#ffffff");
  });

  it("can be read on any one colour", () => {
    fc.assert(
      fc.property(hex, fc.array(hex), (colour, preferred) => {
        expect(wcag(readableOn([colour], preferred), colour)).toBeGreaterThanOrEqual(4.5 - CLOSE);
      }),
    );
  });
});
