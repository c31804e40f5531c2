/**
 * Whose a thing is: a stack's of this project, nobody's, or maybe that of a stack which cannot be seen
 * from here. What may be another stack's is left out unless somebody asks for it: two stacks that manage
 * one thing undo each other's changes, and either deletes it for both.
 */
import { hasSuffix, mayBeAutomatic } from "../../provider/engine/automatic-names.ts";
import { MAY_BELONG } from "../../provider/engine/messages.ts";
import { UserError } from "../../provider/user-error.ts";
import { adoptedIn, namesIn } from "./entries.ts";
import type { Inventory, Item } from "./inventory.ts";
import { type Project, shortName } from "./stacks.ts";

/** With `--include`: all that may belong to another stack. */
export const ALL = "all";

/** One thing that is left out, and why. */
export interface LeftOut {
  readonly item: Item;
  readonly reason: string;
}

export interface Owners {
  /** How many things of each stack were seen. */
  readonly managed: Readonly<Record<string, number>>;
  /** Those to be taken over. */
  readonly free: Item[];
  /** Those that may belong to another stack, and were not asked for. */
  readonly others: LeftOut[];
  /** What is to be said beside something that is taken over, by id. */
  readonly remarks: ReadonlyMap<string, string>;
}

/** @param include ids of what is taken over although it may belong to another stack, or {@link ALL} */
export function ownersOf(
  project: Project,
  { items }: Inventory,
  include: readonly string[],
): Owners {
  const stacks = new Map(project.managed.map(({ id, stack }) => [id, stack]));
  const counts: Record<string, number> = {};
  for (const { id } of items) {
    const stack = stacks.get(id);
    if (stack !== undefined) counts[stack] = (counts[stack] ?? 0) + 1;
  }
  const loose = items.filter(({ id }) => !stacks.has(id));
  refuseUnknown(loose, stacks, include);
  const suspicions = suspicionsIn(loose, project);
  // What the stack's config names, somebody has asked for.
  const asked = new Set([...include, ...adoptedIn(project).keys()]);
  const isAsked = ({ id, owner = id }: Item) =>
    include.includes(ALL) || asked.has(id) || asked.has(owner);
  const others = loose.flatMap((item) => {
    const reason = suspicions.get(item.id);
    return reason === undefined || isAsked(item) ? [] : [{ item, reason }];
  });
  const left = new Set(others.map(({ item }) => item));
  const remains = loose.flatMap((item): [string, string][] => {
    const name = markedBy(item, project);
    return name === undefined ? [] : [[item.id, `may be left over from ${name}`]];
  });
  return {
    managed: counts,
    free: loose.filter((item) => !left.has(item)),
    others,
    remarks: new Map([...suspicions, ...remains]),
  };
}

/** A mistyped id would otherwise be one that is left out without a word. */
function refuseUnknown(
  loose: readonly Item[],
  stacks: ReadonlyMap<string, string>,
  include: readonly string[],
): void {
  const problems = include
    .filter((id) => id !== ALL && !loose.some((item) => item.id === id))
    .map((id) => {
      const stack = stacks.get(id);
      return stack === undefined
        ? `--include: no resource has the id ${JSON.stringify(id)}.`
        : `--include: stack ${stack} already manages ${id}.`;
    });
  if (problems.length > 0) throw new UserError(problems.join("\n"));
}

/** Why each may belong to another stack, by id; a part is whose the whole is. */
function suspicionsIn(items: readonly Item[], project: Project): Map<string, string> {
  const own = new Map(
    items.flatMap((item): [string, string][] => {
      const reason = suspicionOf(item, project);
      return reason === undefined ? [] : [[item.id, reason]];
    }),
  );
  const parts = items.flatMap(({ id, owner = "" }): [string, string][] => {
    const reason = own.get(owner);
    return reason === undefined ? [] : [[id, reason]];
  });
  return new Map([...own, ...parts]);
}

/** A mark names the stack; a name that a create has made only tells that there is one. */
function suspicionOf({ section, title, mark }: Item, project: Project): string | undefined {
  if (mark !== undefined)
    return isInSight(mark, project) ? undefined : `belongs to stack ${stackOf(mark)}`;
  if (!hasSuffix(title)) return undefined;
  const name = namesIn(project, section).find((each) => mayBeAutomatic(title, each));
  return name === undefined ? MAY_BELONG : `may be left over from ${name}, or ${MAY_BELONG}`;
}

/** Which declaration of a stack in sight has made it, though none of them manages it any more. */
function markedBy({ mark }: Item, project: Project): string | undefined {
  if (mark === undefined || !isInSight(mark, project)) return undefined;
  const [, stack, ...name] = mark.split("/");
  return stack === shortName(project.stack ?? "")
    ? name.join("/")
    : `${name.join("/")} of stack ${stack ?? ""}`;
}

function isInSight(mark: string, { name, stacks }: Project): boolean {
  return stacks.some((stack) => stackOf(mark) === `${name}/${shortName(stack)}`);
}

/** A mark is `project/stack/logical name`. */
function stackOf(mark: string): string {
  return mark.split("/").slice(0, 2).join("/");
}
