/** Previews as Pulumi writes them, made of little. */
import { judge } from "../../cli/review/findings.ts";
import { readPreview } from "../../cli/review/preview.ts";

export interface Sample {
  /** What is planned; "nothing" for what is neither there nor declared any longer. */
  op: string;
  /** One of our kinds, or a type of any other provider's. */
  kind: string;
  name?: string;
  id?: string;
  /** What the state has. */
  before?: Record<string, unknown>;
  /** What a refresh found; default: the same. Where one sample has it, the preview is one with a refresh. */
  held?: Record<string, unknown> | "gone";
  /** What the provider says of the difference to that. */
  heldDiff?: Record<string, string>;
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

interface SampleStep {
  op: string;
  urn: string;
  oldState?: object;
  newState?: object;
  replaceReasons?: string[];
  detailedDiff: Record<string, object> | null;
}

export function stepOf(sample: Sample): SampleStep {
  const { op, after, held, reasons, diff } = sample;
  const before = held === "gone" ? undefined : (held ?? sample.before);
  return {
    op,
    urn: urnOf(sample),
    ...(before && { oldState: stateOf(sample, before) }),
    ...(after && { newState: { inputs: after } }),
    ...(reasons && { replaceReasons: reasons }),
    detailedDiff: detailsOf(diff),
  };
}

function stateOf({ id = "an-id", outputs }: Sample, inputs: Record<string, unknown>): object {
  return { id, inputs, outputs: { ...outputs, ...inputs } };
}

function detailsOf(diff: Record<string, string> | undefined): Record<string, object> | null {
  if (!diff) return null;
  const details = Object.entries(diff).map(([path, kind]): [string, object] => [
    path,
    { kind, inputDiff: true },
  ]);
  return Object.fromEntries(details);
}

/** What the refresh found of it. */
function foundOf(sample: Sample): SampleStep[] {
  const { before, held = before, heldDiff } = sample;
  if (!before) return [];
  const newState = held === "gone" || !held ? {} : { newState: stateOf(sample, held) };
  const oldState = stateOf(sample, before);
  return [
    { op: "refresh", urn: urnOf(sample), oldState, ...newState, detailedDiff: detailsOf(heldDiff) },
  ];
}

function plannedOf(samples: Sample[]): SampleStep[] {
  return samples.filter(({ op }) => op !== "nothing").map(stepOf);
}

const stackIs = (op: string): SampleStep => ({ op, urn: STACK_URN, detailedDiff: null });

/** As `pulumi preview --json --show-sames` has it, with `--refresh` where a sample has what was found. */
export function previewOf(...samples: Sample[]): string {
  // The digest has what a refresh starts from, twice, and not what it finds.
  const steps = [...refreshOf(samples).map(atItsStart), stackIs("same"), ...plannedOf(samples)];
  return JSON.stringify({ config: {}, steps, changeSummary: { same: 1 } });
}

/** The same as the engine's events. */
export function eventsOf(...samples: Sample[]): string {
  const refreshed = refreshOf(samples);
  const events = [
    ...refreshed.map((step) => ({ resourcePreEvent: { metadata: asMetadata(atItsStart(step)) } })),
    ...refreshed.map((step) => ({ resOutputsEvent: { metadata: asMetadata(step) } })),
    ...[stackIs("same"), ...plannedOf(samples)].flatMap((step) => [
      { resourcePreEvent: { metadata: asMetadata(step) } },
      { resOutputsEvent: { metadata: asMetadata(step) } },
    ]),
    { summaryEvent: { resourceChanges: { same: 1 } } },
  ];
  return events.map((event) => JSON.stringify(event)).join("\n");
}

function asMetadata({ op, urn, oldState, newState, replaceReasons, detailedDiff }: SampleStep) {
  return { op, urn, old: oldState, new: newState, keys: replaceReasons, detailedDiff };
}

function refreshOf(samples: Sample[]): SampleStep[] {
  const isRefreshed = samples.some(({ held }) => held !== undefined);
  return isRefreshed ? [stackIs("refresh"), ...samples.flatMap(foundOf)] : [];
}

/** When nothing is found yet. */
function atItsStart({ oldState, ...step }: SampleStep): SampleStep {
  return { ...step, ...(oldState && { oldState, newState: oldState }), detailedDiff: null };
}

export function findingsOf(...samples: Sample[]) {
  return judge(readPreview(previewOf(...samples), "A sample"));
}

/** Of the engine's events. */
export function findingsOfEvents(...samples: Sample[]) {
  return judge(readPreview(eventsOf(...samples), "A sample"));
}
