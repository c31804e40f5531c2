/** All checks, in the order in which they run. */
import type { Probe } from "../probe.ts";
import { accountProbes } from "./account.ts";
import { limitProbes } from "./limit.ts";
import { liveInputProbes } from "./live-inputs.ts";
import { lifeProbes } from "./lives.ts";
import { livestreamProbes } from "./livestreams.ts";
import { meetingProbes } from "./meetings.ts";
import { lastLiveInputProbes, outputProbes } from "./outputs.ts";
import { pagingProbes } from "./paging.ts";
import { presetProbes } from "./presets.ts";
import { webhookProbes } from "./webhooks.ts";

/** Those that run while what the others need exists. */
export const probes: readonly Probe[] = [
  ...accountProbes,
  ...livestreamProbes,
  ...presetProbes,
  ...meetingProbes,
  ...webhookProbes,
  ...liveInputProbes,
  ...outputProbes,
  ...lastLiveInputProbes,
  ...pagingProbes,
  ...lifeProbes,
];

/** Those that run when everything is deleted, because nothing works after them for a while. */
export const lastProbes: readonly Probe[] = limitProbes;

export const allProbes: readonly Probe[] = [...probes, ...lastProbes];
