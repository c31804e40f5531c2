/** The results as a table: in the terminal, and between the markers of docs/benchmarks.md. */
import Table from "cli-table3";
import type { Row, Section } from "./row.ts";

const UNITS: Readonly<Record<Row["unit"], (value: number) => string>> = {
  ratio: (value) => value.toFixed(2),
  requests: (value) => `${grouped(value)} ${value === 1 ? "request" : "requests"}`,
  bytes: (value) => `${grouped(value)} bytes`,
  ms: (value) => `${value.toFixed(1)} ms`,
  s: (value) => `${value.toFixed(2)} s`,
  percent: (value) => `${value.toFixed(1)} %`,
  MiB: (value) => `${value.toFixed(0)} MiB`,
};

function grouped(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}

const HEAD = ["", "measured", "at most", "beside it"];

function cells({ what, value, unit, reach, beside }: Row): string[] {
  const mark = reach === undefined ? "" : value <= reach ? " ✔" : " ✖";
  const most = reach === undefined ? "" : UNITS[unit](reach);
  return [what, `${UNITS[unit](value)}${mark}`, most, beside ?? ""];
}

export function asText({ title, rows }: Section): string {
  const table = new Table({ head: HEAD, style: { head: [], border: [] } });
  table.push(...rows.map(cells));
  return `\n${title}\n${table.toString()}`;
}

function asMarkdown({ title, rows }: Section): string {
  const lines = [HEAD, HEAD.map(() => "---"), ...rows.map(cells)];
  return [`### ${title}`, "", ...lines.map((line) => `| ${line.join(" | ")} |`)].join("\n");
}

const BEGIN = "<!-- begin: npm run bench writes what follows -->";
const END = "<!-- end of what npm run bench writes -->";

/** The page with the results between its markers. */
export function withResults(page: string, sections: readonly Section[]): string {
  const [before, , after] =
    page.split(new RegExp(`${BEGIN}|${END}`)).length === 3 ? parts(page) : [];
  if (before === undefined || after === undefined) throw new Error("The page has no markers.");
  return `${before}${BEGIN}\n\n${sections.map(asMarkdown).join("\n\n")}\n\n${END}${after}`;
}

function parts(page: string): string[] {
  return page.split(new RegExp(`${BEGIN}|${END}`));
}
