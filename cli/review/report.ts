/**
 * The report in Markdown, for a comment on a pull request. It stays within its limit for any stack: breaking
 * changes come first and in full; if that is too long, lists of names are shortened. The details are
 * collapsed and fill the remaining space.
 */
import type { Op } from "../../provider/review/rule.ts";
import { details, detailsOfOutside, firstOf } from "./details.ts";
import type { Alert, Findings, Verdict } from "./findings.ts";
import { code, cut, fenced, inMarkdown, LONGEST_NAME } from "./phrase.ts";

/** GitHub accepts comments of 65,536 characters; this leaves space for text of a workflow. */
export const DEFAULT_LIMIT = 64_000;
/** Enough space for all rules without names. */
export const SMALLEST_LIMIT = 16_000;

const MOST_NOTES = 10;
/** Reserved for the line about omitted details. */
const LAST_LINE = 500;

export interface ReportOptions {
  /** The maximum number of characters. */
  readonly limit?: number;
  /** The name in the marker. Default: the stack. */
  readonly marker?: string;
}

/** The whole report. */
export function report(
  findings: Findings,
  { limit = DEFAULT_LIMIT, marker }: ReportOptions = {},
): string {
  const page = new Page(limit - LAST_LINE);
  page.add(markerOf(marker ?? findings.stack ?? "stack"));
  page.add(heading(findings));
  page.add(findings.verdict === "failed" ? failure(findings) : summary(findings.counts));
  const { breaking, notice } = findings.alerts;
  const least = shortest("Worth a look", notice).length;
  page.add(section("Breaking", breaking, page.room - least - 4));
  page.add(section("Worth a look", notice, page.room));
  page.addIfItFits(warnings(findings.warnings));
  const omitted =
    addDetails(page, OUTSIDE, (findings.outside ?? []).map(detailsOfOutside)) +
    addDetails(page, "#### All changes", findings.changes.map(details));
  page.finish(omission(omitted, findings));
  return page.text;
}

const OUTSIDE = `#### Changed outside Pulumi since the last update

Each line says what ${code("pulumi up --refresh")} does about the change. Without ${code("--refresh")}, ${code("pulumi up")} compares with the state, which does not contain these changes.`;

/** Adds as many parts as fit; returns how many are omitted. */
function addDetails(page: Page, heading: string, parts: readonly string[]): number {
  if (parts.length > 0) page.addIfItFits(heading);
  return parts.filter((part) => !page.addIfItFits(part)).length;
}

/** Paragraphs within a limit. */
class Page {
  readonly #parts: string[] = [];
  #room: number;

  constructor(room: number) {
    this.#room = room;
  }

  get room(): number {
    return this.#room;
  }

  get text(): string {
    return `${this.#parts.join("\n\n")}\n`;
  }

  add(part: string): void {
    if (part === "") return;
    this.#parts.push(part);
    this.#room -= part.length + 2;
  }

  addIfItFits(part: string): boolean {
    const fits = part.length + 2 <= this.#room;
    if (fits) this.add(part);
    return fits;
  }

  /** Adds the last line, for which space is reserved. */
  finish(part: string): void {
    if (part !== "") this.#parts.push(part);
  }
}

/** The marker with which a workflow finds its comment; escaped, so that it cannot end the HTML comment. */
export function markerOf(name: string): string {
  const safe = name
    .replace(/[^\w./-]/g, "_")
    .replace(/-{2,}/g, "-")
    .replace(/-$/, "_");
  return `<!-- pulumi-realtimekit-review:${cut(safe, LONGEST_NAME)} -->`;
}

const VERDICTS: Readonly<Record<Verdict, string>> = {
  nothing: "nothing changes",
  changes: "changes",
  breaking: "breaking changes",
  failed: "no preview",
};

function heading({ stack, verdict }: Findings): string {
  return `### Review of stack ${code(stack ?? "?")}: ${VERDICTS[verdict]}`;
}

