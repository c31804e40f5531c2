/** Writes the plan as a table. */
import { aligned } from "../table.ts";
import type { Item, Scope } from "./inventory.ts";
import { definitionOf, SECTIONS, wordFor } from "./kinds.ts";
import { isBlank } from "./names.ts";
import type { LeftOut } from "./owners.ts";
import type { Candidate, Plan } from "./plan.ts";
import type { Project } from "./stacks.ts";

/** The maximum length of a name. */
const LONGEST = 40;

export function asTable(plan: Plan, project: Project, place: Scope): string {
  const { candidates, others, leftOut, managed, notes } = plan;
  const rows = candidates.map((one) => [
    definitionOf(one.item.section).name,
    titleOf(one),
    one.logicalName,
    one.item.id,
    remarkOf(one),
  ]);
  return [
    `App ${place.appId}, account ${place.accountId}`,
    ...Object.entries(managed).map(([stack, count]) => `Managed by stack ${stack}: ${count}`),
    `Managed by no stack of project ${project.name}: ${summary(candidates)}`,
    ...(rows.length > 0 ? ["", ...aligned([HEAD, ...rows])] : []),
    ...(others.length > 0 ? ["", OTHERS, ...aligned(others.map(reasonRow))] : []),
    ...(leftOut.length > 0 ? ["", "Left out:", ...aligned(leftOut.map(reasonRow))] : []),
    ...(notes.length > 0 ? ["", ...notes.map((note) => `Note: ${note}`)] : []),
  ].join("\n");
}

const HEAD = ["KIND", "NAME", "LOGICAL NAME", "ID", ""];

const OTHERS =
  "Left out, because another stack may manage them (--include <id> adopts them anyway):";

function summary(candidates: readonly Candidate[]): string {
  const parts = SECTIONS.flatMap((section) => {
    const count = candidates.filter(({ item }) => item.section === section).length;
    const word = wordFor(definitionOf(section));
    return count === 0 ? [] : [`${count} ${word}${count === 1 ? "" : "s"}`];
  });
  return parts.join(", ") || "nothing";
}

function titleOf({ item, owner = item.owner }: Candidate): string {
  const name = nameOf(item);
  return owner === undefined ? name : `${name} of ${printable(owner)}`;
}

function remarkOf({ declared, changes, remark }: Candidate): string {
  const remarks = [
    ...(remark === undefined ? [] : [printable(remark, Infinity)]),
    ...(changes.length > 0
      ? [`adopting changes ${changes.map(({ path }) => path).join(", ")}`]
      : []),
    ...(declared ? ["already in config: run pulumi up"] : []),
  ];
  return remarks.join("; ");
}

function reasonRow({ item, reason }: LeftOut): string[] {
  return [
    `  ${definitionOf(item.section).name}`,
    nameOf(item),
    item.id,
    printable(reason, Infinity),
  ];
}

/** The name for the table; an empty cell would look like a mistake. */
function nameOf({ title }: Item): string {
  return isBlank(title) ? "(no name)" : printable(title);
}

/** Replaces characters that could move the cursor of the terminal, and shortens the text. */
function printable(text: string, longest = LONGEST): string {
  const safe = text.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu, "\ufffd");
  const letters = lettersOf(safe);
  return letters.length > longest ? `${letters.slice(0, longest - 1).join("")}…` : safe;
}

/** The visible characters of a text; an emoji of several code points counts as one. */
function lettersOf(text: string): string[] {
  return Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
}
