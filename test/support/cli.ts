/** Runs the Pulumi CLI and parses its output. */
import { readFile } from "node:fs/promises";
import { type Captured, runCaptured } from "../../cli/processes.ts";

/** A planned or executed step of the engine. */
export interface Step {
  /** create, update, same, replace, create-replacement, delete-replaced, delete, refresh, read … */
  op: string;
  urn: string;
  type: string;
  /** The logical name. */
  name: string;
  /** The properties that cause a replacement, if any. */
  keys: string[];
}

export interface Diagnostic {
  severity: string;
  message: string;
  urn?: string;
}

export interface Run extends Captured {
  /** The complete output. */
  text: string;
}

/** The result of a command with steps. */
export interface Operation extends Run {
  /** The steps of all resources that change, without the stack and providers. */
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

/** Reads the engine's event log. */
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

/** A step is logged before it is executed, but the result of a refresh only afterwards. */
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

/** Whether it is not the stack or a provider of Pulumi. */
function isChange({ op, type }: Step): boolean {
  return op !== "same" && !type.startsWith("pulumi:");
}
