/** The result of a rehearsal: as a table, as JSON, or as Markdown. */
import { gfmTableToMarkdown } from "mdast-util-gfm-table";
import { toMarkdown } from "mdast-util-to-markdown";
import { visible } from "../review/phrase.ts";
import { aligned } from "../table.ts";
import type { Check, Rehearsed } from "./check.ts";
import type { Options } from "./options.ts";

export function isGo(streams: readonly Rehearsed[]): boolean {
  return streams.every(({ checks }) => checks.every(({ status }) => status !== "failed"));
}

export function report(
  streams: readonly Rehearsed[],
  { json, markdown }: Pick<Options, "json" | "markdown">,
): string {
  if (json) return JSON.stringify({ go: isGo(streams), streams }, null, 2);
  return markdown ? asMarkdown(streams) : asTable(streams);
}

const HEAD = ["STREAM", "CHECK", "FOUND", "TIME"];
const SIGN: Readonly<Record<Check["status"], string>> = { ok: "✔", failed: "✖", skipped: "-" };

function asTable(streams: readonly Rehearsed[]): string {
  const rows = streams.flatMap(({ name, kind, checks }) =>
    checks.map((check, index) => [
      SIGN[check.status],
      index === 0 ? `${kind} ${name}` : "",
      ...cells(check),
    ]),
  );
  return [...aligned([["", ...HEAD], ...rows]), "", verdict(streams)].join("\n");
}

function asMarkdown(streams: readonly Rehearsed[]): string {
  const rows = streams.flatMap(({ name, kind, checks }) =>
    checks.map((check) => [SIGN[check.status], `${kind} ${name}`, ...cells(check)]),
  );
  return [`**${verdict(streams)}**`, "", markdownTable([["", ...HEAD.map(titled)], ...rows])].join(
    "\n",
  );
}

function markdownTable(rows: readonly string[][]): string {
  const cell = (value: string) => ({
    type: "tableCell" as const,
    children: [{ type: "text" as const, value: visible(value) }],
  });
  const children = rows.map((row) => ({ type: "tableRow" as const, children: row.map(cell) }));
  return toMarkdown({ type: "table", children }, { extensions: [gfmTableToMarkdown()] }).trimEnd();
}

function cells({ what, found, ms }: Check): string[] {
  return [what, found, ms === undefined ? "" : `${Math.round(ms)} ms`];
}

function titled(word: string): string {
  return word.charAt(0) + word.slice(1).toLowerCase();
}

function verdict(streams: readonly Rehearsed[]): string {
  const checks = streams.flatMap((each) => each.checks);
  const failures = checks.filter(({ status }) => status === "failed").length;
  const done = checks.filter(({ status }) => status !== "skipped").length;
  if (failures > 0) return `NO-GO: ${failures} of ${done} checks failed.`;
  return `GO: all ${done} checks passed.`;
}
