// `npm run soak [-- <jest's arguments>]`: the tests that show what the README guarantees, in full, and
// their figures as tables. `npm test` runs a sample of each. `SOAK_KILLS=5 npm run soak -- soak/kills`: less.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Table from "cli-table3";
import type { Figure } from "../support/figures.ts";
import { root } from "../../scripts/places.ts";
import { command } from "../../cli/command.ts";
import { runAttached } from "../../cli/processes.ts";
import { prepare } from "../../scripts/environment.ts";

/** How much of each is tried. */
const FULL = {
  /** Kills of an `up` of 30 resources. */
  SOAK_KILLS: "60",
  /** Kills of the emulator while it writes. */
  SOAK_EMULATOR_KILLS: "60",
  /** Configs that are changed at random. */
  SOAK_CONFIGS: "10000",
  /** Operations with a fault at one of their requests. */
  SOAK_FAULTS: "all",
  /** Fields of each kind. */
  SOAK_FIELDS: "all",
};

/** Where the tests are that take their amounts from these. */
const TESTS = ["test/soak/", "test/contract/killed", "test/unit/mutated-config"];

async function soak(args: string[]): Promise<number> {
  const { env } = await prepare(process.env);
  const home = await mkdtemp(join(tmpdir(), "realtimekit-soak-"));
  const figures = join(home, "figures.jsonl");
  try {
    const patterns = args.length > 0 ? args : TESTS;
    const code = await runAttached(
      process.execPath,
      [join(root, "node_modules", "jest", "bin", "jest.js"), ...patterns],
      // As in `npm test`, nothing that the user is logged in to is touched.
      { cwd: root, env: { ...FULL, ...env, PULUMI_HOME: home, SOAK_FIGURES: figures } },
    );
    for (const [section, table] of tables(await readFigures(figures)))
      console.log(`\n${section}\n${table}`);
    return code;
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** None where no test came so far as to count. */
async function readFigures(file: string): Promise<Figure[]> {
  const text = await readFile(file, "utf8").catch(() => "");
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.map((line) => JSON.parse(line) as Figure);
}

function tables(figures: Figure[]): [section: string, table: string][] {
  const bySection = Map.groupBy(figures, ({ section }) => section);
  return [...bySection].map(([section, each]) => [section, tableOf(each)]);
}

/** A row and a column for each that there is, in the order in which they came. */
function tableOf(figures: Figure[]): string {
  const columns = [...new Set(figures.map(({ column }) => column))];
  const table = new Table({ head: ["", ...columns], style: { head: [], border: [] } });
  for (const [row, each] of Map.groupBy(figures, (figure) => figure.row)) {
    const values = new Map(each.map(({ column, value }) => [column, String(value)]));
    table.push([row, ...columns.map((column) => values.get(column) ?? "–")]);
  }
  return table.toString();
}

await command(soak);
