/**
 * What a preset is where its declaration says nothing: pure functions, each a whole preset. They are
 * the roles of the livestreaming page, each the one before it less some rights:
 *
 * | template    | stage         | loses                                                       |
 * | ----------- | ------------- | ----------------------------------------------------------- |
 * | `host`      | joins         | nothing: "Start Livestream" and all host controls            |
 * | `moderator` | joins         | going live, recording, changing what others may do           |
 * | `speaker`   | joins         | host controls                                                |
 * | `guest`     | asks to join  | plugins, polls of their own, files, private chat             |
 * | `viewer`    | view only     | the stage                                                    |
 *
 * All are for a LIVESTREAM; a webinar's or a group call's differ in `config.viewType`, and a group
 * call has no stage (`permissions.stageEnabled`).
 */
import { merge } from "../../schema/compare.ts";
import { themeTokens } from "./design-tokens.ts";
import type { PresetFields } from "./parts.ts";
import type { TEMPLATES } from "./inputs.ts";

type Permissions = PresetFields["permissions"];

/** What may be said of it, at any depth. */
type Some<T> = { [K in keyof T]?: T[K] extends object ? Some<T[K]> : T[K] };

/**
 * Runs the livestream: goes live, hosts the stage, moderates, records.
 *
 * @default
 * Livestream; 9 people on screen on desktops, 6 on phones; 4 sharing their screen; HD at 30 frames
 * a second, screens at 15; every permission; stage and media ALLOWED; no waiting room; dark theme.
 */
export function host(): PresetFields {
  return {
    config: {
      viewType: "LIVESTREAM",
      maxVideoStreams: { desktop: 9, mobile: 6 },
      maxScreenshareCount: 4,
      media: {
        video: { frameRate: 30, quality: "hd" },
        screenshare: { frameRate: 15, quality: "hd" },
        audio: { enableHighBitrate: false, enableStereo: false },
      },
    },
    permissions: {
      acceptStageRequests: true,
      acceptWaitingRequests: true,
      canAcceptProductionRequests: true,
      canChangeParticipantPermissions: true,
      canEditDisplayName: true,
      canLivestream: true,
      canRecord: true,
      canSpotlight: true,
      chat: {
        public: { canSend: true, text: true, files: true },
        private: { canSend: true, canReceive: true, text: true, files: true },
      },
      connectedMeetings: {
        canAlterConnectedMeetings: true,
        canSwitchConnectedMeetings: true,
        canSwitchToParentMeeting: true,
      },
      disableParticipantAudio: true,
      disableParticipantScreensharing: true,
      disableParticipantVideo: true,
      hiddenParticipant: false,
      isRecorder: false,
      kickParticipant: true,
      ...onStage("ALLOWED"),
      pinParticipant: true,
      plugins: { canClose: true, canEditConfig: true, canStart: true, config: {} },
      polls: { canCreate: true, canView: true, canVote: true },
      recorderType: "NONE",
      showParticipantList: true,
      stageEnabled: true,
      transcriptionEnabled: false,
      waitingRoomType: "SKIP",
    },
    ui: themeTokens(),
  };
}

/**
 * Keeps order for the host: lets people in and onto the stage, mutes, removes, spotlights. Cannot go
 * live or record, and cannot give anybody another role, or themselves.
 *
 * @default
 * {@link host} without canLivestream, canRecord, canChangeParticipantPermissions and
 * connectedMeetings.canAlterConnectedMeetings.
 */
export function moderator(): PresetFields {
  return less(host(), {
    canChangeParticipantPermissions: false,
    canLivestream: false,
    canRecord: false,
    connectedMeetings: { canAlterConnectedMeetings: false },
  });
}

/**
 * Speaks on the stage, which they join directly; shares their screen, asks polls, launches plugins;
 * has no say over others.
 *
 * @default
 * {@link moderator} without any host control, plugins.canEditConfig or connectedMeetings.
 */
export function speaker(): PresetFields {
  return less(moderator(), {
    acceptStageRequests: false,
    acceptWaitingRequests: false,
    canAcceptProductionRequests: false,
    canSpotlight: false,
    connectedMeetings: { canSwitchConnectedMeetings: false, canSwitchToParentMeeting: false },
    disableParticipantAudio: false,
    disableParticipantScreensharing: false,
    disableParticipantVideo: false,
    kickParticipant: false,
    pinParticipant: false,
    plugins: { canEditConfig: false },
  });
}

/**
 * Watches, and may ask to join the stage; a host accepts. Chats with all and votes in polls.
 *
 * @default
 * {@link speaker} with stageAccess and media CAN_REQUEST, without files and private chat, polls of
 * their own, or launching and closing plugins.
 */
export function guest(): PresetFields {
  return less(speaker(), {
    ...onStage("CAN_REQUEST"),
    chat: {
      public: { files: false },
      private: { canSend: false, canReceive: false, text: false, files: false },
    },
    plugins: { canClose: false, canStart: false },
    polls: { canCreate: false },
  });
}

/**
 * Watches, chats with all and votes in polls; never comes onto the stage.
 *
 * @default
 * {@link guest} with stageAccess and media NOT_ALLOWED.
 */
export function viewer(): PresetFields {
  return less(guest(), onStage("NOT_ALLOWED"));
}

/** Access to the stage and to each medium on it, which Cloudflare wants to be the same. */
function onStage(canProduce: "ALLOWED" | "CAN_REQUEST" | "NOT_ALLOWED") {
  return {
    stageAccess: canProduce,
    media: { audio: { canProduce }, screenshare: { canProduce }, video: { canProduce } },
  } satisfies Some<Permissions>;
}

function less(role: PresetFields, permissions: Some<Permissions>): PresetFields {
  return merge(role, { permissions });
}

/** The templates by name. */
export const templates: Readonly<Record<(typeof TEMPLATES)[number], () => PresetFields>> = {
  host,
  moderator,
  speaker,
  guest,
  viewer,
};
