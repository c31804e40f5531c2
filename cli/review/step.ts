/** A step of a preview. */
import { z } from "zod";

const plain = z.record(z.string(), z.unknown());

export const state = z.object({
  id: z.string().nullish(),
  inputs: plain.nullish(),
  outputs: plain.nullish(),
});

/** How a property differs: `add`, `update-replace`, …; the event log calls it `diffKind`. */
const detail = z
  .object({
    kind: z.string().optional(),
    diffKind: z.string().optional(),
    inputDiff: z.boolean().optional(),
  })
  .transform(({ kind, diffKind, inputDiff }) => ({
    kind: kind ?? diffKind ?? "update",
    inputDiff,
  }));

export const details = z.record(z.string(), detail);

export const step = z.object({
  op: z.string(),
  urn: z.string(),
  oldState: state.nullish(),
  newState: state.nullish(),
  replaceReasons: z.array(z.string()).nullish(),
  detailedDiff: details.nullish(),
});

/** A step that the engine plans. */
export type Step = z.output<typeof step>;
