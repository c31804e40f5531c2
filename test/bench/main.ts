// `npm run bench [-- <sections>] [--quick] [--rounds N] [--resources N] [--write]`: what the provider costs on
// this machine, everything in one run and in turns, so that a busy moment meets all.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
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

type Measured = Section[] | { sections: Section[]; curves: Curves };

const SECTIONS: Readonly<Record<string, (scale: Scale) => Promise<Measured>>> = {
  previews,
  creates,
  startup,
  refreshes,
  limited,
  commands,
  curves,
};

const FULL: Scale = { resources: 200, rounds: 7, counts: [10, 100, 1000, 3000], creates: 300 };
const QUICK: Scale = { resources: 20, rounds: 2, counts: [5, 20], creates: 40 };

const PAGE = join(root, "docs", "benchmarks.md");
const PLOT = join(root, "docs", "benchmarks.svg");
/** The same as data; not in git, because it is another each time. */
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
    },
  });
  const scale = {
    ...(values.quick ? QUICK : FULL),
    ...(values.rounds !== undefined && { rounds: amount("--rounds", values.rounds) }),
    ...(values.resources !== undefined && { resources: amount("--resources", values.resources) }),
  };
  const names = positionals.length > 0 ? positionals : Object.keys(SECTIONS);
  const sections: Section[] = [];
  let drawn: Curves | undefined;
  for (const name of names) {
    const found = await sectionOf(name)(scale);
    const all = Array.isArray(found) ? found : found.sections;
    if (!Array.isArray(found)) drawn = found.curves;
    for (const section of all) console.log(asText(section));
    sections.push(...all);
  }
  await mkdir(join(root, "dist"), { recursive: true });
  await writeFile(DATA, `${JSON.stringify({ scale, sections, curves: drawn }, null, 2)}\n`);
  if (values.write) await write(sections, drawn);
  return 0;
}

async function write(sections: readonly Section[], drawn: Curves | undefined): Promise<void> {
  await writeFile(PAGE, withResults(await readFile(PAGE, "utf8"), sections));
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
