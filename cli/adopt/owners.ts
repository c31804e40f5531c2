/**
 * Who manages a resource: a stack of this project, no stack, or maybe a stack of another project or backend.
 * The latter are left out unless requested, because two stacks that manage the same resource undo each
 * other's changes, and each can delete it.
 */
import { hasSuffix, mayBeAutomatic } from "../../provider/engine/automatic-names.ts";
import { MAY_BELONG } from "../../provider/engine/messages.ts";
import { UserError } from "../../provider/user-error.ts";
import { adoptedIn, namesIn } from "./entries.ts";
import type { Inventory, Item } from "./inventory.ts";
import { type Project, shortName } from "./stacks.ts";

/** The value of `--include` for all resources that may belong to another stack. */
export const ALL = "all";

/** A resource that is left out, and why. */
export interface LeftOut {
  readonly item: Item;
  readonly reason: string;
}

export interface Owners {
  /** The number of resources that each stack manages. */
  readonly managed: Readonly<Record<string, number>>;
  /** Resources to adopt. */
  readonly free: Item[];
  /** Resources that may belong to another stack and were not requested. */
  readonly others: LeftOut[];
  /** Remarks about resources to adopt, by id. */
  readonly remarks: ReadonlyMap<string, string>;
}

/** @param include the ids of resources to adopt although they may belong to another stack, or {@link ALL} */
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
  // Resources in the stack's config are requested too.
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

/** Fails for unknown ids, which would otherwise be ignored. */
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

/** Why each may belong to another stack, by id; a restream target belongs to the stack of its live input. */
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

/** A mark names the stack; an automatic name only shows that a stack created it. */
function suspicionOf({ section, title, mark }: Item, project: Project): string | undefined {
  if (mark !== undefined)
    return isInSight(mark, project) ? undefined : `belongs to stack ${stackOf(mark)}`;
  if (!hasSuffix(title)) return undefined;
  const name = namesIn(project, section).find((each) => mayBeAutomatic(title, each));
  return name === undefined ? MAY_BELONG : `may be left over from ${name}, or ${MAY_BELONG}`;
}

/** The logical name of the resource in a visible stack that created it but no longer manages it. */
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
