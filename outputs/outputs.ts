/** Names for the stack outputs of each section. */
import type { SectionOutputs } from "../config/sections.ts";

/** The stack outputs of an app or a preset. */
export type NamedOutputs = SectionOutputs["apps"];

/** The stack outputs of a livestream or a live input. */
export type StreamOutputs = SectionOutputs["livestreams"];

/** The ingest endpoint and the playback URL of a livestream or a live input. */
export type EndpointOutputs = Omit<StreamOutputs, "id" | "name">;

/** The stack outputs of a restream target. */
export type RestreamTargetOutputs = SectionOutputs["restreamTargets"];

/** The stack outputs of a meeting. */
export type MeetingOutputs = SectionOutputs["meetings"];

/** The stack outputs of a webhook. */
export type WebhookOutputs = SectionOutputs["webhooks"];

/** The stack outputs of a stage. */
export type StageOutputs = SectionOutputs["stages"];

/** The stack outputs of a broadcast. */
export type BroadcastOutputs = SectionOutputs["broadcasts"];
