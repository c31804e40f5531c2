/**
 * Shades made of one colour, and what can be read on them. Lightness is that of OKLCH, in which equal
 * steps look equal whatever the hue; contrast is WCAG's. The library is imported part by part: whole
 * it would cost every program three times as long to load.
 */
import ColorSpace from "colorjs.io/src/ColorSpace.js";
import contrastWCAG21 from "colorjs.io/src/contrast/WCAG21.js";
import parse from "colorjs.io/src/parse.js";
import serialize from "colorjs.io/src/serialize.js";
import OKLCH from "colorjs.io/src/spaces/oklch.js";
import sRGB from "colorjs.io/src/spaces/srgb.js";
import to from "colorjs.io/src/to.js";
import toGamut from "colorjs.io/src/toGamut.js";

ColorSpace.register(sRGB);
ColorSpace.register(OKLCH);

/** The brand's shades, from light to dark. */
export type BrandShades = Record<300 | 400 | 500 | 600 | 700, string>;

/** The background's shades, from what lies on top to the page itself. */
export type BackgroundShades = Record<600 | 700 | 800 | 900 | 1000, string>;

/** How a colour is written: `#rgb` or `#rrggbb`, in either case. */
export const HEX = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i;

/** What WCAG asks for between text and what lies behind it (level AA). */
export const READABLE = 4.5;

/** Between one shade and the next, of a lightness from 0 to 1; RealtimeKit's own palettes have 0.02 to 0.04. */
const STEP = 0.033;

/** Below this lightness (`#0b0b0b`) nobody sees a step, so the way up starts from here. */
const DARKEST = 0.15;

/** One way to write each colour: six digits, in lower case. */
export function normalised(hex: string): string {
  const digits = hex.slice(1).toLowerCase();
  return `#${digits.length === 3 ? digits.replace(/./g, "$&$&") : digits}`;
}

/** From 1 (the same) to 21 (black and white). */
export function contrast(one: string, other: string): number {
  return contrastWCAG21(one, other);
}

/** The given colour at 500, lighter ones before it and darker ones behind. */
export function brandShades(colour: string): BrandShades {
  return {
    300: shifted(colour, 2 * STEP),
    400: shifted(colour, STEP),
    500: normalised(colour),
    600: shifted(colour, -STEP),
    700: shifted(colour, -2 * STEP),
  };
}

/**
 * The given colour at 1000, the page itself. What lies on it goes towards the middle, so lighter on a
 * dark page and darker on a light one; where the text could not be read on that any more, which is
 * near the middle, it goes the other way. White or black can be read on all of them.
 */
export function backgroundShades(colour: string): BackgroundShades {
  const text = contrast(colour, "#ffffff") >= contrast(colour, "#000000") ? "#ffffff" : "#000000";
  const towardsText = text === "#ffffff" ? STEP : -STEP;
  const middle = scale(colour, towardsText);
  return contrast(text, middle[600]) >= READABLE ? middle : scale(colour, -towardsText);
}

/**
 * The text for these backgrounds: the first of the preferred ones that can be read on all of them,
 * else white or black, whichever can be read better where it is worst.
 */
export function readableOn(backgrounds: readonly string[], preferred: readonly string[]): string {
  const worst = (text: string) => Math.min(...backgrounds.map((under) => contrast(text, under)));
  const first = preferred.find((text) => worst(text) >= READABLE);
  return first ?? (worst("#ffffff") >= worst("#000000") ? "#ffffff" : "#000000");
}

function scale(colour: string, step: number): BackgroundShades {
  return {
    600: shifted(colour, 4 * step),
    700: shifted(colour, 3 * step),
    800: shifted(colour, 2 * step),
    900: shifted(colour, step),
    1000: normalised(colour),
  };
}

/** The colour made lighter or darker; where the screen cannot show that, it gets paler, not another hue. */
function shifted(colour: string, by: number): string {
  const [lightness, chroma, hue] = to(parse(colour), OKLCH).coords;
  const from = by > 0 ? Math.max(lightness ?? 0, DARKEST) : (lightness ?? 0);
  const l = Math.min(1, Math.max(0, from + by));
  const shown = toGamut({ space: OKLCH, coords: [l, chroma, hue], alpha: 1 }, { space: sRGB });
  return serialize(shown, { format: "hex", collapse: false });
}
