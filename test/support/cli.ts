/** Pulumi's CLI as tests run it, and what it says, as data. */
import { readFile } from "node:fs/promises";
import { type Captured, runCaptured } from "../../cli/processes.ts";

/** A step that the engine planned or took. */
export interface Step {
  /** create, update, same, replace, create-replacement, delete-replaced, delete, refresh, read … */
  op: string;
  urn: string;
  type: string;
  /** The logical name. */
  name: string;
  /** The properties that make a replacement; empty where it is none. */
  keys: string[];
}

export interface Diagnostic {
  severity: string;
  message: string;
  urn?: string;
}

export interface Run extends Captured {
  /** All that it said. */
  text: string;
}

/** A command that makes or plans steps. */
export interface Operation extends Run {
  /** Every step of a resource that is not left as it is; none of the stack's or a provider's own. */
  steps: Step[];
  /** Warnings, errors and what the program and the provider logged, in order. */
  diagnostics: Diagnostic[];
}

interface EngineEvent {
  resourcePreEvent?: { metadata: StepMetadata };
  resOutputsEvent?: { metadata: StepMetadata };
  diagnosticEvent?: { severity: string; message: string; urn?: string };
}

interface StepMetadata {
  op: string;
  urn: string;
  type: string;
  keys: string[] | null;
}

export async function runCli(
  file: string,
  args: string[],
  options: {
    cwd: string;
    env: NodeJS.ProcessEnv;
    timeoutMs?: number;
    onStart?: (pid: number) => void;
  },
): Promise<Run> {
  const all = [...args, "--non-interactive", "--color", "never"];
  const captured = await runCaptured(file, all, { timeoutMs: 180_000, ...options });
  return { ...captured, text: captured.stdout + captured.stderr };
}

/** Reads the engine's event log: the one account of an operation that is not made for eyes. */
export async function readEvents(file: string): Promise<Pick<Operation, "steps" | "diagnostics">> {
  const text = await readFile(file, "utf8").catch(() => "");
  const events = text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as EngineEvent);
  return {
    steps: stepsOf(events).filter(isChange),
    diagnostics: events
      .flatMap(({ diagnosticEvent }) => diagnosticEvent ?? [])
      .filter(({ severity }) => severity !== "debug"),
  };
}

/** A step is told before it is taken; but what a refresh finds is known only after. */
function stepsOf(events: EngineEvent[]): Step[] {
  const refreshing = new Set<string>();
  return events.flatMap(({ resourcePreEvent, resOutputsEvent }) => {
    const before = resourcePreEvent?.metadata;
    if (before?.op === "refresh") refreshing.add(before.urn);
    else if (before) return toStep(before);
    const after = resOutputsEvent?.metadata;
    return after && refreshing.delete(after.urn) ? toStep(after) : [];
  });
}

function toStep({ op, urn, type, keys }: StepMetadata): Step {
  return { op, urn, type, name: urn.split("::").at(-1) ?? "", keys: keys ?? [] };
}

/** The stack and Pulumi's own providers are not what a test is about. */
function isChange({ op, type }: Step): boolean {
  return op !== "same" && !type.startsWith("pulumi:");
}
