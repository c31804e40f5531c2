/** What a preset is where its declaration says nothing; pure functions, each a whole preset. */
import type { CamelCasedPropertiesDeep } from "type-fest";
import type { PresetCreateParams } from "cloudflare/resources/realtime-kit/presets";
import { merge } from "./compare.ts";
import type { TEMPLATES } from "./preset-schema.ts";

/** A preset's fields, whole: what the API asks for, in camelCase, with the plugins' ids as they are. */
export type PresetFields = CamelCasedPropertiesDeep<
  Pick<PresetCreateParams, "config" | "permissions" | "ui">
>;

/** RealtimeKit's own look. */
const look: PresetFields["ui"] = {
  designTokens: {
    theme: "dark",
    borderRadius: "rounded",
    borderWidth: "thin",
    spacingBase: 4,
    colors: {
      brand: { 300: "#497cfd", 400: "#356efd", 500: "#2160fd", 600: "#0d51fd", 700: "#0246fd" },
      background: {
        600: "#666666",
        700: "#4c4c4c",
        800: "#333333",
        900: "#1a1a1a",
        1000: "#080808",
      },
      text: "#eeeeee",
      textOnBrand: "#eeeeee",
      videoBg: "#333333",
      success: "#57a534",
      warning: "#ffcd07",
      danger: "#ff2d2d",
    },
  },
};

/** Runs the livestream: goes live, hosts the stage, moderates. */
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
      media: {
        audio: { canProduce: "ALLOWED" },
        screenshare: { canProduce: "ALLOWED" },
        video: { canProduce: "ALLOWED" },
      },
      pinParticipant: true,
      plugins: { canClose: true, canEditConfig: true, canStart: true, config: {} },
      polls: { canCreate: true, canView: true, canVote: true },
      recorderType: "NONE",
      showParticipantList: true,
      stageAccess: "ALLOWED",
      stageEnabled: true,
      transcriptionEnabled: false,
      waitingRoomType: "SKIP",
    },
    ui: look,
  };
}

/** Watches, chats with all and votes in polls; sends no media and moderates nothing. */
export function viewer(): PresetFields {
  return merge(host(), {
    permissions: {
      acceptStageRequests: false,
      acceptWaitingRequests: false,
      canAcceptProductionRequests: false,
      canChangeParticipantPermissions: false,
      canLivestream: false,
      canRecord: false,
      canSpotlight: false,
      chat: {
        public: { files: false },
        private: { canSend: false, canReceive: false, text: false, files: false },
      },
      connectedMeetings: {
        canAlterConnectedMeetings: false,
        canSwitchConnectedMeetings: false,
        canSwitchToParentMeeting: false,
      },
      disableParticipantAudio: false,
      disableParticipantScreensharing: false,
      disableParticipantVideo: false,
      kickParticipant: false,
      media: {
        audio: { canProduce: "NOT_ALLOWED" },
        screenshare: { canProduce: "NOT_ALLOWED" },
        video: { canProduce: "NOT_ALLOWED" },
      },
      pinParticipant: false,
      plugins: { canClose: false, canEditConfig: false, canStart: false },
      polls: { canCreate: false },
      stageAccess: "NOT_ALLOWED",
    },
  });
}

/** The templates by name. */
export const templates: Record<(typeof TEMPLATES)[number], () => PresetFields> = { host, viewer };
