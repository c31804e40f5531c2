/** For components with a meeting that sends its video to a hub. */
import * as pulumi from "@pulumi/pulumi";
import { isPlain, present } from "../provider/schema/compare.ts";
import { isObject } from "../provider/schema/schema.ts";
import type { MeetingArgs } from "./resources.ts";
import type { Failure } from "../provider/schema/failure.ts";

/** The arguments of a meeting that streams to `rtmpUrl`. Only a recording is streamed. */
export function egress(args: MeetingArgs, rtmpUrl: pulumi.Output<string>): MeetingArgs {
  const liveStreamingConfig = { rtmpUrl };
  const { recordingConfig: declared = {} } = args;
  // In a plain object, only the URL is unknown and secret.
  const recordingConfig = isObject(declared)
    ? { ...declared, liveStreamingConfig }
    : pulumi.output(declared).apply((known) => ({ ...known, liveStreamingConfig }));
  return { recordOnStart: true, ...present(args), recordingConfig };
}

/** Fails if the meeting already streams to another URL. */
export function egressFailures(args: unknown): Failure[] {
  const recording = isPlain(args) ? args.recordingConfig : undefined;
  // The value of an output is not known here.
  if (!isPlain(recording) || pulumi.Output.isInstance(recording)) return [];
  if (recording.liveStreamingConfig === undefined) return [];
  return [
    {
      path: ["meeting", "recordingConfig", "liveStreamingConfig"],
      reason: "cannot be set here, because the meeting streams to the hub; remove it",
    },
  ];
}
