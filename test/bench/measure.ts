/** Measures commands: time, CPU of all of their processes, and memory. */
import { readdir, readFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { runCaptured } from "../../cli/processes.ts";
import { UserError } from "../../provider/user-error.ts";

export interface Sample {
  /** Wall time in seconds. */
  readonly seconds: number;
  /** User and system time in seconds of the command and all that it waited for. */
  readonly cpu: number;
  /** The largest memory of its processes together in MiB; 0 where that cannot be read. */
  readonly memory: number;
}

/** The shell reports the CPU time of its children, which Node cannot. */
const TIMED = '"$@"; code=$?; times >&2; exit $code';

/** Runs a command; it must succeed. */
export async function measure(
  words: readonly string[],
  options: { cwd: string; env: NodeJS.ProcessEnv },
): Promise<Sample> {
  const started = performance.now();
  const memory = { peak: 0, done: false };
  let watching: Promise<void> | undefined;
  const { code, stdout, stderr } = await runCaptured("sh", ["-c", TIMED, "sh", ...words], {
    ...options,
    onStart: (pid) => {
      watching = watch(pid, memory);
    },
  });
  const seconds = (performance.now() - started) / 1000;
  memory.done = true;
  await watching;
  if (code !== 0) throw new UserError(`${words.join(" ")} failed:\n${stdout}${stderr}`);
  return { seconds, cpu: cpuIn(stderr), memory: memory.peak };
}

/** The last line of `times` is about the children: `0m1.20s 0m0.30s`. */
function cpuIn(stderr: string): number {
  const last = stderr.trimEnd().split("\n").at(-1) ?? "";
  return [...last.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds),
    0,
  );
}

/** Reads the memory of a process and those below it while it runs; on Linux only. */
async function watch(pid: number, memory: { peak: number; done: boolean }): Promise<void> {
  while (!memory.done) {
    const sizes = await Promise.all((await below(pid)).map(residentOf));
    const sum = sizes.reduce((all, size) => all + size, 0);
    memory.peak = Math.max(memory.peak, sum / 1024);
    await wait(100);
  }
}

async function below(pid: number): Promise<number[]> {
  // Go starts processes from any of its threads.
  const threads = await readdir(`/proc/${pid}/task`).catch(() => []);
  const texts = threads.map((thread) =>
    readFile(`/proc/${pid}/task/${thread}/children`, "utf8").catch(() => ""),
  );
  const children = (await Promise.all(texts)).flatMap((text) => text.match(/\d+/g) ?? []);
  const all = await Promise.all(children.map((child) => below(Number(child))));
  return [pid, ...all.flat()];
}

async function residentOf(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Number(/^VmRSS:\s+(\d+)/m.exec(text)?.[1] ?? 0);
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = Number.NaN, high = Number.NaN] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}

/** Each job in turns, so that a busy moment meets all of them; the medians of each. */
export async function inTurns<Name extends string>(
  rounds: number,
  jobs: Readonly<Partial<Record<Name, () => Promise<Sample>>>>,
): Promise<Partial<Record<Name, Sample>>> {
  const entries = Object.entries(jobs) as [Name, () => Promise<Sample>][];
  const samples = new Map<Name, Sample[]>();
  for (let round = 0; round < rounds; round++)
    for (const [name, job] of entries)
      samples.set(name, [...(samples.get(name) ?? []), await job()]);
  return Object.fromEntries([...samples].map(([name, all]) => [name, medianOf(all)])) as Partial<
    Record<Name, Sample>
  >;
}

function medianOf(samples: readonly Sample[]): Sample {
  const of = (key: keyof Sample) => median(samples.map((sample) => sample[key]));
  return { seconds: of("seconds"), cpu: of("cpu"), memory: of("memory") };
}
