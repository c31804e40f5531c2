/**
 * What may be declared of how a preset looks. Facts: the types of the official SDK (`ui`);
 * palettes: preset-look.ts.
 */
import * as z from "zod";
import { backgroundShades, brandShades, HEX, normalised } from "./colours.ts";
import { inTemplates, partly, optionalGroup } from "./parts.ts";
import { orShort } from "../../schema/schema.ts";

const FORMS = "use a colour such as #2160fd or #fff";

/** Kept in one way of writing, so that `#FFF` and `#ffffff` are one colour in a diff. */
function colourOr(forms: string) {
  return z.string().regex(HEX, forms).transform(normalised);
}

const colour = colourOr(FORMS);

const BRAND_FORMS = `${FORMS}, of which the shades are made, or a table of shades by 300, 400, 500, 600 and 700`;

const brand = orShort(
  colourOr(BRAND_FORMS).transform(brandShades),
  partly({
    /** The lightest. Default: the theme's. */
    300: colour,
    /** Between 300 and 500. Default: the theme's. */
    400: colour,
    /** The brand's colour itself, behind `textOnBrand`. Default: the theme's. */
    500: colour,
    /** Between 500 and 700. Default: the theme's. */
    600: colour,
    /** The darkest. Default: the theme's. */
    700: colour,
  }),
  BRAND_FORMS,
);

const BACKGROUND_FORMS = `${FORMS}, of which the shades are made, or a table of shades by 600, 700, 800, 900 and 1000`;

const background = orShort(
  colourOr(BACKGROUND_FORMS).transform(backgroundShades),
  partly({
    /** The farthest from the page: borders. Default: the theme's. */
    600: colour,
    /** Between 600 and 800. Default: the theme's. */
    700: colour,
    /** Between 700 and 900. Default: the theme's. */
    800: colour,
    /** The nearest to the page. Default: the theme's. */
    900: colour,
    /** The page itself. Default: the theme's. */
    1000: colour,
  }),
  BACKGROUND_FORMS,
);

const webAddress = z.url({
  protocol: /^https?$/,
  error: "use an address that starts with https://",
});

/** How it looks. The default of each is the template's; a change of any is made in place. */
export const ui = optionalGroup({
  /** Logo, theme, font, borders and colours. */
  designTokens: optionalGroup({
    /** Address of an image, which starts with https://. Default: none. */
    logo: webAddress,
    /**
     * `light`, `dark` or `darkest`; the default of every colour is that of this theme in RealtimeKit's
     * UI Kit.
     */
    theme: inTemplates(z.enum(["darkest", "dark", "light"]), "dark"),
    /** A font that the page has loaded itself, as CSS names it. Default: the UI Kit's own. */
    fontFamily: z.string().min(1),
    /** A font that the UI Kit loads from Google Fonts, by name. Default: none. */
    googleFont: z.string().min(1),
    /** How round corners are. */
    borderRadius: inTemplates(z.enum(["sharp", "rounded", "extra-rounded", "circular"]), "rounded"),
    /** How thick borders are. */
    borderWidth: inTemplates(z.enum(["none", "thin", "fat"]), "thin"),
    /** What all distances are multiples of, in pixels. */
    spacingBase: inTemplates(z.number().min(0), 4),
    /**
     * Colours as `#rrggbb` or `#rgb`, the only way in which the API, the dashboard and a diff write
     * them; kept as `#rrggbb` in lower case.
     *
     * @example
     * { brand: "#f38020", background: "#ffffff" }
     */
    colors: optionalGroup({
      /**
       * Buttons, links and what is active. One colour is 500, of which the library makes lighter
       * shades (300, 400) and darker ones (600, 700) in equal steps; or a table of shades, in which
       * what is left out is the theme's.
       */
      brand,
      /**
       * The page (1000) and what lies on it, up to borders (600). One colour is 1000, of which the
       * library makes the others in equal steps towards the middle, lighter on a dark page and darker
       * on a light one; or a table of shades, in which what is left out is the theme's.
       */
      background,
      /**
       * Text on the background. Default: the theme's where it can be read on all shades of the
       * background (a contrast of 4.5, WCAG's AA), else the other theme's, white or black.
       */
      text: colour,
      /**
       * Text on the brand colour. Default: the theme's where it can be read on brand 500 (a contrast
       * of 4.5, WCAG's AA), else white or black.
       */
      textOnBrand: colour,
      /**
       * Behind the people on screen, where a camera is off. Default: the theme's where the text can
       * be read on it, else background 700.
       */
      videoBg: colour,
      /** What went well. */
      success: inTemplates(colourOr(FORMS), "#62a504"),
      /** What asks for care. */
      warning: inTemplates(colourOr(FORMS), "#ffcd07"),
      /** What went wrong, and what cannot be undone. */
      danger: inTemplates(colourOr(FORMS), "#ff2d2d"),
    }),
  }),
});
