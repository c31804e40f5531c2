/** Exporting stack outputs, and reading them in the program of another stack. */
export type {
  BroadcastOutputs,
  MeetingOutputs,
  NamedOutputs,
  RestreamTargetOutputs,
  StageOutputs,
  StreamOutputs,
  EndpointOutputs,
  WebhookOutputs,
} from "./outputs.ts";
export { exportLivestreaming } from "./export.ts";
export type { SectionOutputs, SectionResources } from "../config/sections.ts";
export { type LivestreamingOutputs, readLivestreaming, type SectionReader } from "./read.ts";
export { outputsVersion } from "./version.ts";
