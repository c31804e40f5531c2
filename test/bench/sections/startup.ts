/** One livestream, and what starts: the provider in its host, the plugin, the commands of this checkout. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { runCaptured } from "../../../cli/processes.ts";
import { providerBundle, root } from "../../../publish/build.ts";
import { pluginFolder } from "../../../publish/plugin.ts";
import { openCheckout } from "../../support/checkout.ts";
import { ensurePlugin } from "../../support/plugin.ts";
import { CONTENDERS, run, up, withContenders } from "../contenders.ts";
import { inTurns, measure, median } from "../measure.ts";
import { type Row, type Scale, seconds, type Section } from "../row.ts";

export async function startup({ rounds }: Scale): Promise<Section[]> {
  const rows = [
    ...(await oneLivestream(rounds)),
    await providerLoad(rounds),
    await nativeStart(rounds),
  ];
  return [{ title: "Start", rows }];
}

async function oneLivestream(rounds: number): Promise<Row[]> {
  const { dynamic, checkout, native, bare } = CONTENDERS;
  return await withContenders({ bare, dynamic, checkout, native }, 1, async (projects) => {
    for (const project of Object.values(projects)) await up(project);
    const jobs = Object.entries(projects).map(
      ([name, project]) => [name, () => run(project, "preview")] as const,
    );
    for (const [, job] of jobs) await job();
    const found = await inTurns<keyof typeof projects>(rounds, Object.fromEntries(jobs));
    return (["dynamic", "checkout", "native", "bare"] as const).flatMap((name): Row[] => {
      const sample = found[name];
      if (!sample) return [];
      const beside = `${seconds(sample.cpu)} of CPU`;
      const what = `preview of one resource, ${CONTENDERS[name].name}`;
      const reach = name === "bare" ? {} : { reach: 1.2 };
      return [{ what, value: sample.seconds, unit: "s", beside, ...reach }];
    });
  });
}

/** In the host, Pulumi's SDK is loaded already. */
async function providerLoad(rounds: number): Promise<Row> {
  const script = `
    require("@pulumi/pulumi");
    const before = process.cpuUsage();
    void require(${JSON.stringify(providerBundle)}).Livestream;
    const { user, system } = process.cpuUsage(before);
    console.log((user + system) / 1000);
    require("node:module").flushCompileCache?.();
  `;
  const times: number[] = [];
  for (let round = 0; round < rounds + 1; round++) {
    const { stdout } = await runCaptured(process.execPath, ["--eval", script], { cwd: root });
    times.push(Number(stdout));
  }
  // The first one compiles.
  const value = median(times.slice(1));
  return { what: "load of the provider in its host, CPU", value, unit: "ms", reach: 10 };
}

/** Until it prints its port. */
async function nativeStart(rounds: number): Promise<Row> {
  await ensurePlugin();
  const times: number[] = [];
  for (let round = 0; round < rounds + 1; round++) times.push(await cpuUntilPort());
  const value = median(times.slice(1));
  return { what: "start of the native plugin to its port, CPU", value, unit: "ms", reach: 100 };
}

async function cpuUntilPort(): Promise<number> {
  const plugin = spawn(process.execPath, [join(pluginFolder, "pulumi-resource-realtimekit")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(plugin.stdout, "data");
  const stat = await readFile(`/proc/${plugin.pid ?? 0}/stat`, "utf8").catch(() => "");
  // Fields 14 and 15, in hundredths of a second.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  // It keeps what it has compiled half a second after its start.
  await new Promise((resolve) => setTimeout(resolve, 800));
  plugin.kill();
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

const ONE_TEST = "test/unit/quiet.test.ts";

/** Commands of a checkout in which everything is built and cached. */
export async function commands({ rounds }: Scale): Promise<Section[]> {
  const checkout = await openCheckout();
  const of = (...words: string[]) =>
    measure(["npm", "run", "--silent", ...words], {
      // The copy has no tests.
      cwd: words[0] === "test" ? root : checkout.directory,
      env: checkout.env,
    });
  try {
    const jobs = {
      start: () => of("start"),
      pulumi: () => of("pulumi", "--", "preview", "--stack", "dev"),
      test: () => of("test", "--", ONE_TEST),
    };
    for (const job of Object.values(jobs)) await job();
    const found = await inTurns<keyof typeof jobs>(Math.min(rounds, 5), jobs);
    const row = (what: string, sample?: { seconds: number; cpu: number }): Row[] =>
      sample
        ? [{ what, value: sample.cpu, unit: "s", beside: `${seconds(sample.seconds)} of time` }]
        : [];
    const rows = [
      ...row("npm start without changes, CPU", found.start),
      ...row("npm run pulumi -- preview, CPU", found.pulumi),
      ...row(`npm test -- ${ONE_TEST}, CPU`, found.test),
    ];
    return [{ title: "Commands of a checkout, with everything cached", rows }];
  } finally {
    await checkout.remove();
  }
}
