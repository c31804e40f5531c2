/** What a broadcast may be, what is wrong with one, and what a stack exports of it. */
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

/** What a broadcast may be in config; `hub` is an id there, or `liveInput` a logical name. */
export const broadcastSchema = group({
  hub: id().optional(),
  hubArgs: liveInput.inputs.optional(),
  targets: map(targetSchema).optional(),
  livestream: livestream.inputs.optional(),
  meeting: meeting.inputs.optional(),
  accountId: livestream.inputs.shape.accountId,
  appId: livestream.inputs.shape.appId,
});

/** What a stack exports of a broadcast. */
export const broadcastOutputs = z.object({
  /** The hub's id (`uid`). */
  liveInputId: z.string().min(1),
  ...exportSchema(liveInput).omit({ id: true, name: true }).shape,
  /** A ready command that sends `input.mp4` as if it were live; a secret output of its own. */
  ffmpegCommand: secret(z.string()),
  /** The HLS manifest that players load: the livestream's where there is one, else the hub's. */
  playbackUrl: z.string(),
  /** The targets by their names. */
  targets: z.record(z.string(), exportSchema(restreamTarget)),
  /** The id of the livestream that shows the picture; absent where there is none. */
  livestreamId: z.string().optional(),
  /** The id of the meeting that feeds the hub; absent where none does. */
  meetingId: z.string().optional(),
});

/** What only shows when the arguments are seen together. */
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
      reason: "not together with hub, which is as it is; remove one of them",
    });
  }
  if (outputs > MOST_OUTPUTS) {
    const which = shown === undefined ? "outputs" : "outputs with the livestream's";
    failures.push({
      path: ["targets"],
      reason: `${outputs} ${which} are too many; a live input has at most ${MOST_OUTPUTS}`,
    });
  }
  if (shown !== undefined && names.includes("livestream")) {
    failures.push({
      path: ["targets", "livestream"],
      reason: "the name is that of the livestream's own target; give another",
    });
  }
  return failures;
}

/** What is wrong with each target; one that is no object is told by the schema. */
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
