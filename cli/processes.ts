import { spawn, type SpawnOptions } from "node:child_process";
import { constants } from "node:os";
import { UserError } from "../provider/user-error.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** How many programs run with our streams and get our signals. */
let attended = 0;
let listening = false;

/** Makes a signal end us through `exit`, where locks, drafts and helpers are cleaned up. */
function exitOnSignals(): void {
  if (listening) return;
  listening = true;
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (attended === 0) process.exit(exitStatus(null, signal));
    });
  }
}

export interface Captured {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs a program to its end and keeps what it says. A program that cannot be started is a UserError. */
export function runCaptured(
  file: string,
  args: string[],
  options: SpawnOptions & {
    /** Gets the process's id, which is its group's, too. */
    onStart?: (pid: number) => void;
    onStderr?: (text: string) => void;
    timeoutMs?: number;
  } = {},
): Promise<Captured> {
  const { onStart, onStderr, timeoutMs, ...spawnOptions } = options;
  exitOnSignals();
  return new Promise((resolve, reject) => {
    // A group of its own, so that a time-out or our own end takes the helpers it started along.
    const child = spawn(file, args, {
      ...spawnOptions,
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    if (child.pid !== undefined) onStart?.(child.pid);
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
      onStderr?.(text);
    });
    const kill = () => killGroup(child.pid, "SIGKILL");
    const timer = timeoutMs === undefined ? undefined : setTimeout(kill, timeoutMs);
    process.once("exit", kill);
    const finish = () => {
      clearTimeout(timer);
      process.off("exit", kill);
    };
    child.once("error", (error) => {
      finish();
      reject(new UserError(`${file} could not be started: ${error.message}.`));
    });
    child.once("close", (code, signal) => {
      finish();
      resolve({ code: exitStatus(code, signal), stdout, stderr });
    });
  });
}

/**
 * Runs a program with our streams until it ends, whatever signal arrives meanwhile: the program gets
 * the signal, and the caller can still close what the program needed. Answers its exit status.
 */
export function runAttached(
  file: string,
  args: string[],
  options: SpawnOptions = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    // At a terminal Ctrl-C reaches the whole foreground group, the program too. Without one a signal
    // may be sent to a process or to its group, and npm passes on what it gets: in a group of its own
    // the program hears of it once, from us. Pulumi takes a second one for "stop at once".
    const atTerminal = process.stdin.isTTY;
    const child = spawn(file, args, { stdio: "inherit", ...options, detached: !atTerminal });
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
    const finish = () => {
      attended--;
      for (const signal of SIGNALS) process.off(signal, forward);
      // A program that was killed leaves its plugins behind, which would then stay for good.
      if (!atTerminal) killGroup(child.pid, "SIGTERM");
    };
    child.once("error", (error) => {
      finish();
      reject(new UserError(`${file} could not be started: ${error.message}.`));
    });
    child.once("exit", (code, signal) => {
      finish();
      resolve(exitStatus(code, signal));
    });
  });
}

export function killGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // nobody is left in it
  }
}

/** As a shell has it: 128 and the signal's number for what a signal ended. */
function exitStatus(code: number | null, signal: NodeJS.Signals | null): number {
  return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}
