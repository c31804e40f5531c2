// `npm run bench [-- <sections>] [--quick] [--rounds N] [--resources N] [--creates N]
// [--counts N,…] [--write]`: what the package costs on this machine, everything in one run and in turns, so that a busy moment
// meets all.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { command } from "../../cli/command.ts";
import { UserError } from "../../provider/user-error.ts";
import { root } from "../../scripts/places.ts";
import { plot } from "./plot.ts";
import { asText, withResults } from "./report.ts";
import type { Scale, Section } from "./row.ts";
import { creates, limited } from "./sections/creates.ts";
import { type Curves, curves } from "./sections/curves.ts";
import { previews } from "./sections/previews.ts";
import { refreshes } from "./sections/refreshes.ts";
import { commands, startup } from "./sections/startup.ts";
import { video } from "./sections/video.ts";

const SECTIONS: Readonly<Record<string, (scale: Scale) => Promise<Section[] | Measured>>> = {
  previews,
  creates,
  startup,
  refreshes,
  limited,
  commands,
  video,
  curves,
};

const FULL: Scale = { resources: 200, rounds: 7, counts: [10, 100, 1000, 3000], creates: 300 };
const QUICK: Scale = { resources: 20, rounds: 2, counts: [5, 20], creates: 40 };

const PAGE = join(root, "docs", "benchmarks.md");
const PLOT = join(root, "docs", "benchmarks.svg");
/** The same as data. */
const DATA = join(root, "dist", "benchmarks.json");

async function bench(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      quick: { type: "boolean" },
      write: { type: "boolean" },
      rounds: { type: "string" },
      resources: { type: "string" },
      creates: { type: "string" },
      counts: { type: "string" },
    },
  });
  const scale = {
    ...(values.quick ? QUICK : FULL),
    ...(values.rounds !== undefined && { rounds: amount("--rounds", values.rounds) }),
    ...(values.resources !== undefined && { resources: amount("--resources", values.resources) }),
    ...(values.creates !== undefined && { creates: amount("--creates", values.creates) }),
    ...(values.counts !== undefined && {
      counts: values.counts.split(",").map((count) => amount("--counts", count)),
    }),
  };
  const names = positionals.length > 0 ? positionals : Object.keys(SECTIONS);
  const jobs = names.map((name) => [name, sectionOf(name)] as const);
  for (const [name, measureAll] of jobs) {
    const found = await measureAll(scale);
    const measured = Array.isArray(found) ? { sections: found } : found;
    for (const section of measured.sections) console.log(asText(section));
    // A quick try, or a test, must not replace what the page shows.
    if (!values.write) continue;
    await keep({ ...(await kept()), [name]: measured });
    await write(await kept());
  }
  return 0;
}

interface Measured {
  readonly sections: Section[];
  readonly curves?: Curves;
}

type Results = Readonly<Record<string, Measured>>;

/** What was measured last, by section: one that takes long can be run by itself. */
async function kept(): Promise<Results> {
  const text = await readFile(DATA, "utf8").catch(() => "{}");
  return JSON.parse(text) as Results;
}

async function keep(results: Results): Promise<void> {
  await mkdir(dirname(DATA), { recursive: true });
  await writeFile(DATA, `${JSON.stringify(results, null, 2)}\n`);
}

async function write(results: Results): Promise<void> {
  const all = Object.keys(SECTIONS).flatMap((name) => results[name]?.sections ?? []);
  await writeFile(PAGE, withResults(await readFile(PAGE, "utf8"), all));
  const drawn = results.curves?.curves;
  if (drawn) await writeFile(PLOT, plot(drawn));
}

function sectionOf(name: string) {
  const section = SECTIONS[name];
  if (section) return section;
  throw new UserError(`There is no section "${name}". Use ${Object.keys(SECTIONS).join(", ")}.`);
}

function amount(name: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new UserError(`${name} ${text}: give a whole number, at least 1.`);
}

await command(bench);
