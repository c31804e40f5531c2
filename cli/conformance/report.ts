/** The report of a run: a table, Markdown, or JSON. */
import type { Profile } from "../../emulator/profile.ts";
import { aligned } from "../table.ts";
import type { Result } from "./observe.ts";
import type { Change } from "./profile.ts";

export interface Report {
  readonly profile: Profile;
  readonly results: readonly Result[];
  /** The changes since the last profile; undefined if there is none to compare with. */
  readonly changes: readonly Change[] | undefined;
  /** What remains at the API. */
  readonly stays: readonly string[];
  /** What could not be deleted. Only for the terminal, because it has ids. */
  readonly left: readonly string[];
  readonly interrupted: boolean;
}

const SIGN: Readonly<Record<Result["status"], string>> = {
  expected: "✔",
  known: "≠",
  new: "✖",
  failed: "✖",
  "not asked": "-",
};

export function asTable(report: Report): string {
  const rows = report.results.map(({ probe, seen, status }) => [
    SIGN[status],
    probe.call,
    String(probe.expected),
    String(seen),
    probe.neededBy,
  ]);
  return [
    ...aligned([["", "CALL", "EXPECTED", "SEEN", "NEEDED BY"], ...rows]),
    "",
    ...remarks(report, (text) => text),
    ...changeLines(report, (text) => text),
    verdict(report),
    "",
    ...remainders(report),
  ].join("\n");
}

/** For an issue, which may be public: without the API's own words. */
export function asMarkdown(all: Report): string {
  const report = { ...all, results: all.results.map(withoutWords) };
  const rows = report.results.map(({ probe, seen, status }) =>
    [SIGN[status], probe.call, String(probe.expected), String(seen), probe.neededBy].join(" | "),
  );
  const { api, date, version } = report.profile;
  return [
    `Seen on ${date} at ${api === "cloudflare" ? "Cloudflare's API" : "an emulator"} with version ${version}.`,
    "",
    ...changeLines(report, (text) => `\`${text}\``),
    verdict(report),
    "",
    ...remarks(report, (text) => `\`${text}\``),
    "<details><summary>All checks</summary>",
    "",
    "| | call | expected | seen | needed by |",
    "| --- | --- | --- | --- | --- |",
    ...rows.map((row) => `| ${row} |`),
    "",
    "</details>",
  ].join("\n");
}

function withoutWords({ detail, ...result }: Result): Result {
  const isOwn = result.status === "not asked" || /^[a-z0-9 -]{1,24}$/.test(detail ?? "");
  return isOwn && detail !== undefined ? { ...result, detail } : result;
}

export function asJson({ results, ...report }: Report): string {
  const checks = results.map(({ probe, ...result }) => {
    const { id, call, expected, source, neededBy } = probe;
    return { id, call, expected, source, neededBy, ...result };
  });
  return JSON.stringify({ ...report, checks }, null, 2);
}

/** What is not as expected, with the source of the expectation. */
function remarks({ results }: Report, code: (text: string) => string): string[] {
  const lines = results
    .filter(({ status }) => status !== "expected")
    .map(({ probe, seen, status, detail }) => {
      const why = detail === undefined ? "" : ` (${detail})`;
      const expected = `expected ${code(String(probe.expected))} (${probe.source})`;
      if (status === "not asked") return `- ${probe.id}: not asked${why}`;
      const told = status === "known" ? ", which the package is tested with" : "";
      return `- ${probe.id}: ${expected}, seen ${code(String(seen))}${why}${told}`;
    });
  return lines.length === 0 ? [] : ["Not as expected, or not seen:", ...lines, ""];
}

function changeLines({ changes }: Report, code: (text: string) => string): string[] {
  if (changes === undefined) return [];
  if (changes.length === 0) return ["Nothing changed since the last profile.", ""];
  const lines = changes.map(
    ({ id, before, now }) => `- ${id}: ${code(String(before))} before, ${code(String(now))} now`,
  );
  return ["Changed since the last profile:", ...lines, ""];
}

function verdict({ results, interrupted }: Report): string {
  const of = (...wanted: Result["status"][]) =>
    results.filter(({ status }) => wanted.includes(status)).length;
  const counts = [
    `${of("expected")} of ${results.length} as expected`,
    `${of("known")} in another known way`,
    `${of("new")} in a way that the package is not tested with`,
    `${of("failed")} failed`,
    `${of("not asked")} not asked`,
  ];
  return `${interrupted ? "Interrupted. " : ""}${counts.join(", ")}.`;
}

/** What remains at the API. */
export function remainders({ stays, left }: Pick<Report, "stays" | "left">): string[] {
  return [
    stays.length === 0
      ? "Everything that was created is deleted."
      : `Remaining, because the API cannot delete it: ${stays.join(", ")}. Everything else is deleted.`,
    ...left.map((each) => `Could not be deleted: ${each}`),
  ];
}
