/** What a stack exports of each thing in a section, by name. */
import type { SectionOutputs } from "../config/sections.ts";

/** What a stack exports of an app or a preset. */
export type NamedOutputs = SectionOutputs["apps"];

/** What a stack exports of a livestream or a live input. */
export type StreamOutputs = SectionOutputs["livestreams"];

/** Ways in and out of anything that takes a picture. */
export type EndpointOutputs = Omit<StreamOutputs, "id" | "name">;

/** What a stack exports of a restream target. */
export type RestreamTargetOutputs = SectionOutputs["restreamTargets"];

/** What a stack exports of a meeting. */
export type MeetingOutputs = SectionOutputs["meetings"];

/** What a stack exports of a webhook. */
export type WebhookOutputs = SectionOutputs["webhooks"];

/** What a stack exports of a stage. */
export type StageOutputs = SectionOutputs["stages"];

/** What a stack exports of a broadcast. */
export type BroadcastOutputs = SectionOutputs["broadcasts"];
