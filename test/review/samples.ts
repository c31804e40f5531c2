/** Previews as Pulumi writes them, made of little. */
import { judge } from "../../cli/review/findings.ts";
import { readPreview } from "../../cli/review/preview.ts";

export interface Sample {
  op: string;
  /** One of our kinds, or a type of any other provider's. */
  kind: string;
  name?: string;
  id?: string;
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
  reasons?: string[];
  /** The detailed diff: by path, `update` and the like. */
  diff?: Record<string, string>;
}

export const STACK_URN = "urn:pulumi:prod::site::pulumi:pulumi:Stack::site-prod";

export function urnOf({ kind, name = "one" }: Sample): string {
  return `urn:pulumi:prod::site::${typeOf(kind)}::${name}`;
}

function typeOf(kind: string): string {
  return kind.includes(":") ? kind : `pulumi-nodejs:dynamic/realtimekit:${kind}`;
}

export function stepOf(sample: Sample): object {
  const { op, id = "an-id", before, after, outputs, reasons, diff } = sample;
  const details = Object.entries(diff ?? {}).map(([path, kind]): [string, object] => [
    path,
    { kind, inputDiff: true },
  ]);
  return {
    op,
    urn: urnOf(sample),
    ...(before && { oldState: { id, inputs: before, outputs: { ...before, ...outputs } } }),
    ...(after && { newState: { inputs: after } }),
    ...(reasons && { replaceReasons: reasons }),
    detailedDiff: diff ? Object.fromEntries(details) : null,
  };
}

/** As `pulumi preview --json --show-sames` has it. */
export function previewOf(...samples: Sample[]): string {
  const steps = [{ op: "same", urn: STACK_URN }, ...samples.map(stepOf)];
  return JSON.stringify({ config: {}, steps, changeSummary: { same: 1 } });
}

export function findingsOf(...samples: Sample[]) {
  return judge(readPreview(previewOf(...samples), "A sample"));
}
