/** An `up` that is killed at a random moment: the CLI with all its plugins, or the provider's host alone. */
import { readFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { killGroup } from "../../cli/processes.ts";
import { childrenOf } from "../support/processes.ts";
import type { Operation, Project } from "../support/project.ts";

export const VICTIMS = ["the CLI and its plugins", "the provider's host"] as const;
export type Victim = (typeof VICTIMS)[number];

interface Kill {
  readonly up: Operation;
  /** When it was, in words. */
  readonly moment: string;
}

/** How the moment is chosen, so that kills are spread over all of an up and near its writes. */
const MOMENTS: readonly ((project: Project) => Promise<string>)[] = [
  async (project) => {
    const milliseconds = Math.random() * 1_500;
    await until(project, ({ arrived }) => arrived > 0);
    await wait(milliseconds);
    return `${milliseconds.toFixed()} ms after the first request`;
  },
  async (project) => {
    const count = 1 + Math.floor(Math.random() * 28);
    await until(project, ({ answered }) => answered >= count);
    return `when ${count} writes were answered`;
  },
  async (project) => {
    const count = 1 + Math.floor(Math.random() * 28);
    await until(project, ({ arrived }) => arrived >= count);
    await wait(Math.random() * 10);
    return `when ${count} writes had arrived`;
  },
];

/** Runs an up and kills it; one that was faster than the kill has gone well. */
export async function killedUp(project: Project, victim: Victim, round: number): Promise<Kill> {
  await project.control.clearRequests();
  // So that an up takes long enough to be killed anywhere.
  await project.control.fault({ method: "POST", latencyMs: 20, times: 1_000 });
  const started = Promise.withResolvers<number>();
  const running = project.up([], { onStart: started.resolve });
  const pid = await started.promise;
  const over = running.then(() => "too late: the up was over");
  const chosen = MOMENTS[Math.floor(round / VICTIMS.length) % MOMENTS.length];
  const moment = await Promise.race([over, chosen?.(project)]);
  const plugins = await childrenOf(pid);
  const hosts = await Promise.all(plugins.map(async (plugin) => await isHost(plugin)));
  if (victim === "the CLI and its plugins") {
    killGroup(pid, "SIGKILL");
    for (const plugin of plugins) killGroup(plugin, "SIGKILL");
  } else for (const [at, plugin] of plugins.entries()) if (hosts[at]) killGroup(plugin, "SIGKILL");
  const up = await running;
  await project.control.clearFaults();
  return { up, moment: moment ?? "" };
}

/** Whether the process is the host of the dynamic provider. */
async function isHost(pid: number): Promise<boolean> {
  const line = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  return /resource-pulumi-nodejs|dynamic-provider/.test(line);
}

interface Writes {
  arrived: number;
  answered: number;
}

async function until(project: Project, met: (writes: Writes) => boolean): Promise<void> {
  const deadline = performance.now() + 120_000;
  for (;;) {
    const posts = (await project.control.requests()).filter(({ method }) => method === "POST");
    const answered = posts.filter(({ status }) => status !== null).length;
    if (met({ arrived: posts.length, answered })) return;
    // An up that has failed will never come to that.
    if (performance.now() > deadline) throw new Error(`only ${posts.length} writes arrived`);
    await wait(3);
  }
}
