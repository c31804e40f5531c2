/**
 * What may be declared of what a preset's participants may do. Facts: the types of the official SDK
 * (`permissions`).
 */
import * as z from "zod";
import { optionalGroup, flag } from "./parts.ts";
import { group, map, orShort } from "../../schema/schema.ts";

const access = z.enum(["ALLOWED", "NOT_ALLOWED", "CAN_REQUEST"]);
const pluginAccess = z.enum(["FULL_ACCESS", "VIEW_ONLY"]);

/** One plugin: its access by itself, or with whether it handles VIEW_ONLY on its own. */
const plugin = orShort(
  pluginAccess.transform((accessControl) => ({ accessControl })),
  group({
    /**
     * FULL_ACCESS: may use it; VIEW_ONLY: may watch others use it. Default: left to the API.
     * Changes in place.
     */
    accessControl: pluginAccess.optional(),
    /**
     * Whether the plugin itself sees to it that VIEW_ONLY people change nothing. Default: left to
     * the API. Changes in place.
     */
    handlesViewOnly: z.boolean().optional(),
  }),
  'use "FULL_ACCESS" or "VIEW_ONLY", or an object of accessControl and handlesViewOnly',
);

/**
 * What its participants may do. The default of each is the template's; a change of any is made in
 * place and counts for whoever joins from then on.
 */
