/** A meeting's picture on its way out, for the components that send it to a hub. */
import * as pulumi from "@pulumi/pulumi";
import { isPlain, present } from "../provider/schema/compare.ts";
import { isObject } from "../provider/schema/schema.ts";
import type { MeetingArgs } from "./resources.ts";
import type { Failure } from "../provider/schema/failure.ts";

/** A meeting that sends its picture to `rtmpUrl`; only a recording sends one out. */
export function egress(args: MeetingArgs, rtmpUrl: pulumi.Output<string>): MeetingArgs {
  const liveStreamingConfig = { rtmpUrl };
  const { recordingConfig: declared = {} } = args;
  // As a plain object it is known but for the URL, and the URL alone is secret.
  const recordingConfig = isObject(declared)
    ? { ...declared, liveStreamingConfig }
    : pulumi.output(declared).apply((known) => ({ ...known, liveStreamingConfig }));
  return { recordOnStart: true, ...present(args), recordingConfig };
}

/** What is wrong with a meeting that is to send its picture to a hub: it has an address of its own. */
export function egressFailures(args: unknown): Failure[] {
  const recording = isPlain(args) ? args.recordingConfig : undefined;
  // What an output holds is not known here.
  if (!isPlain(recording) || pulumi.Output.isInstance(recording)) return [];
  if (recording.liveStreamingConfig === undefined) return [];
  return [
    {
      path: ["meeting", "recordingConfig", "liveStreamingConfig"],
      reason: "the hub is where the meeting's picture goes; remove it",
    },
  ];
}
