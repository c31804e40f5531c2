import { constants } from "node:os";
import { execa, type Options, type Result } from "execa";
import { UserError } from "../provider/user-error.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** The number of running programs that use our streams and get our signals. */
let attended = 0;
let listening = false;

/** Gives the signals to `handle`, instead of exiting, until the returned function is called. */
export function onSignals(handle: (signal: NodeJS.Signals) => void): () => void {
  attended++;
  for (const signal of SIGNALS) process.on(signal, handle);
  return () => {
    attended--;
    for (const signal of SIGNALS) process.off(signal, handle);
  };
}

/** On a signal, exits through `process.exit`, which cleans up programs, locks and drafts. */
function exitOnSignals(): void {
  if (listening) return;
  listening = true;
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (attended === 0) process.exit(128 + constants.signals[signal]);
    });
  }
}

/**
 * Waits for a signal; the caller can then clean up. A signal to the group arrives more than once, because
 * npm passes it on; another one a second later ends the command at once.
 */
export async function untilSignal(): Promise<void> {
  exitOnSignals();
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const stop = onSignals(() => resolve(undefined));
  await promise;
  setTimeout(stop, 1_000).unref();
}

export interface Captured {
  code: number;
  stdout: string;
  stderr: string;
}

interface ProcessOptions {
  cwd?: string;
  /** The complete environment. Default: our own. */
  env?: NodeJS.ProcessEnv;
}

/** Runs a program and captures its output. Throws a UserError if it cannot be started. */
export async function runCaptured(
  file: string,
  args: string[],
  options: ProcessOptions & {
    /** Its standard input. Default: none. */
    input?: string;
    /** Gets the id of the process and its group. */
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
    // A timeout or our own exit also kills the helpers that it started.
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
 * Runs a program with our streams until it ends. Signals are passed on to the program, so that the caller
 * can clean up afterwards. Returns its exit status.
 */
export async function runAttached(
  file: string,
  args: string[],
  options: ProcessOptions = {},
): Promise<number> {
  // At a terminal, Ctrl-C reaches the whole foreground group. Without one, a signal can be sent to a process
  // or to its group, and npm passes it on; in its own group, the program gets it once, from us. For Pulumi,
  // a second signal means "stop at once".
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
  // If the program was killed, its plugins are still running.
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

/** Used instead of execa's `killDescendants`, which would send every signal to the plugins too. */
export function killGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is empty.
  }
}

/** The exit status as in a shell: 128 plus the signal's number if a signal ended it. */
function statusOf(
  file: string,
  { exitCode, signal, ...result }: Pick<Result, "exitCode" | "signal" | "originalMessage">,
): number {
  if (exitCode !== undefined) return exitCode;
  if (signal !== undefined) return 128 + constants.signals[signal];
  throw new UserError(`${file} could not be started: ${result.originalMessage ?? ""}.`);
}
