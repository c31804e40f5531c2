import { constants } from "node:os";
import { execa, type Options, type Result } from "execa";
import { UserError } from "../provider/user-error.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** How many programs run with our streams and get our signals. */
let attended = 0;
let listening = false;

/** Makes a signal end us through `exit`, where programs, locks and drafts are cleaned up. */
function exitOnSignals(): void {
  if (listening) return;
  listening = true;
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (attended === 0) process.exit(128 + constants.signals[signal]);
    });
  }
}

export interface Captured {
  code: number;
  stdout: string;
  stderr: string;
}

interface ProcessOptions {
  cwd?: string;
  /** All of it; default: our own. */
  env?: NodeJS.ProcessEnv;
}

/** Runs a program to its end and keeps what it says. One that cannot be started is a UserError. */
export async function runCaptured(
  file: string,
  args: string[],
  options: ProcessOptions & {
    /** What it reads; default: nothing. */
    input?: string;
    /** Gets the process's id, which is its group's, too. */
    onStart?: (pid: number) => void;
    onStderr?: (text: string) => void;
    timeoutMs?: number;
  } = {},
): Promise<Captured> {
  const { input, onStart, onStderr, timeoutMs } = options;
  exitOnSignals();
  const child = execa(file, args, {
    ...common(options),
    ...(input === undefined ? { stdin: "ignore" } : { input }),
    // A time-out or our own end takes the helpers that it started along.
    killDescendants: true,
    killSignal: "SIGKILL",
    ...(timeoutMs !== undefined && { timeout: timeoutMs }),
  });
  if (child.pid !== undefined) onStart?.(child.pid);
  if (onStderr) child.stderr.setEncoding("utf8").on("data", onStderr);
  const result = await child;
  return { code: statusOf(file, result), stdout: result.stdout, stderr: result.stderr };
}

/**
 * Runs a program with our streams until it ends, whatever signal arrives meanwhile: the program gets
 * the signal, and the caller can still close what the program needed. Answers its exit status.
 */
export async function runAttached(
  file: string,
  args: string[],
  options: ProcessOptions = {},
): Promise<number> {
  // At a terminal Ctrl-C reaches the whole foreground group, the program too. Without one a signal
  // may be sent to a process or to its group, and npm passes on what it gets: in a group of its own
  // the program hears of it once, from us. Pulumi takes a second one for "stop at once".
  const atTerminal = process.stdin.isTTY;
  const child = execa(file, args, {
    ...common(options),
    stdio: "inherit",
    detached: !atTerminal,
    forceKillAfterDelay: false,
  });
  let interruptedAt = Number.NEGATIVE_INFINITY;
  const forward = (signal: NodeJS.Signals) => {
    if (signal === "SIGINT") {
      if (atTerminal) return;
      if (performance.now() - interruptedAt < 1_000) return;
      interruptedAt = performance.now();
    }
    child.kill(signal);
  };
  attended++;
  for (const signal of SIGNALS) process.on(signal, forward);
  const result = await child;
  attended--;
  for (const signal of SIGNALS) process.off(signal, forward);
  // A program that was killed leaves its plugins behind, which would then stay for good.
  if (!atTerminal) killGroup(child.pid, "SIGTERM");
  return statusOf(file, result);
}

function common({ cwd, env = process.env }: ProcessOptions) {
  return {
    ...(cwd !== undefined && { cwd }),
    env,
    extendEnv: false,
    reject: false,
    stripFinalNewline: false,
    maxBuffer: Number.POSITIVE_INFINITY,
  } satisfies Options;
}

/** Not left to execa's `killDescendants`: with it each signal that is passed on would reach the plugins, too. */
export function killGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // nobody is left in it
  }
}

/** As a shell has it: 128 and the signal's number for what a signal ended. */
function statusOf(
  file: string,
  { exitCode, signal, ...result }: Pick<Result, "exitCode" | "signal" | "originalMessage">,
): number {
  if (exitCode !== undefined) return exitCode;
  if (signal !== undefined) return 128 + constants.signals[signal];
  throw new UserError(`${file} could not be started: ${result.originalMessage ?? ""}.`);
}
