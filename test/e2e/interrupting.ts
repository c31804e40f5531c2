/** Cuts an up off while it runs. */
import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { killGroup } from "../../cli/processes.ts";
import { childrenOf } from "../support/processes.ts";
import type { Project } from "../support/project.ts";

/** Longer than any test waits, in milliseconds. */
export const LONG = 60_000;

/** Runs an up, and signals its process group once `when` has come to pass. */
export async function interrupted(
  project: Project,
  signal: NodeJS.Signals,
  when: () => Promise<void>,
) {
  const started = Promise.withResolvers<number>();
  const running = project.up([], { onStart: started.resolve });
  const pid = await started.promise;
  try {
    await when();
    const plugins = await childrenOf(pid);
    killGroup(pid, signal);
    const up = await running;
    // Pulumi's plugins have groups of their own, and one outlives a Pulumi that is killed.
    if (signal === "SIGKILL") for (const plugin of plugins) killGroup(plugin, signal);
    return up;
  } finally {
    killGroup(pid, "SIGKILL");
  }
}

/** Resolves once the emulator got the requests. */
export async function until(project: Project, met: (requests: string[]) => boolean): Promise<void> {
  const deadline = performance.now() + LONG;
  while (!met(await project.requests())) {
    assert.ok(performance.now() < deadline, (await project.requests()).join("\n"));
    await wait(20);
  }
}
