/** How a command of the CLI ended; where that is not as it should be, the test shows what it said. */
import assert from "node:assert/strict";
import type { Captured } from "../../cli/processes.ts";
import type { Run } from "./cli.ts";

/** Of the CLI or of any other command. */
export function assertSucceeded({ code, stdout, stderr }: Captured): void {
  assert.equal(code, 0, stdout + stderr);
}

export function assertFailed({ code, text }: Run): void {
  assert.notEqual(code, 0, text);
}

/** It failed and says so in plain words, without a stack trace. */
export function assertRefused(run: Run): void {
  assertFailed(run);
  expect(run.text).not.toMatch(/\n\s+at /);
}

/** Looks at what a command did; where that fails, what the command said is shown as well. */
export function showing({ text }: Run, look: () => void): void {
  try {
    look();
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    throw new Error(`${failure}\n\nThe CLI said:\n${text}`, { cause: error });
  }
}
