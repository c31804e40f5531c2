/** The default look of a preset: RealtimeKit's themes, with readable text colours. */
import { isPlain, merge, type Plain } from "../../schema/compare.ts";
import {
  type BackgroundShades,
  type BrandShades,
  contrast,
  READABLE,
  readableOn,
} from "./colours.ts";
import { type PresetFields, valueIn } from "./parts.ts";
import { ui } from "./ui.ts";
import { UNKNOWN } from "../../schema/schema.ts";

type Look = PresetFields["ui"];
type Theme = Look["designTokens"]["theme"];
/** The colours that differ between themes. */
interface Palette {
  readonly background: BackgroundShades;
  readonly text: string;
  readonly videoBg: string;
}

const BRAND: BrandShades = {
  300: "#497cfd",
  400: "#356efd",
  500: "#2160fd",
  600: "#0d51fd",
  700: "#0246fd",
};

const TEXT_ON_BRAND = "#ffffff";

/** The themes of RealtimeKit's UI Kit (@cloudflare/realtimekit-ui 2.0.2, THEMES and default colours). */
const PALETTES: Readonly<Record<Theme, Palette>> = {
  darkest: {
    background: { 600: "#393939", 700: "#2c2c2c", 800: "#1e1e1e", 900: "#1a1a1a", 1000: "#080808" },
    text: "#ffffff",
    videoBg: "#181818",
  },
  dark: {
    background: { 600: "#4a4a4a", 700: "#3e3e3e", 800: "#323232", 900: "#2f2f2f", 1000: "#252525" },
    text: "#f5f5f5",
    videoBg: "#1c1c1c",
  },
  light: {
    background: { 600: "#d6d6d6", 700: "#e0e0e0", 800: "#ebebeb", 900: "#f5f5f5", 1000: "#ffffff" },
    text: "#111111",
    videoBg: "#dadada",
  },
};

/** The palette while the theme is not known. */
const UNKNOWN_PALETTE: Palette = {
  background: { 600: UNKNOWN, 700: UNKNOWN, 800: UNKNOWN, 900: UNKNOWN, 1000: UNKNOWN },
  text: UNKNOWN,
  videoBg: UNKNOWN,
};

/** RealtimeKit's default look in a theme. */
export function themeTokens(given?: Theme): Look {
  // The look is the same in all templates.
  const look = valueIn("host", ui) as Look;
  const theme = given ?? look.designTokens.theme;
  const { background, text, videoBg } = PALETTES[theme];
  const colors = { brand: { ...BRAND }, background: { ...background }, text, videoBg };
  return merge(look, {
    designTokens: { theme, colors: { ...colors, textOnBrand: TEXT_ON_BRAND } },
  });
}

/**
 * Completes the look with the values of its theme, except for text that would not be readable on the
 * colours that are set. A value that depends on an unknown value is unknown too.
 */
export function wholeLook(declared: unknown): unknown {
  const { theme, colors } = plain(plain(declared).designTokens);
  const whole = merge(base(theme), declared) as unknown;
  const { designTokens } = plain(whole);
  const all = plain(designTokens).colors;
  // If the whole group is unknown, it stays unknown.
  return isPlain(all)
    ? merge(whole, { designTokens: { colors: readable(all, plain(colors)) } })
    : whole;
}

function base(theme: unknown): Look {
  if (theme === UNKNOWN) return merge(themeTokens(), { designTokens: { colors: UNKNOWN_PALETTE } });
  return themeTokens(theme as Theme | undefined);
}

/** The text and video background colours, unless they are `declared`. */
function readable(colors: Plain, declared: Plain): Plain {
  const { brand, background } = colors;
  const text =
    declared.text ??
    ifKnown([background, colors.text], () =>
      readableOn(shades(background), [
        String(colors.text),
        PALETTES.dark.text,
        PALETTES.light.text,
      ]),
    );
  const onBrand = () => readableOn([String(plain(brand)[500])], [TEXT_ON_BRAND]);
  const behindVideo = () =>
    contrast(String(text), String(colors.videoBg)) >= READABLE
      ? colors.videoBg
      : plain(background)[700];
  return {
    text,
    textOnBrand: declared.textOnBrand ?? ifKnown([brand], onBrand),
    videoBg: declared.videoBg ?? ifKnown([text, background, colors.videoBg], behindVideo),
  };
}

/** The result of `make`, or UNKNOWN if any of its sources is unknown. */
function ifKnown(sources: readonly unknown[], make: () => unknown): unknown {
  const parts = sources.flatMap((source) => (isPlain(source) ? Object.values(source) : [source]));
  return parts.includes(UNKNOWN) ? UNKNOWN : make();
}

function shades(background: unknown): string[] {
  return Object.values(plain(background)).map(String);
}

function plain(value: unknown): Plain {
  return isPlain(value) ? value : {};
}
