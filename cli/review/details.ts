/** The details of a resource's change, by property, in a collapsed section. */
import type { Change, Op, PropertyChange } from "../../provider/review/rule.ts";
import { writePath } from "../../provider/schema/paths.ts";
import { cut, fenced, html, LONGEST_NAME, visible } from "./phrase.ts";

const LONGEST_VALUE = 160;
const MOST_PROPERTIES = 100;

const DONE: Readonly<Record<Op, string>> = {
  create: "create",
  adopt: "adopt",
  import: "import",
  update: "update",
  replace: "replace",
  delete: "delete",
  other: "another step",
  read: "read",
  same: "unchanged",
};

/** The details of a resource that the update changes. */
export function details(change: Change<Op>): string {
  return folded(DONE[change.op], change, change.properties.map(line));
}

/** The details of a resource that was changed outside Pulumi, with what the update does about it. */
export function detailsOfOutside(change: Change): string {
  const { op, properties } = change;
  if (op === "gone outside") return folded("gone", change, [], `: ${aboutGone(change)}`);
  const all = reactionToAll(change);
  const lines = properties.map(
    (each) => line(each) + (all === undefined ? ` (up ${each.up ?? ""})` : ""),
  );
  return folded("changed", change, lines, all === undefined ? "" : `: up ${all}`);
}

/** What the update does, if it is the same for all properties. */
function reactionToAll({ then, properties }: Change): string | undefined {
  if (then === "delete") return "removes it";
  const reactions = new Set(properties.map(({ up }) => up ?? "keeps it"));
  return reactions.size > 1 ? undefined : ([...reactions][0] ?? "keeps it");
}

function aboutGone({ then }: Change): string {
  if (then === undefined) return "also removed from the program";
  return then === "adopt" ? "up adopts it or creates it again" : "up creates it again";
}

function folded(done: string, change: Change, lines: readonly string[], end = ""): string {
  const { kind, type, name } = change;
  const what = `${done} ${html(cut(kind ?? type, LONGEST_NAME))} <code>${html(cut(name, LONGEST_NAME))}</code>`;
  if (lines.length === 0) return `<details><summary>${what}${end}</summary></details>`;
  const count = lines.length === 1 ? "1 property" : `${lines.length} properties`;
  const block = fenced("diff", firstOf(lines, MOST_PROPERTIES));
  return `<details><summary>${what} (${count})${end}</summary>\n\n${block}\n\n</details>`;
}

/** A line of a diff, in GitHub's colours: green for added, red for removed, orange for changed. */
function line({ path, is, secret, before, after }: PropertyChange): string {
  const sign = { added: "+", removed: "-", changed: "!" }[is];
  const value = secret
    ? is === "changed"
      ? "secret, changed"
      : "secret"
    : [before, after]
        .flatMap((text) => (text === undefined ? [] : [cut(text, LONGEST_VALUE)]))
        .join(" → ");
  return `${sign} ${cut(writePath(path), LONGEST_VALUE)}: ${value}`;
}

/** The first lines, shortened, and how many more there are. */
export function firstOf(lines: readonly string[], most: number): string[] {
  const more = lines.length - most;
  return [
    ...lines.slice(0, most).map((line) => cut(visible(line), 300)),
    ...(more > 0 ? [`… and ${more} more`] : []),
  ];
}
