/** What may be declared of a preset: every field of the API, each with what it means. */
import { z } from "zod";
import { adoptable, inApp } from "./kind.ts";
import { group, list, map } from "./schema.ts";

/** A group of fields that may each be left to the template. */
function some<S extends Record<string, z.ZodType>>(shape: S) {
  const fields = Object.fromEntries(
    Object.entries(shape).map(([key, schema]) => [key, schema.optional()]),
  );
  return group(fields as { [K in keyof S]: z.ZodOptional<S[K]> }).optional();
}

const count = z.int().min(0);
const quality = z.enum(["hd", "vga", "qvga", "fhd", "uhd"]);
const access = z.enum(["ALLOWED", "NOT_ALLOWED", "CAN_REQUEST"]);
const canProduce = some({
  /** ALLOWED, NOT_ALLOWED, or CAN_REQUEST: may ask the host. */
  canProduce: access,
});

/** Kept in lower case, so that `#FFF` and `#fff` are one colour in a diff. */
const colour = z
  .string()
  .regex(/^#([0-9a-f]{3}|[0-9a-f]{6})$/i, "use a colour such as #2160fd or #fff")
  .toLowerCase();

const webAddress = z.url({
  protocol: /^https?$/,
  error: "use an address that starts with https://",
});

/** How the meeting is laid out and sent. */
const config = some({
  /** GROUP_CALL, WEBINAR, AUDIO_ROOM or LIVESTREAM. */
  viewType: z.enum(["GROUP_CALL", "WEBINAR", "AUDIO_ROOM", "LIVESTREAM"]),
  /** Most people on screen at once; the page recommends 6 to 9. */
  maxVideoStreams: some({
    /** On desktops. */
    desktop: count,
    /** On phones and tablets. */
    mobile: count,
  }),
  /** Most people sharing their screen at once; the page recommends 3 to 4. */
  maxScreenshareCount: count,
  /** Qualities of what is sent. */
  media: some({
    /** Cameras: frames per second, `qvga` to `uhd`, and whether several qualities are sent at once. */
    video: some({ frameRate: count, quality, simulcast: z.boolean() }),
    /** Shared screens: frames per second and `qvga` to `uhd`. */
    screenshare: some({ frameRate: count, quality }),
    /** Microphones. */
    audio: some({ enableHighBitrate: z.boolean(), enableStereo: z.boolean() }),
  }),
  /** Quality levels offered to viewers of the livestream; null leaves them to the API. */
  livestreamViewerQualities: list(z.number()).nullable(),
});

const yes = z.boolean();

/** What its participants may do. */
const permissions = some({
  /** May let people in from the waiting room. */
  acceptWaitingRequests: yes,
  /** May let people onto the stage. */
  acceptStageRequests: yes,
  /** May accept requests to produce media. */
  canAcceptProductionRequests: yes,
  /** May change what others may do. */
  canChangeParticipantPermissions: yes,
  /** May change the name that others see. */
  canEditDisplayName: yes,
  /** May start and stop the livestream. */
  canLivestream: yes,
  /** May start and stop a recording. */
  canRecord: yes,
  /** May spotlight a participant for all. */
  canSpotlight: yes,
  /** May mute others. */
  disableParticipantAudio: yes,
  /** May stop others' screen sharing. */
  disableParticipantScreensharing: yes,
  /** May turn off others' cameras. */
  disableParticipantVideo: yes,
  /** Is not shown to others. */
  hiddenParticipant: yes,
  /** Counts as a recorder, not as a participant. */
  isRecorder: yes,
  /** May remove others from the meeting. */
  kickParticipant: yes,
  /** May pin a participant for all. */
  pinParticipant: yes,
  /** Sees the list of participants. */
  showParticipantList: yes,
  /** Whether there is a stage at all. */
  stageEnabled: yes,
  /** May join the stage: ALLOWED, NOT_ALLOWED, or CAN_REQUEST. */
  stageAccess: access,
  /** Whether speech is transcribed. */
  transcriptionEnabled: yes,
  /** Kind of recording peer. */
  recorderType: z.enum(["RECORDER", "LIVESTREAMER", "NONE"]),
  /** SKIP: no waiting room; ON_PRIVILEGED_USER_ENTRY: until a host comes; SKIP_ON_ACCEPT: until let in. */
  waitingRoomType: z.enum(["SKIP", "ON_PRIVILEGED_USER_ENTRY", "SKIP_ON_ACCEPT"]),
  /** Who hears and sees whom. */
  chat: some({
    /** Messages to all. */
    public: some({ canSend: yes, text: yes, files: yes }),
    /** Messages to one. */
    private: some({ canSend: yes, canReceive: yes, text: yes, files: yes }),
  }),
  /** Meetings that are connected to this one (breakout rooms). */
  connectedMeetings: some({
    canAlterConnectedMeetings: yes,
    canSwitchConnectedMeetings: yes,
    canSwitchToParentMeeting: yes,
  }),
  /** Who may send what. */
  media: some({ audio: canProduce, video: canProduce, screenshare: canProduce }),
  /** Polls. */
  polls: some({ canCreate: yes, canVote: yes, canView: yes }),
  /** Plugins: what may be done with them, and each one's access by its id. */
  plugins: some({
    canStart: yes,
    canClose: yes,
    canEditConfig: yes,
    /** By plugin id (a UUID). */
    config: map(
      group({
        /** FULL_ACCESS, or VIEW_ONLY. */
        accessControl: z.enum(["FULL_ACCESS", "VIEW_ONLY"]).optional(),
        /** Whether the plugin itself knows of people who only watch. */
        handlesViewOnly: z.boolean().optional(),
      }),
    ),
  }),
});

/** How it looks. */
const ui = some({
  designTokens: some({
    /** Address of an image. */
    logo: webAddress,
    theme: z.enum(["darkest", "dark", "light"]),
    /** A font that the page has. */
    fontFamily: z.string().min(1),
    /** A font that is loaded from Google Fonts, by name. */
    googleFont: z.string().min(1),
    borderRadius: z.enum(["sharp", "rounded", "extra-rounded", "circular"]),
    borderWidth: z.enum(["none", "thin", "fat"]),
    /** Distance between things, in pixels. */
    spacingBase: z.number().min(0),
    /** Colours as `#rrggbb` or `#rgb`. */
    colors: some({
      /** Buttons and what is active, from light (300) to dark (700). */
      brand: some({ 300: colour, 400: colour, 500: colour, 600: colour, 700: colour }),
      /** Surfaces, from light (600) to dark (1000). */
      background: some({ 600: colour, 700: colour, 800: colour, 900: colour, 1000: colour }),
      text: colour,
      textOnBrand: colour,
      videoBg: colour,
      success: colour,
      warning: colour,
      danger: colour,
    }),
  }),
});

/** The names of the templates. */
export const TEMPLATES = ["host", "viewer"] as const;

/** What may be declared of a preset. */
export const presetSchema = group({
  /**
   * Its name in the app, by which participants are given it. Default: the logical name and a short
   * hash of project, stack and logical name. Changes in place. Unique in the app: a name that exists
   * already is an error that tells how to adopt it.
   */
  name: z.string().min(1).optional(),
  /**
   * Where everything that is not declared comes from: `host` may do all, `viewer` watches, chats and
   * votes. Default: `viewer`, who may do least. Changes in place.
   */
  template: z.enum(TEMPLATES).default("viewer"),
  config,
  permissions,
  ui,
  ...inApp,
  ...adoptable,
});
