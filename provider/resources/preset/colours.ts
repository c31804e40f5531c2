/**
 * Computes shades from a colour, and text colours that are readable on them. Lightness is OKLCH's, in
 * which equal steps look equal for every hue; contrast is WCAG's. The imports are of single files,
 * because the whole library takes three times as long to load.
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

/** The background's shades, from borders (600) to the page (1000). */
export type BackgroundShades = Record<600 | 700 | 800 | 900 | 1000, string>;

/** A colour: `#rgb` or `#rrggbb`, in upper or lower case. */
export const HEX = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i;

/** The minimum contrast between text and its background (WCAG AA). */
export const READABLE = 4.5;

/** The difference in lightness (0 to 1) between two shades; in RealtimeKit's palettes it is 0.02 to 0.04. */
const STEP = 0.033;

/** Lighter shades start from this lightness (`#0b0b0b`), because steps below it are not visible. */
const DARKEST = 0.15;

/** The colour with six digits, in lower case. */
export function normalised(hex: string): string {
  const digits = hex.slice(1).toLowerCase();
  return `#${digits.length === 3 ? digits.replace(/./g, "$&$&") : digits}`;
}

/** The contrast, from 1 (the same colour) to 21 (black and white). */
export function contrast(one: string, other: string): number {
  return contrastWCAG21(one, other);
}

/** The given colour as shade 500, with lighter shades below 500 and darker ones above. */
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
 * The given colour as shade 1000. The other shades are lighter on a dark page and darker on a light one,
 * or the other way round if the text would not be readable on them. White or black is readable on all.
 */
export function backgroundShades(colour: string): BackgroundShades {
  const text = contrast(colour, "#ffffff") >= contrast(colour, "#000000") ? "#ffffff" : "#000000";
  const towardsText = text === "#ffffff" ? STEP : -STEP;
  const middle = scale(colour, towardsText);
  return contrast(text, middle[600]) >= READABLE ? middle : scale(colour, -towardsText);
}

/**
 * The text colour for these backgrounds: the first preferred one that is readable on all of them,
 * otherwise white or black, whichever has the better minimum contrast.
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

/** The colour, lighter or darker. If sRGB cannot show it, it gets paler and keeps its hue. */
function shifted(colour: string, by: number): string {
  const [lightness, chroma, hue] = to(parse(colour), OKLCH).coords;
  const from = by > 0 ? Math.max(lightness ?? 0, DARKEST) : (lightness ?? 0);
  const l = Math.min(1, Math.max(0, from + by));
  const shown = toGamut({ space: OKLCH, coords: [l, chroma, hue], alpha: 1 }, { space: sRGB });
  return serialize(shown, { format: "hex", collapse: false });
}