export const permissions = optionalGroup({
  // Host controls.

  /**
   * Host control: may let people in from the waiting room. Default: true for host and moderator,
   * else false.
   */
  acceptWaitingRequests: flag,
  /**
   * Host control: may let people onto the stage who asked to join it, and off it. Default: true for
   * host and moderator, else false.
   */
  acceptStageRequests: flag,
  /**
   * Host control: may answer those who ask to send sound, picture or screen. Default: true for host
   * and moderator, else false.
   */
  canAcceptProductionRequests: flag,
  /**
   * Host control: may change what others may do, their preset and so their role. Default: true for
   * host, else false.
   */
  canChangeParticipantPermissions: flag,
  /** Host control: may start and stop a recording. Default: true for host, else false. */
  canRecord: flag,
  /**
   * Host control: may put one participant before all others' eyes. Default: true for host and
   * moderator, else false.
   */
  canSpotlight: flag,
  /**
   * Host control: may mute others, one or all. Default: true for host and moderator, else false.
   */
  disableParticipantAudio: flag,
  /**
   * Host control: may stop others' screen sharing. Default: true for host and moderator, else
   * false.
   */
  disableParticipantScreensharing: flag,
  /**
   * Host control: may turn off others' cameras, one or all. Default: true for host and moderator,
   * else false.
   */
  disableParticipantVideo: flag,
  /**
   * Host control: may remove others from the meeting. Default: true for host and moderator, else
   * false.
   */
  kickParticipant: flag,
  /**
   * Host control: may keep a participant on screen, whoever speaks. Default: true for host and
   * moderator, else false.
   */
  pinParticipant: flag,

  // Livestream and stage.

  /** May start and stop the livestream. Default: true for host, else false. */
  canLivestream: flag,
  /** Whether there is a stage: people on it are seen and heard, the others watch. Default: true. */
  stageEnabled: flag,
  /**
   * How to come onto the stage: ALLOWED (join directly), CAN_REQUEST (ask, and a host accepts) or
   * NOT_ALLOWED (view only). Cloudflare wants `media.audio`, `.video` and `.screenshare` to say the
   * same. Default: ALLOWED for host, moderator and speaker, CAN_REQUEST for guest, NOT_ALLOWED for viewer.
   */
  stageAccess: access,
  /** Who may send what from the stage, each as `stageAccess` has it. */
  media: optionalGroup({
    /** Their voice. */
    audio: optionalGroup({
      /**
       * ALLOWED, NOT_ALLOWED, or CAN_REQUEST: may ask a host. Default: the template's, the same as
       * its `stageAccess`.
       */
      canProduce: access,
    }),
    /** Their camera. */
    video: optionalGroup({
      /**
       * ALLOWED, NOT_ALLOWED, or CAN_REQUEST: may ask a host. Default: the template's, the same as
       * its `stageAccess`.
       */
      canProduce: access,
    }),
    /** Their screen. */
    screenshare: optionalGroup({
      /**
       * ALLOWED, NOT_ALLOWED, or CAN_REQUEST: may ask a host. Default: the template's, the same as
       * its `stageAccess`.
       */
      canProduce: access,
    }),
  }),
  /**
   * How to come into the meeting: SKIP (no waiting room), ON_PRIVILEGED_USER_ENTRY (wait until
   * somebody has come who may let people in) or SKIP_ON_ACCEPT (wait until let in). Default: SKIP.
   */
  waitingRoomType: z.enum(["SKIP", "ON_PRIVILEGED_USER_ENTRY", "SKIP_ON_ACCEPT"]),

  // Together with others.

  /** Text and files, to all or to one. */
  chat: optionalGroup({
    /** Messages to all. */
    public: optionalGroup({
      /** May send at all. Default: true. */
      canSend: flag,
      /** May send text. Default: true. */
      text: flag,
      /** May send files. Default: true for host, moderator and speaker, else false. */
      files: flag,
    }),
    /** Messages to one participant. */
    private: optionalGroup({
      /** May send at all. Default: true for host, moderator and speaker, else false. */
      canSend: flag,
      /** May be sent some. Default: true for host, moderator and speaker, else false. */
      canReceive: flag,
      /** May send text. Default: true for host, moderator and speaker, else false. */
      text: flag,
      /** May send files. Default: true for host, moderator and speaker, else false. */
      files: flag,
    }),
  }),
  /** Polls. */
  polls: optionalGroup({
    /** May ask a question. Default: true for host, moderator and speaker, else false. */
    canCreate: flag,
    /** May answer. Default: true. */
    canVote: flag,
    /** Sees questions and results. Default: true. */
    canView: flag,
  }),
  /** Plugins, such as a whiteboard: what may be done with them, and the access to each. */
  plugins: optionalGroup({
    /** May launch one for all. Default: true for host, moderator and speaker, else false. */
    canStart: flag,
    /** May close one for all. Default: true for host, moderator and speaker, else false. */
    canClose: flag,
    /** May change how one is set up. Default: true for host and moderator, else false. */
    canEditConfig: flag,
    /**
     * The access to each by the plugin's id (a UUID, which stays as it is written): "FULL_ACCESS" or
     * "VIEW_ONLY", or an object that says it as `accessControl` beside `handlesViewOnly`. Default: none,
     * which leaves them to the API.
     *
     * @example
     * { "ff7e7fbd-1e5b-4e0a-a0e9-1f3f7a3c9f2b": "VIEW_ONLY" }
     */
    config: map(plugin),
  }),
  /** Meetings that are connected to this one: breakout rooms. */
  connectedMeetings: optionalGroup({
    /** May make, change and close them. Default: true for host, else false. */
    canAlterConnectedMeetings: flag,
    /** May go from one to another. Default: true for host and moderator, else false. */
    canSwitchConnectedMeetings: flag,
    /** May come back to the meeting itself. Default: true for host and moderator, else false. */
    canSwitchToParentMeeting: flag,
  }),

  // The participant.

  /** May change the name that others see. Default: true. */
  canEditDisplayName: flag,
  /** Sees the list of participants. Default: true. */
  showParticipantList: flag,
  /** Is not shown to others. Default: false. */
  hiddenParticipant: flag,
  /** Is a recorder, not a person. Default: false. */
  isRecorder: flag,
  /** Which machine it is, if one: RECORDER, LIVESTREAMER or NONE. Default: NONE. */
  recorderType: z.enum(["RECORDER", "LIVESTREAMER", "NONE"]),
  /** Whether what its participants say is transcribed. Default: false. */
  transcriptionEnabled: flag,
});
