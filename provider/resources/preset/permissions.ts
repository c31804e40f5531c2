/**
 * What may be declared of what a preset's participants may do. Facts: the types of the official SDK
 * (`permissions`).
 */
import * as z from "zod";
import { emptyInTemplates, inTemplates, optionalGroup, rightOf } from "./parts.ts";
import { group, map, orShort } from "../../schema/schema.ts";

/** Access to the stage, and to each medium on it, which Cloudflare wants to be the same. */
function stageAccess() {
  return inTemplates(z.enum(["ALLOWED", "NOT_ALLOWED", "CAN_REQUEST"]), {
    host: "ALLOWED",
    moderator: "ALLOWED",
    speaker: "ALLOWED",
    guest: "CAN_REQUEST",
    viewer: "NOT_ALLOWED",
  });
}

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

  /** Host control: may let people in from the waiting room. */
  acceptWaitingRequests: rightOf("moderator"),
  /** Host control: may let people onto the stage who asked to join it, and off it. */
  acceptStageRequests: rightOf("moderator"),
  /** Host control: may answer those who ask to send sound, picture or screen. */
  canAcceptProductionRequests: rightOf("moderator"),
  /** Host control: may change what others may do, their preset and so their role. */
  canChangeParticipantPermissions: rightOf("host"),
  /** Host control: may start and stop a recording. */
  canRecord: rightOf("host"),
  /** Host control: may put one participant before all others' eyes. */
  canSpotlight: rightOf("moderator"),
  /** Host control: may mute others, one or all. */
  disableParticipantAudio: rightOf("moderator"),
  /** Host control: may stop others' screen sharing. */
  disableParticipantScreensharing: rightOf("moderator"),
  /** Host control: may turn off others' cameras, one or all. */
  disableParticipantVideo: rightOf("moderator"),
  /** Host control: may remove others from the meeting. */
  kickParticipant: rightOf("moderator"),
  /** Host control: may keep a participant on screen, whoever speaks. */
  pinParticipant: rightOf("moderator"),

  // Livestream and stage.

  /** May start and stop the livestream. */
  canLivestream: rightOf("host"),
  /** Whether there is a stage: people on it are seen and heard, the others watch. */
  stageEnabled: rightOf("viewer"),
  /**
   * How to come onto the stage: ALLOWED (join directly), CAN_REQUEST (ask, and a host accepts)
   * or NOT_ALLOWED (view only). Cloudflare wants `media.audio`, `.video` and `.screenshare` to
   * say the same.
   */
  stageAccess: stageAccess(),
  /** Who may send what from the stage, each as `stageAccess` has it. */
  media: optionalGroup({
    /** Their voice. */
    audio: optionalGroup({
      /** ALLOWED, NOT_ALLOWED, or CAN_REQUEST: may ask a host. */
      canProduce: stageAccess(),
    }),
    /** Their camera. */
    video: optionalGroup({
      /** ALLOWED, NOT_ALLOWED, or CAN_REQUEST: may ask a host. */
      canProduce: stageAccess(),
    }),
    /** Their screen. */
    screenshare: optionalGroup({
      /** ALLOWED, NOT_ALLOWED, or CAN_REQUEST: may ask a host. */
      canProduce: stageAccess(),
    }),
  }),
  /**
   * How to come into the meeting: SKIP (no waiting room), ON_PRIVILEGED_USER_ENTRY (wait until
   * somebody has come who may let people in) or SKIP_ON_ACCEPT (wait until let in).
   */
  waitingRoomType: inTemplates(
    z.enum(["SKIP", "ON_PRIVILEGED_USER_ENTRY", "SKIP_ON_ACCEPT"]),
    "SKIP",
  ),

  // Together with others.

  /** Text and files, to all or to one. */
  chat: optionalGroup({
    /** Messages to all. */
    public: optionalGroup({
      /** May send at all. */
      canSend: rightOf("viewer"),
      /** May send text. */
      text: rightOf("viewer"),
      /** May send files. */
      files: rightOf("speaker"),
    }),
    /** Messages to one participant. */
    private: optionalGroup({
      /** May send at all. */
      canSend: rightOf("speaker"),
      /** May be sent some. */
      canReceive: rightOf("speaker"),
      /** May send text. */
      text: rightOf("speaker"),
      /** May send files. */
      files: rightOf("speaker"),
    }),
  }),
  /** Polls. */
  polls: optionalGroup({
    /** May ask a question. */
    canCreate: rightOf("speaker"),
    /** May answer. */
    canVote: rightOf("viewer"),
    /** Sees questions and results. */
    canView: rightOf("viewer"),
  }),
  /** Plugins, such as a whiteboard: what may be done with them, and the access to each. */
  plugins: optionalGroup({
    /** May launch one for all. */
    canStart: rightOf("speaker"),
    /** May close one for all. */
    canClose: rightOf("speaker"),
    /** May change how one is set up. */
    canEditConfig: rightOf("moderator"),
    /**
     * The access to each by the plugin's id (a UUID, which stays as it is written): "FULL_ACCESS" or
     * "VIEW_ONLY", or an object that says it as `accessControl` beside `handlesViewOnly`. Default: none,
     * which leaves them to the API.
     *
     * @example
     * { "ff7e7fbd-1e5b-4e0a-a0e9-1f3f7a3c9f2b": "VIEW_ONLY" }
     */
    config: emptyInTemplates(map(plugin)),
  }),
  /** Meetings that are connected to this one: breakout rooms. */
  connectedMeetings: optionalGroup({
    /** May make, change and close them. */
    canAlterConnectedMeetings: rightOf("host"),
    /** May go from one to another. */
    canSwitchConnectedMeetings: rightOf("moderator"),
    /** May come back to the meeting itself. */
    canSwitchToParentMeeting: rightOf("moderator"),
  }),

  // The participant.

  /** May change the name that others see. */
  canEditDisplayName: rightOf("viewer"),
  /** Sees the list of participants. */
  showParticipantList: rightOf("viewer"),
  /** Is not shown to others. */
  hiddenParticipant: inTemplates(z.boolean(), false),
  /** Is a recorder, not a person. */
  isRecorder: inTemplates(z.boolean(), false),
  /** Which machine it is, if one: RECORDER, LIVESTREAMER or NONE. */
  recorderType: inTemplates(z.enum(["RECORDER", "LIVESTREAMER", "NONE"]), "NONE"),
  /** Whether what its participants say is transcribed. */
  transcriptionEnabled: inTemplates(z.boolean(), false),
});
