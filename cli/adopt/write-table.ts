/** The plan for people. */
import { aligned } from "../table.ts";
import type { Item, Scope } from "./inventory.ts";
import { definitionOf, SECTIONS, wordFor } from "./kinds.ts";
import type { Candidate, Plan } from "./plan.ts";
import type { Project } from "./stacks.ts";

/** The longest name that is shown whole. */
const LONGEST = 40;

export function asTable(plan: Plan, project: Project, place: Scope): string {
  const { candidates, leftOut, managed, notes } = plan;
  const rows = candidates.map((one) => [
    definitionOf(one.item.section).name,
    titleOf(one),
    one.logicalName,
    one.item.id,
    remark(one),
  ]);
  return [
    `App ${place.appId}, account ${place.accountId}`,
    ...Object.entries(managed).map(([stack, count]) => `Managed by stack ${stack}: ${count}`),
    `Managed by no stack of project ${project.name}: ${summary(candidates)}`,
    ...(rows.length > 0 ? ["", ...aligned([HEAD, ...rows])] : []),
    ...(leftOut.length > 0 ? ["", "Left out:", ...aligned(leftOut.map(reasonRow))] : []),
    ...(notes.length > 0 ? ["", ...notes.map((note) => `Note: ${note}`)] : []),
  ].join("\n");
}

const HEAD = ["KIND", "NAME", "LOGICAL NAME", "ID", ""];

function summary(candidates: readonly Candidate[]): string {
  const parts = SECTIONS.flatMap((section) => {
    const count = candidates.filter(({ item }) => item.section === section).length;
    const word = wordFor(definitionOf(section));
    return count === 0 ? [] : [`${count} ${word}${count === 1 ? "" : "s"}`];
  });
  return parts.join(", ") || "nothing";
}

function titleOf({ item, owner = item.owner }: Candidate): string {
  return printable(owner === undefined ? item.title : `${item.title} of ${owner}`);
}

function remark({ declared, changes, leftOverFrom }: Candidate): string {
  const remarks = [
    ...(leftOverFrom === undefined ? [] : [`looks left over from ${leftOverFrom}`]),
    ...(changes.length > 0
      ? [`taking over changes ${changes.map(({ path }) => path).join(", ")}`]
      : []),
    ...(declared ? ["in config already: run pulumi up"] : []),
  ];
  return remarks.join("; ");
}

function reasonRow({ item, reason }: { item: Item; reason: string }): string[] {
  return [`  ${definitionOf(item.section).name}`, printable(item.title), item.id, reason];
}

/** A name may have any character in it: none that moves the cursor reaches the terminal. */
function printable(title: string): string {
  const safe = title.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu, "\ufffd");
  const letters = lettersOf(safe);
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join("")}…` : safe;
}

/** What the reader takes for one letter each, an emoji of several parts included. */
function lettersOf(text: string): string[] {
  return Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
}
