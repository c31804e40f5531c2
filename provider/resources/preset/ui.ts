/**
 * The inputs for the look of a preset. Source: the types of the official SDK (`ui`); the palettes are
 * in design-tokens.ts.
 */
import * as z from "zod";
import { backgroundShades, brandShades, HEX, normalised } from "./colours.ts";
import { inTemplates, partly, optionalGroup } from "./parts.ts";
import { orShort } from "../../schema/schema.ts";

const FORMS = "use a colour such as #2160fd or #fff";

/** Normalised, so that `#FFF` and `#ffffff` are the same colour in a diff. */
function colourOr(forms: string) {
  return z.string().regex(HEX, forms).transform(normalised);
}

const colour = colourOr(FORMS);

const BRAND_FORMS = `${FORMS}, or an object of shades (300, 400, 500, 600 and 700)`;

const brand = orShort(
  colourOr(BRAND_FORMS).transform(brandShades),
  partly({
    /** The lightest shade. Default: the theme's. */
    300: colour,
    /** The shade between 300 and 500. Default: the theme's. */
    400: colour,
    /** The brand colour itself, behind `textOnBrand`. Default: the theme's. */
    500: colour,
    /** The shade between 500 and 700. Default: the theme's. */
    600: colour,
    /** The darkest shade. Default: the theme's. */
    700: colour,
  }),
  BRAND_FORMS,
);

const BACKGROUND_FORMS = `${FORMS}, or an object of shades (600, 700, 800, 900 and 1000)`;

const background = orShort(
  colourOr(BACKGROUND_FORMS).transform(backgroundShades),
  partly({
    /** The shade furthest from the page background, used for borders. Default: the theme's. */
    600: colour,
    /** The shade between 600 and 800. Default: the theme's. */
    700: colour,
    /** The shade between 700 and 900. Default: the theme's. */
    800: colour,
    /** The shade closest to the page background. Default: the theme's. */
    900: colour,
    /** The page background. Default: the theme's. */
    1000: colour,
  }),
  BACKGROUND_FORMS,
);

const webAddress = z.url({
  protocol: /^https?$/,
  error: "use a URL that starts with https://",
});

/** The look of the meeting. Each value defaults to the template's and can be changed in place. */
export const ui = optionalGroup({
  /** Logo, theme, font, borders and colours. */
  designTokens: optionalGroup({
    /** The URL of the logo, which starts with https://. Default: none. */
    logo: webAddress,
    /**
     * The theme of RealtimeKit's UI Kit: `light`, `dark` or `darkest`. It determines the default of
     * every colour.
     */
    theme: inTemplates(z.enum(["darkest", "dark", "light"]), "dark"),
    /** The CSS name of a font that your page loads itself. Default: the font of the UI Kit. */
    fontFamily: z.string().min(1),
    /** The name of a font that the UI Kit loads from Google Fonts. Default: none. */
    googleFont: z.string().min(1),
    /** The roundness of corners. */
    borderRadius: inTemplates(z.enum(["sharp", "rounded", "extra-rounded", "circular"]), "rounded"),
    /** The width of borders. */
    borderWidth: inTemplates(z.enum(["none", "thin", "fat"]), "thin"),
    /** The base unit of all spacing, in pixels. */
    spacingBase: inTemplates(z.number().min(0), 4),
    /**
     * The colours, each as `#rrggbb` or `#rgb`; stored as `#rrggbb` in lower case.
     *
     * @example
     * { brand: "#f38020", background: "#ffffff" }
     */
    colors: optionalGroup({
      /**
       * The brand colour of buttons, links and active elements: a single colour or an object of shades.
       * A single colour becomes shade 500, and lighter (300, 400) and darker (600, 700) shades are
       * computed from it. In an object, shades that you do not set come from the theme. Default: the
       * theme's.
       */
      brand,
      /**
       * The background of the page (1000) and of the elements on it (900 to 600): a single colour or an
       * object of shades. A single colour becomes shade 1000, and the other shades are computed from
       * it: lighter on a dark page, darker on a light page. In an object, shades that you do not set
       * come from the theme. Default: the theme's.
       */
      background,
      /**
       * Text on the background. Default: the theme's if it is readable on all shades of the background
       * (contrast 4.5, WCAG AA), otherwise the text colour of another theme, white or black.
       */
      text: colour,
      /**
       * Text on the brand colour. Default: the theme's if it is readable on brand 500 (contrast 4.5,
       * WCAG AA), otherwise white or black.
       */
      textOnBrand: colour,
      /**
       * The background of participants whose camera is off. Default: the theme's if the text is readable
       * on it, otherwise background 700.
       */
      videoBg: colour,
      /** The colour of success messages. */
      success: inTemplates(colourOr(FORMS), "#62a504"),
      /** The colour of warnings. */
      warning: inTemplates(colourOr(FORMS), "#ffcd07"),
      /** The colour of errors and of destructive actions. */
      danger: inTemplates(colourOr(FORMS), "#ff2d2d"),
    }),
  }),
});
