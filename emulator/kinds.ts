import { addApps } from "./apps.ts";
import type { Kind } from "./context.ts";
import { addLiveInputs } from "./live-inputs.ts";
import { addLivestreams } from "./livestreams.ts";
import { addOutputs } from "./outputs.ts";
import { addPresets } from "./presets.ts";

/** RealtimeKit kinds with paths below /accounts/{account}. */
export const accountKinds: readonly Kind[] = [addApps];

/** RealtimeKit kinds with paths below /accounts/{account}/realtime/kit/{app}; the app exists. */
export const appKinds: readonly Kind[] = [addLivestreams, addPresets];

/** Stream kinds with paths below /accounts/{account}. */
export const streamKinds: readonly Kind[] = [addLiveInputs, addOutputs];
