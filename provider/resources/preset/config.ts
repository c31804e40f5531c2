/**
 * What may be declared of a preset's layout and media. Facts: the types of the official SDK
 * (`config`).
 */
import * as z from "zod";
import { count, optionalGroup, flag } from "./parts.ts";
import { list } from "../../schema/schema.ts";

const quality = z.enum(["hd", "vga", "qvga", "fhd", "uhd"]);

/** How the meeting is laid out, and in what quality it is sent. */
export const config = optionalGroup({
  /**
   * The type of the meeting: LIVESTREAM (a stage that is broadcast to viewers), WEBINAR (a stage in
   * the meeting itself), GROUP_CALL (everybody with everybody) or AUDIO_ROOM (voices only). Default:
   * the template's, LIVESTREAM. Changes in place.
   */
  viewType: z.enum(["GROUP_CALL", "WEBINAR", "AUDIO_ROOM", "LIVESTREAM"]),
  /** Most people on screen at once, a whole number from 0; 6 to 9 are recommended, others warn. */
  maxVideoStreams: optionalGroup({
    /** On desktops. Default: the template's, 9. Changes in place. */
    desktop: count,
    /** On phones and tablets. Default: the template's, 6. Changes in place. */
    mobile: count,
  }),
  /**
   * Most people sharing their screen at once, a whole number from 0; 3 to 4 are recommended, others
   * warn. Default: the template's, 4. Changes in place.
   */
  maxScreenshareCount: count,
  /** In what quality cameras, screens and microphones are sent. */
  media: optionalGroup({
    /** Cameras. */
    video: optionalGroup({
      /** Frames per second, a whole number. Default: the template's, 30. Changes in place. */
      frameRate: count,
      /**
       * From small to large: `qvga`, `vga`, `hd`, `fhd`, `uhd`. Default: the template's, `hd`.
       * Changes in place.
       */
      quality,
      /**
       * Whether each camera is sent in several qualities, of which everybody gets what their line
       * carries. Default: left to the API. Changes in place.
       */
      simulcast: flag,
    }),
    /** Shared screens. */
    screenshare: optionalGroup({
      /** Frames per second, a whole number. Default: the template's, 15. Changes in place. */
      frameRate: count,
      /**
       * From small to large: `qvga`, `vga`, `hd`, `fhd`, `uhd`. Default: the template's, `hd`.
       * Changes in place.
       */
      quality,
    }),
    /** Microphones. */
    audio: optionalGroup({
      /**
       * Whether sound is sent in high quality, as for music. Default: the template's, false.
       * Changes in place.
       */
      enableHighBitrate: flag,
      /** Whether sound is sent in stereo. Default: the template's, false. Changes in place. */
      enableStereo: flag,
    }),
  }),
  /**
   * Quality levels that viewers of the livestream are offered, as the API numbers them; null for the
   * API's own choice. Default: left to the API. Changes in place.
   */
  livestreamViewerQualities: list(z.number()).nullable(),
});
