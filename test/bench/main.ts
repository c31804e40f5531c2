// `npm run bench [-- <resources> <rounds>]`: what the provider costs on top of Pulumi itself, on this
// machine, measured in turns so that a busy moment meets all of them.
import { type Project, withProject } from "../support/project.ts";
import { providerBundle } from "../../publish/build.ts";
import { command } from "../../cli/command.ts";
import { UserError } from "../../provider/user-error.ts";
import { runCaptured } from "../../cli/processes.ts";

/** The bounds. */
const MAXIMUM_RATIO = 1.25;
const MAXIMUM_PROVIDER_BYTES = 300;

async function bench([resources = "200", rounds = "7"]: string[]): Promise<number> {
  const count = Number(resources);
  const times = Number(rounds);
  if (!(count > 0 && times > 0))
    throw new UserError("npm run bench -- <resources> <rounds>: two numbers.");
  console.log(`${count} resources, medians of ${times} previews each, in turns`);
  const programs = [livestreams, bareLoader, bareSerialized].map((program) => program(count));
  return await withProject(
    async (ours) =>
      await withProject(
        async (loader) =>
          await withProject(
            async (serialized) => await compare({ ours, loader, serialized }, times),
            { program: programs[2] },
          ),
        { program: programs[1] },
      ),
    { program: programs[0] },
  );
}

type Contenders = Record<"ours" | "loader" | "serialized", Project>;

async function compare(projects: Contenders, times: number): Promise<number> {
  for (const [name, project] of Object.entries(projects)) {
    console.log(
      `first up, ${name}: ${seconds(await timed(project, ["up", "--yes", "--skip-preview"]))}`,
    );
  }
  const taken: Record<keyof Contenders, number[]> = { ours: [], loader: [], serialized: [] };
  for (let round = 0; round < times; round++) {
    for (const name of ["ours", "loader", "serialized"] as const) {
      taken[name].push(await timed(projects[name], ["preview"]));
    }
  }
  const ours = median(taken.ours);
  const loader = median(taken.loader);
  const serialized = median(taken.serialized);
  console.log(`no-op preview of livestreams                    ${seconds(ours)}`);
  console.log(`… of bare dynamic resources, constant loader    ${seconds(loader)}`);
  console.log(`… of bare pulumi.dynamic.Resource, serialized   ${seconds(serialized)}`);
  const calls = await callsOfUnchangedUp(projects.ours);
  const bytes = await providerBytes(projects.ours);
  console.log(`load time of dist/provider.cjs                  ${await loadTime()}`);
  const verdicts = [
    within("livestreams to constant loader, ratio", ours / loader, MAXIMUM_RATIO),
    within("livestreams to serialized, ratio", ours / serialized, MAXIMUM_RATIO),
    within("API calls of an unchanged up", calls, 0),
    within("__provider, bytes", bytes, MAXIMUM_PROVIDER_BYTES),
  ];
  return verdicts.every(Boolean) ? 0 : 1;
}

function within(what: string, value: number, maximum: number): boolean {
  const good = value <= maximum;
  const shown = Number.isInteger(value) ? String(value) : value.toFixed(2);
  console.log(`${good ? "✔" : "✖"} ${what.padEnd(45)} ${shown} (at most ${maximum})`);
  return good;
}

/** Without the event log of the harness: it makes the engine tell much more than a user's run. */
async function timed(project: Project, args: string[]): Promise<number> {
  const started = performance.now();
  const { code, text } = await project.pulumi(args);
  if (code !== 0) throw new UserError(`pulumi ${args.join(" ")} did not succeed:\n${text}`);
  return performance.now() - started;
}

async function callsOfUnchangedUp(project: Project): Promise<number> {
  await project.control.clearRequests();
  await timed(project, ["up", "--yes"]);
  return (await project.requests()).length;
}

async function providerBytes(project: Project): Promise<number> {
  const { deployment } = await project.exportState();
  const sizes = (deployment.resources ?? []).map(({ inputs }) => inputs?.__provider);
  return Math.max(...sizes.map((text) => (typeof text === "string" ? Buffer.byteLength(text) : 0)));
}

/** In the host @pulumi/pulumi is loaded already. */
async function loadTime(): Promise<string> {
  const script = `
    require("@pulumi/pulumi");
    const started = performance.now();
    require(${JSON.stringify(providerBundle)});
    console.log(performance.now() - started);
  `;
  const samples = [];
  for (let i = 0; i < 9; i++) {
    const { stdout } = await runCaptured(process.execPath, ["--eval", script], {
      cwd: import.meta.dirname,
    });
    samples.push(Number(stdout));
  }
  return `${median(samples).toFixed(1)} ms`;
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = Number.NaN, high = Number.NaN] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}

function livestreams(count: number): string {
  return `
    import { Livestream } from "pulumi-realtimekit";
    for (let i = 0; i < ${count}; i++) new Livestream("livestream-" + i, {});
  `;
}

/** A provider that does nothing, in the loader itself. */
function bareLoader(count: number): string {
  return `
    import * as pulumi from "@pulumi/pulumi";
    const __provider =
      'exports.handler = () => ({ create: async (inputs) => ({ id: "bare", outs: inputs }) });';
    class Bare extends pulumi.CustomResource {
      constructor(name: string) {
        super("pulumi-nodejs:dynamic/bench:Bare", name, { __provider });
      }
    }
    for (let i = 0; i < ${count}; i++) new Bare("bare-" + i);
  `;
}

function bareSerialized(count: number): string {
  return `
    import * as pulumi from "@pulumi/pulumi";
    const provider = { create: async (inputs: object) => ({ id: "bare", outs: inputs }) };
    class Bare extends pulumi.dynamic.Resource {
      constructor(name: string) {
        super(provider, name, {});
      }
    }
    for (let i = 0; i < ${count}; i++) new Bare("bare-" + i);
  `;
}

await command(bench);
