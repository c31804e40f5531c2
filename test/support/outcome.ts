/** Checks the result of a command; a failed check shows the command's output. */
import assert from "node:assert/strict";
import type { Captured } from "../../cli/processes.ts";
import type { Run } from "./cli.ts";

/** The result of a command. */
export function assertSucceeded({ code, stdout, stderr }: Captured): void {
  assert.equal(code, 0, stdout + stderr);
}

export function assertFailed({ code, text }: Run): void {
  assert.notEqual(code, 0, text);
}

/** The command failed with a message without a stack trace. */
export function assertRefused(run: Run): void {
  assertFailed(run);
  expect(run.text).not.toMatch(/\n\s+at /);
}

/** Runs a check; if it fails, shows the command's output too. */
export function showing({ text }: Run, look: () => void): void {
  try {
    look();
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    throw new Error(`${failure}\n\nThe CLI said:\n${text}`, { cause: error });
  }
}
