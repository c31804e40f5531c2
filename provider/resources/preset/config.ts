/**
 * What may be declared of a preset's layout and media. Facts: the types of the official SDK
 * (`config`).
 */
import * as z from "zod";
import { count, inTemplates, optionalGroup } from "./parts.ts";
import { list } from "../../schema/schema.ts";

const quality = () => z.enum(["hd", "vga", "qvga", "fhd", "uhd"]);

/** How the meeting is laid out, and in what quality it is sent. */
export const config = optionalGroup({
  /**
   * The type of the meeting: LIVESTREAM (a stage that is broadcast to viewers), WEBINAR (a stage
   * in the meeting itself), GROUP_CALL (everybody with everybody) or AUDIO_ROOM (voices only).
   * Changes in place.
   */
  viewType: inTemplates(
    z.enum(["GROUP_CALL", "WEBINAR", "AUDIO_ROOM", "LIVESTREAM"]),
    "LIVESTREAM",
  ),
  /** Most people on screen at once, a whole number from 0; 6 to 9 are recommended, others warn. */
  maxVideoStreams: optionalGroup({
    /** On desktops. Changes in place. */
    desktop: inTemplates(count(), 9),
    /** On phones and tablets. Changes in place. */
    mobile: inTemplates(count(), 6),
  }),
  /**
   * Most people sharing their screen at once, a whole number from 0; 3 to 4 are recommended,
   * others warn. Changes in place.
   */
  maxScreenshareCount: inTemplates(count(), 4),
  /** In what quality cameras, screens and microphones are sent. */
  media: optionalGroup({
    /** Cameras. */
    video: optionalGroup({
      /** Frames per second, a whole number. Changes in place. */
      frameRate: inTemplates(count(), 30),
      /**
       * From small to large: `qvga`, `vga`, `hd`, `fhd`, `uhd`. Changes in place.
       */
      quality: inTemplates(quality(), "hd"),
      /**
       * Whether each camera is sent in several qualities, of which everybody gets what their line
       * carries. Default: left to the API. Changes in place.
       */
      simulcast: z.boolean(),
    }),
    /** Shared screens. */
    screenshare: optionalGroup({
      /** Frames per second, a whole number. Changes in place. */
      frameRate: inTemplates(count(), 15),
      /**
       * From small to large: `qvga`, `vga`, `hd`, `fhd`, `uhd`. Changes in place.
       */
      quality: inTemplates(quality(), "hd"),
    }),
    /** Microphones. */
    audio: optionalGroup({
      /** Whether sound is sent in high quality, as for music. Changes in place. */
      enableHighBitrate: inTemplates(z.boolean(), false),
      /** Whether sound is sent in stereo. Changes in place. */
      enableStereo: inTemplates(z.boolean(), false),
    }),
  }),
  /**
   * Quality levels that viewers of the livestream are offered, as the API numbers them; null for the
   * API's own choice. Default: left to the API. Changes in place.
   */
  livestreamViewerQualities: list(z.number()).nullable(),
});
