/**
 * The inputs for a preset's permissions. Source: the types of the official SDK (`permissions`).
 */
import * as z from "zod";
import { emptyInTemplates, inTemplates, optionalGroup, rightOf } from "./parts.ts";
import { group, map, orShort } from "../../schema/schema.ts";

/** Access to the stage and to each medium on it; Cloudflare recommends the same value for all. */
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

/** The access to a plugin, as a string or as an object. */
const plugin = orShort(
  pluginAccess.transform((accessControl) => ({ accessControl })),
  group({
    /**
     * Whether participants can use the plugin (FULL_ACCESS) or only watch others use it (VIEW_ONLY).
     * Default: set by the API. Can be changed in place.
     */
    accessControl: pluginAccess.optional(),
    /**
     * Whether the plugin itself enforces VIEW_ONLY. Default: set by the API. Can be changed in place.
     */
    handlesViewOnly: z.boolean().optional(),
  }),
  'use "FULL_ACCESS" or "VIEW_ONLY", or an object with accessControl and handlesViewOnly',
);

/**
 * What participants with this preset can do. Each value defaults to the template's and can be changed
 * in place; a change applies to participants who join afterwards.
 */
export const permissions = optionalGroup({
  // Host controls.

  /** Host control: can admit participants from the waiting room. */
  acceptWaitingRequests: rightOf("moderator"),
  /** Host control: can accept requests to join the stage, and remove participants from it. */
  acceptStageRequests: rightOf("moderator"),
  /** Host control: can accept requests to send audio, video or a shared screen. */
  canAcceptProductionRequests: rightOf("moderator"),
  /** Host control: can change the permissions of other participants. */
  canChangeParticipantPermissions: rightOf("host"),
  /** Host control: can start and stop a recording. */
  canRecord: rightOf("host"),
  /** Host control: can spotlight a participant for everyone. */
  canSpotlight: rightOf("moderator"),
  /** Host control: can mute one or all participants. */
  disableParticipantAudio: rightOf("moderator"),
  /** Host control: can stop the screen sharing of other participants. */
  disableParticipantScreensharing: rightOf("moderator"),
  /** Host control: can turn off the cameras of one or all participants. */
  disableParticipantVideo: rightOf("moderator"),
  /** Host control: can remove participants from the meeting. */
  kickParticipant: rightOf("moderator"),
  /** Host control: can pin a participant, who then stays on screen. */
  pinParticipant: rightOf("moderator"),

  // Livestream and stage.

  /** Can start and stop the livestream. */
  canLivestream: rightOf("host"),
  /** Whether the meeting has a stage: participants on it are seen and heard, the others watch. */
  stageEnabled: rightOf("viewer"),
  /**
   * Whether participants can join the stage: ALLOWED (directly), CAN_REQUEST (a host must accept) or
   * NOT_ALLOWED (they only watch). Cloudflare recommends the same value for `media.audio.canProduce`,
   * `media.video.canProduce` and `media.screenshare.canProduce`.
   */
  stageAccess: stageAccess(),
  /** What participants can send from the stage; use the same value as in `stageAccess`. */
  media: optionalGroup({
    /** Access to the microphone. */
    audio: optionalGroup({
      /** ALLOWED, NOT_ALLOWED or CAN_REQUEST (a host must accept). */
      canProduce: stageAccess(),
    }),
    /** Access to the camera. */
    video: optionalGroup({
      /** ALLOWED, NOT_ALLOWED or CAN_REQUEST (a host must accept). */
      canProduce: stageAccess(),
    }),
    /** Access to screen sharing. */
    screenshare: optionalGroup({
      /** ALLOWED, NOT_ALLOWED or CAN_REQUEST (a host must accept). */
      canProduce: stageAccess(),
    }),
  }),
  /**
   * Whether participants wait before they enter the meeting: SKIP (no waiting room),
   * ON_PRIVILEGED_USER_ENTRY (until someone joins who can admit them) or SKIP_ON_ACCEPT (until they are
   * admitted).
   */
  waitingRoomType: inTemplates(
    z.enum(["SKIP", "ON_PRIVILEGED_USER_ENTRY", "SKIP_ON_ACCEPT"]),
    "SKIP",
  ),

  // Chat, polls, plugins and breakout rooms.

  /** Chat messages, public and private. */
  chat: optionalGroup({
    /** Messages to everyone. */
    public: optionalGroup({
      /** Can send messages. */
      canSend: rightOf("viewer"),
      /** Can send text. */
      text: rightOf("viewer"),
      /** Can send files. */
      files: rightOf("speaker"),
    }),
    /** Messages to a single participant. */
    private: optionalGroup({
      /** Can send messages. */
      canSend: rightOf("speaker"),
      /** Can receive messages. */
      canReceive: rightOf("speaker"),
      /** Can send text. */
      text: rightOf("speaker"),
      /** Can send files. */
      files: rightOf("speaker"),
    }),
  }),
  /** Polls in the meeting. */
  polls: optionalGroup({
    /** Can create polls. */
    canCreate: rightOf("speaker"),
    /** Can vote in polls. */
    canVote: rightOf("viewer"),
    /** Can see polls and their results. */
    canView: rightOf("viewer"),
  }),
  /** Plugins, such as a whiteboard. */
  plugins: optionalGroup({
    /** Can launch a plugin for everyone. */
    canStart: rightOf("speaker"),
    /** Can close a plugin for everyone. */
    canClose: rightOf("speaker"),
    /** Can change the settings of a plugin. */
    canEditConfig: rightOf("moderator"),
    /**
     * The access to each plugin, by plugin ID (a UUID): "FULL_ACCESS" or "VIEW_ONLY", or an object with
     * `accessControl` and `handlesViewOnly`. Default: none; the API decides.
     *
     * @example
     * { "ff7e7fbd-1e5b-4e0a-a0e9-1f3f7a3c9f2b": "VIEW_ONLY" }
     */
    config: emptyInTemplates(map(plugin)),
  }),
  /** Breakout rooms: meetings that are connected to this one. */
  connectedMeetings: optionalGroup({
    /** Can create, change and close breakout rooms. */
    canAlterConnectedMeetings: rightOf("host"),
    /** Can switch between breakout rooms. */
    canSwitchConnectedMeetings: rightOf("moderator"),
    /** Can return to the main meeting. */
    canSwitchToParentMeeting: rightOf("moderator"),
  }),

  // The participant.

  /** Can change their display name. */
  canEditDisplayName: rightOf("viewer"),
  /** Can see the list of participants. */
  showParticipantList: rightOf("viewer"),
  /** Whether the participant is hidden from others. */
  hiddenParticipant: inTemplates(z.boolean(), false),
  /** Whether the participant is a recorder, not a person. */
  isRecorder: inTemplates(z.boolean(), false),
  /** The type of recorder that the participant is: RECORDER, LIVESTREAMER or NONE. */
  recorderType: inTemplates(z.enum(["RECORDER", "LIVESTREAMER", "NONE"]), "NONE"),
  /** Whether the speech of participants with this preset is transcribed. */
  transcriptionEnabled: inTemplates(z.boolean(), false),
});