const COUNTED: readonly (readonly [Op, string])[] = [
  ["create", "to create"],
  ["adopt", "to adopt"],
  ["import", "to import"],
  ["update", "to update"],
  ["replace", "to replace"],
  ["delete", "to delete"],
  ["other", "with another step"],
];

function summary(counts: Findings["counts"]): string {
  const always: readonly Op[] = ["create", "update", "replace", "delete"];
  const parts = COUNTED.filter(([op]) => counts[op] > 0 || always.includes(op)).map(
    ([op, words]) => `${counts[op]} ${words}`,
  );
  return `**${[...parts, `${counts.same} unchanged`].join(", ")}**`;
}

/** Pulumi's errors. */
function failure({ errors, isUnread }: Findings): string {
  const lines = errors.flatMap((error) => error.split("\n")).filter((line) => line.trim() !== "");
  const why = `Pulumi could not create a preview, so the changes are not known:\n\n${fenced("text", firstOf(lines, 30))}`;
  return isUnread ? `${why}\n\n${UNREAD(code)}` : why;
}

/** What to do if the API cannot be read. */
export const UNREAD = (option: (text: string) => string): string =>
  `The resources could not be read from the API, so changes outside Pulumi are not known. To compare with the state only, use the option ${option("--no-refresh")}.`;

function warnings(found: readonly string[]): string {
  if (found.length === 0) return "";
  return `#### Warnings of the preview\n\n${fenced("text", firstOf(found, 20))}`;
}

/** The alerts: with notes, with names only, or with some of the names, depending on the space. */
function section(title: string, alerts: readonly Alert[], room: number): string {
  const forms = [withNotes, withNames];
  const whole = forms.map((form) => form(title, alerts)).find(({ length }) => length <= room);
  if (whole !== undefined) return whole;
  const spare = room - shortest(title, alerts).length;
  return compose(title, alerts, (alert) => someNames(alert, Math.floor(spare / alerts.length)));
}

function compose(title: string, alerts: readonly Alert[], tail: (alert: Alert) => string): string {
  if (alerts.length === 0) return "";
  const items = alerts.map((alert) => {
    const { rule, of } = alert;
    return `- **${rule.what} (${of.length}):** ${rule.means}${tail(alert)}`;
  });
  return `#### ${title}\n\n${items.join("\n")}`;
}

function withNotes(title: string, alerts: readonly Alert[]): string {
  return compose(title, alerts, ({ of }) =>
    of
      .map(({ change, notes }) => {
        const said = notes.slice(0, MOST_NOTES).map(inMarkdown);
        const more = notes.length > MOST_NOTES ? [`${notes.length - MOST_NOTES} more`] : [];
        const tail = said.length === 0 ? "" : `: ${[...said, ...more].join("; ")}`;
        return `\n  - ${code(change.name)}${tail}`;
      })
      .join(""),
  );
}

function withNames(title: string, alerts: readonly Alert[]): string {
  return compose(
    title,
    alerts,
    ({ of }) => ` ${of.map(({ change }) => code(change.name)).join(", ")}`,
  );
}

const MORE = (count: number) => ` … and ${count} more`;

function someNames({ of }: Alert, room: number): string {
  let text = "";
  for (const [index, { change }] of of.entries()) {
    const next = `${text}${index === 0 ? " " : ", "}${code(change.name)}`;
    if (next.length > room) return `${text}${MORE(of.length - index)}`;
    text = next;
  }
  return text;
}

function shortest(title: string, alerts: readonly Alert[]): string {
  return compose(title, alerts, ({ of }) => MORE(of.length));
}

function omission(count: number, { stack, outside }: Findings): string {
  if (count === 0) return "";
  const some = count === 1 ? "1 resource are" : `${count} resources are`;
  const refresh = outside === undefined ? "" : " --refresh";
  const command = `pulumi preview --diff${refresh} --stack ${stack ?? "<stack>"}`;
  return `**The details of ${some} omitted** because the report is limited in size. To see them: ${code(command)}`;
}
