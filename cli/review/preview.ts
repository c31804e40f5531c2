/**
 * Reads a preview: the digest that `preview --json` prints, or the engine's events, which it prints with
 * PULUMI_ENABLE_STREAMING_JSON_PREVIEW and writes to an event log. With CLI 3.259.0, both contain the old
 * and the new state, the detailed diff and the reasons for a replacement, with masked secrets.
 */
import { z } from "zod";
import { UserError } from "../../provider/user-error.ts";
import { details, state, step, type Step } from "./step.ts";
import { type Parted, partDigest, partEvents } from "./refreshed.ts";

const diagnostic = z.object({ severity: z.string(), message: z.string() });

const digest = z
  .object({
    steps: z.array(step),
    diagnostics: z.array(diagnostic),
    changeSummary: z.record(z.string(), z.number()),
  })
  .partial()
  .refine((found) => Object.keys(found).length > 0);

const metadata = z
  .object({
    op: z.string(),
    urn: z.string(),
    old: state.nullish(),
    new: state.nullish(),
    keys: z.array(z.string()).nullish(),
    detailedDiff: details.nullish(),
  })
  .transform((found): Step => ({
    op: found.op,
    urn: found.urn,
    oldState: found.old,
    newState: found.new,
    replaceReasons: found.keys,
    detailedDiff: found.detailedDiff,
  }));

const event = z.object({
  resourcePreEvent: z.object({ metadata }).optional(),
  resOutputsEvent: z.object({ metadata }).optional(),
  diagnosticEvent: diagnostic.optional(),
  summaryEvent: z
    .object({ resourceChanges: z.record(z.string(), z.number()).nullish() })
    .optional(),
});

/** A preview. */
export interface Preview extends Parted {
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  /** The number of unchanged resources, if the preview counts but does not list them. */
  readonly same: number | undefined;
}

const HOW = "Create one with: pulumi preview --json --show-sames --refresh > preview.json";

/** Parses a preview; fails if it is not one. */
export function readPreview(text: string, from: string): Preview {
  const content = text.replace(/^\uFEFF/, "").trim();
  if (content === "")
    throw new UserError(
      `${from} is empty: Pulumi created no preview; its standard error says why. ${HOW}`,
    );
  const whole = parseJson(content);
  const found = digest.safeParse(whole);
  if (found.success) {
    const { steps = [], diagnostics = [], changeSummary } = found.data;
    return previewOf(partDigest(steps), diagnostics, changeSummary);
  }
  const events = eventsOf(whole === undefined ? content.split("\n").map(parseJson) : [whole]);
  if (!events) throw new UserError(`${from} is not a Pulumi preview. ${HOW}`);
  return previewOf(
    partEvents(
      events.map(({ resourcePreEvent, resOutputsEvent }) => ({
        begun: resourcePreEvent?.metadata,
        ended: resOutputsEvent?.metadata,
      })),
    ),
    events.flatMap(({ diagnosticEvent }) => diagnosticEvent ?? []),
    events.findLast(({ summaryEvent }) => summaryEvent)?.summaryEvent?.resourceChanges ?? undefined,
  );
}

function previewOf(
  parted: Parted,
  diagnostics: z.output<typeof diagnostic>[],
  summary: Record<string, number> | undefined,
): Preview {
  const saying = (severity: string) =>
    diagnostics
      .filter((each) => each.severity === severity)
      // The CLI prefixes the severity, the event log does not.
      .map(({ message }) => message.replace(`${severity}: `, "").trim());
  return { ...parted, errors: saying("error"), warnings: saying("warning"), same: summary?.same };
}

/** The events of a log, if it has any that this needs. */
function eventsOf(lines: unknown[]): z.output<typeof event>[] | undefined {
  const found = z.array(event).safeParse(lines.filter((line) => line !== undefined));
  if (!found.success) return undefined;
  const says = ({ resourcePreEvent, summaryEvent, diagnosticEvent }: z.output<typeof event>) =>
    resourcePreEvent ?? summaryEvent ?? diagnosticEvent;
  return found.data.some((each) => says(each) !== undefined) ? found.data : undefined;
}

/** Undefined if it is not JSON, such as the last line of a log that was cut off. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
