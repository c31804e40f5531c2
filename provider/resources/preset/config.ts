/**
 * The inputs for a preset's layout and media. Source: the types of the official SDK (`config`).
 */
import * as z from "zod";
import { count, inTemplates, optionalGroup } from "./parts.ts";
import { list } from "../../schema/schema.ts";

const quality = () => z.enum(["hd", "vga", "qvga", "fhd", "uhd"]);

/** The layout of the meeting and the quality of its media. */
export const config = optionalGroup({
  /**
   * The type of the meeting: LIVESTREAM (a stage that is broadcast to viewers), WEBINAR (a stage
   * within the meeting), GROUP_CALL (everyone sees everyone) or AUDIO_ROOM (audio only). Can be changed
   * in place.
   */
  viewType: inTemplates(
    z.enum(["GROUP_CALL", "WEBINAR", "AUDIO_ROOM", "LIVESTREAM"]),
    "LIVESTREAM",
  ),
  /** The maximum number of videos on screen; values outside the recommended 6 to 9 cause a warning. */
  maxVideoStreams: optionalGroup({
    /** The maximum number on desktops. Can be changed in place. */
    desktop: inTemplates(count(), 9),
    /** The maximum number on phones and tablets. Can be changed in place. */
    mobile: inTemplates(count(), 6),
  }),
  /**
   * The maximum number of shared screens; values outside the recommended 3 to 4 cause a warning. Can be
   * changed in place.
   */
  maxScreenshareCount: inTemplates(count(), 4),
  /** The quality of cameras, shared screens and microphones. */
  media: optionalGroup({
    /** The quality of cameras. */
    video: optionalGroup({
      /** Frames per second. Can be changed in place. */
      frameRate: inTemplates(count(), 30),
      /**
       * The resolution, from low to high: `qvga`, `vga`, `hd`, `fhd`, `uhd`. Can be changed in place.
       */
      quality: inTemplates(quality(), "hd"),
      /**
       * Whether each camera is sent in several qualities, so that each participant receives the one
       * that suits their connection. Default: set by the API. Can be changed in place.
       */
      simulcast: z.boolean(),
    }),
    /** The quality of shared screens. */
    screenshare: optionalGroup({
      /** Frames per second. Can be changed in place. */
      frameRate: inTemplates(count(), 15),
      /**
       * The resolution, from low to high: `qvga`, `vga`, `hd`, `fhd`, `uhd`. Can be changed in place.
       */
      quality: inTemplates(quality(), "hd"),
    }),
    /** The quality of microphones. */
    audio: optionalGroup({
      /** Whether to send audio with a high bitrate, for example for music. Can be changed in place. */
      enableHighBitrate: inTemplates(z.boolean(), false),
      /** Whether to send audio in stereo. Can be changed in place. */
      enableStereo: inTemplates(z.boolean(), false),
    }),
  }),
  /**
   * The quality levels that viewers of the livestream can choose from, as numbered by the API; null lets
   * the API choose. Default: set by the API. Can be changed in place.
   */
  livestreamViewerQualities: list(z.number()).nullable(),
});
