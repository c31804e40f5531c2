import { addLivestreamAnalytics } from "./analytics.ts";
import { addApps } from "./apps.ts";
import type { Kind } from "./context.ts";
import { addLiveInputs } from "./live-inputs.ts";
import { addLivestreams } from "./livestreams.ts";
import { addMeetingLivestreams } from "./meeting-livestreams.ts";
import { addMeetings } from "./meetings.ts";
import { addOutputs } from "./outputs.ts";
import { addParticipants } from "./participants.ts";
import { addPresets } from "./presets.ts";
import { addAccountTokens } from "./tokens.ts";
import { addWebhooks } from "./webhooks.ts";
import { addWorkersKv } from "./workers-kv.ts";

/** RealtimeKit kinds with paths below /accounts/{account}. */
export const accountKinds: readonly Kind[] = [addApps];

/** RealtimeKit kinds with paths below /accounts/{account}/realtime/kit/{app}, for an existing app. */
export const appKinds: readonly Kind[] = [
  addLivestreams,
  addLivestreamAnalytics,
  addPresets,
  addMeetings,
  addMeetingLivestreams,
  addParticipants,
  addWebhooks,
];

/** Kinds with the usual envelope and paths below /accounts/{account}. */
export const streamKinds: readonly Kind[] = [
  addLiveInputs,
  addOutputs,
  addWorkersKv,
  addAccountTokens,
];
