/** What may be declared of what a preset's participants may do. Facts: the types of the official SDK (`permissions`). */
import { z } from "zod";
import { some, yes } from "./preset-parts.ts";
import { group, map, orShort } from "./schema.ts";

const access = z.enum(["ALLOWED", "NOT_ALLOWED", "CAN_REQUEST"]);
const pluginAccess = z.enum(["FULL_ACCESS", "VIEW_ONLY"]);

/** One plugin: its access by itself, or with whether it handles VIEW_ONLY on its own. */
const plugin = orShort(
  pluginAccess.transform((accessControl) => ({ accessControl })),
  group({
    /** FULL_ACCESS: may use it; VIEW_ONLY: may watch others use it. Default: left to the API. Changes in place. */
    accessControl: pluginAccess.optional(),
    /** Whether the plugin itself sees to it that VIEW_ONLY people change nothing. Default: left to the API. Changes in place. */
    handlesViewOnly: z.boolean().optional(),
  }),
  'use "FULL_ACCESS" or "VIEW_ONLY", or an object of accessControl and handlesViewOnly',
);

/**
 * What its participants may do. The default of each is the template's; a change of any is made in
 * place and counts for whoever joins from then on.
 */
export const permissions = some({
  // Host controls.

  /** Host control: may let people in from the waiting room. */
  acceptWaitingRequests: yes,
  /** Host control: may let people onto the stage who asked to join it, and off it. */
  acceptStageRequests: yes,
  /** Host control: may answer those who ask to send sound, picture or screen. */
  canAcceptProductionRequests: yes,
  /** Host control: may change what others may do, their preset and so their role. */
  canChangeParticipantPermissions: yes,
  /** Host control: may start and stop a recording. */
  canRecord: yes,
  /** Host control: may put one participant before all others' eyes. */
  canSpotlight: yes,
  /** Host control: may mute others, one or all. */
  disableParticipantAudio: yes,
  /** Host control: may stop others' screen sharing. */
  disableParticipantScreensharing: yes,
  /** Host control: may turn off others' cameras, one or all. */
  disableParticipantVideo: yes,
  /** Host control: may remove others from the meeting. */
  kickParticipant: yes,
  /** Host control: may keep a participant on screen, whoever speaks. */
  pinParticipant: yes,

  // Livestream and stage.

  /** May start and stop the livestream. */
  canLivestream: yes,
  /** Whether there is a stage: people on it are seen and heard, the others watch. */
  stageEnabled: yes,
  /**
   * How to come onto the stage: ALLOWED (join directly), CAN_REQUEST (ask, and a host accepts) or
   * NOT_ALLOWED (view only). Cloudflare wants `media.audio`, `.video` and `.screenshare` to say the same.
   */
  stageAccess: access,
  /** Who may send what from the stage, each as `stageAccess` has it. */
  media: some({
    /** Their voice. */
    audio: some({
      /** ALLOWED, NOT_ALLOWED, or CAN_REQUEST: may ask a host. */
      canProduce: access,
    }),
    /** Their camera. */
    video: some({
      /** ALLOWED, NOT_ALLOWED, or CAN_REQUEST: may ask a host. */
      canProduce: access,
    }),
    /** Their screen. */
    screenshare: some({
      /** ALLOWED, NOT_ALLOWED, or CAN_REQUEST: may ask a host. */
      canProduce: access,
    }),
  }),
  /**
   * How to come into the meeting: SKIP (no waiting room), ON_PRIVILEGED_USER_ENTRY (wait until
   * somebody has come who may let people in) or SKIP_ON_ACCEPT (wait until let in).
   */
  waitingRoomType: z.enum(["SKIP", "ON_PRIVILEGED_USER_ENTRY", "SKIP_ON_ACCEPT"]),

  // Together with others.

  /** Text and files, to all or to one. */
  chat: some({
    /** Messages to all. */
    public: some({
      /** May send at all. */
      canSend: yes,
      /** May send text. */
      text: yes,
      /** May send files. */
      files: yes,
    }),
    /** Messages to one participant. */
    private: some({
      /** May send at all. */
      canSend: yes,
      /** May be sent some. */
      canReceive: yes,
      /** May send text. */
      text: yes,
      /** May send files. */
      files: yes,
    }),
  }),
  /** Polls. */
  polls: some({
    /** May ask a question. */
    canCreate: yes,
    /** May answer. */
    canVote: yes,
    /** Sees questions and results. */
    canView: yes,
  }),
  /** Plugins, such as a whiteboard: what may be done with them, and the access to each. */
  plugins: some({
    /** May launch one for all. */
    canStart: yes,
    /** May close one for all. */
    canClose: yes,
    /** May change how one is set up. */
    canEditConfig: yes,
    /**
     * The access to each by the plugin's id (a UUID, which stays as it is written): "FULL_ACCESS" or
     * "VIEW_ONLY", or an object that says it as `accessControl` beside `handlesViewOnly`.
     *
     * @example
     * { "ff7e7fbd-1e5b-4e0a-a0e9-1f3f7a3c9f2b": "VIEW_ONLY" }
     */
    config: map(plugin),
  }),
  /** Meetings that are connected to this one: breakout rooms. */
  connectedMeetings: some({
    /** May make, change and close them. */
    canAlterConnectedMeetings: yes,
    /** May go from one to another. */
    canSwitchConnectedMeetings: yes,
    /** May come back to the meeting itself. */
    canSwitchToParentMeeting: yes,
  }),

  // The participant.

  /** May change the name that others see. */
  canEditDisplayName: yes,
  /** Sees the list of participants. */
  showParticipantList: yes,
  /** Is not shown to others. */
  hiddenParticipant: yes,
  /** Is a recorder, not a person. */
  isRecorder: yes,
  /** Which machine it is, if one: RECORDER, LIVESTREAMER or NONE. */
  recorderType: z.enum(["RECORDER", "LIVESTREAMER", "NONE"]),
  /** Whether what its participants say is transcribed. */
  transcriptionEnabled: yes,
});
