/** The schema, the checks and the stack outputs of a broadcast. */
import * as z from "zod";
import { liveInput } from "../provider/resources/live-input/definition.ts";
import { livestream } from "../provider/resources/livestream/definition.ts";
import { meeting } from "../provider/resources/meeting/definition.ts";
import { MOST_OUTPUTS, restreamTarget } from "../provider/resources/restream-target/definition.ts";
import { isPlain, type Plain } from "../provider/schema/compare.ts";
import { group, id, map, secret } from "../provider/schema/schema.ts";
import { egressFailures } from "./egress.ts";
import { exportSchema } from "./section.ts";
import type { Failure } from "../provider/schema/failure.ts";

export const targetSchema = restreamTarget.inputs.omit({ liveInputId: true, accountId: true });

/** The arguments of a broadcast in config, where `hub` is an id or `liveInput` a logical name. */
export const broadcastSchema = group({
  hub: id().optional(),
  hubArgs: liveInput.inputs.optional(),
  targets: map(targetSchema).optional(),
  livestream: livestream.inputs.optional(),
  meeting: meeting.inputs.optional(),
  accountId: livestream.inputs.shape.accountId,
  appId: livestream.inputs.shape.appId,
});

/** The stack outputs of a broadcast. */
export const broadcastOutputs = z.object({
  /** The ID (`uid`) of the live input that is the hub. */
  liveInputId: z.string().min(1),
  ...exportSchema(liveInput).omit({ id: true, name: true }).shape,
  /** An ffmpeg command that streams the file `input.mp4` to the hub. Secret. */
  ffmpegCommand: secret(z.string()),
  /** The playback URL (an HLS manifest) of the livestream, or of the hub if there is no livestream. */
  playbackUrl: z.string(),
  /** The restream targets by name. */
  targets: z.record(z.string(), exportSchema(restreamTarget)),
  /** The ID of the livestream; absent if there is none. */
  livestreamId: z.string().optional(),
  /** The ID of the meeting; absent if there is none. */
  meetingId: z.string().optional(),
});

/** Checks that involve several arguments. */
export function broadcastFailures(args: Plain): Failure[] {
  return [...togetherFailures(args), ...targetFailures(args.targets)];
}

function togetherFailures({ hub, hubArgs, targets, livestream: shown, meeting: fed }: Plain) {
  const names = isPlain(targets) ? Object.keys(targets) : [];
  const outputs = names.length + (shown === undefined ? 0 : 1);
  const failures: Failure[] = fed === undefined ? [] : egressFailures(fed);
  if (hub !== undefined && hubArgs !== undefined) {
    failures.push({
      path: ["hubArgs"],
      reason:
        "cannot be set together with hub, because an existing live input is not changed; remove one of them",
    });
  }
  if (outputs > MOST_OUTPUTS) {
    const which = shown === undefined ? "outputs" : "outputs, including the livestream's,";
    failures.push({
      path: ["targets"],
      reason: `${outputs} ${which} are too many; a live input can have at most ${MOST_OUTPUTS}`,
    });
  }
  if (shown !== undefined && names.includes("livestream")) {
    failures.push({
      path: ["targets", "livestream"],
      reason: "is the name of the livestream's own target; use another name",
    });
  }
  return failures;
}

/** The failures of each target; the schema reports a target that is not an object. */
function targetFailures(targets: unknown): Failure[] {
  if (!isPlain(targets)) return [];
  return Object.entries(targets).flatMap(([name, target]) => {
    const failures = isPlain(target) ? restreamTarget.validate(target) : undefined;
    return (failures ?? []).map(({ path, reason }) => ({
      path: ["targets", name, ...path],
      reason,
    }));
  });
}
