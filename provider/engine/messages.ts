/** What create, read and delete say to people: what happened, to which resource, and what to do. */
import { UserError } from "../user-error.ts";
import type { ResourceDefinition, Listed } from "./definition.ts";
import { logicalNameOf } from "./automatic-names.ts";

type Named = Pick<ResourceDefinition, "name" | "nameInput">;

/** Of what a create has made, though no stack that is looked at manages it. */
export const MAY_BELONG = "may belong to another stack";

/** How many of several are named. */
const MOST_NAMED = 5;

export function exists(
  definition: Pick<ResourceDefinition, "inputs" | "nameInput">,
  described: string,
  found: readonly Listed[],
  cause?: unknown,
): UserError {
  const many = found.length > 1 ? ` (${found.length} of them: ${idsOf(found)})` : "";
  const otherwise = definition.nameInput ? ", or give another name" : "";
  return new UserError(
    `${described} exists already${many}; an interrupted update may have made it. ` +
      `To manage it here, declare adopt: "${found[0]?.id ?? ""}"${otherwise}. ` +
      "To replace it (up --replace, state taint), set the resource's option deleteBeforeReplace: true",
    { cause },
  );
}

export function declaredTwice(described: string): UserError {
  return new UserError(`two resources of this program declare ${described}; remove one of them`);
}

export function managedAlready({ name }: Named, id: string, owner: string): UserError {
  return new UserError(
    `adopt: the ${name} ${id} is managed already, by the resource ${owner} of this program; remove one of them`,
  );
}

export function takenOverTwice({ name }: Named, id: string, owner: string): UserError {
  return new UserError(
    `the resource ${owner} of this program has just taken over the ${name} ${id}, which this one manages; ` +
      `remove adopt from ${owner}, and ${owner} from the state: pulumi state delete <its URN>`,
  );
}

export function shared({ name }: Named, id: string, owner: string): string {
  return (
    `Two resources of this stack have the same ${name} (${id}): this one and ${owner}. A change of one changes both. ` +
    "Remove one of them from the program: its removal then leaves the other's alone."
  );
}

export function leftToSurvivor({ name }: Named, id: string, owner: string): string {
  return `The ${name} ${id} is not deleted: the resource ${owner} of this stack has it.`;
}

export function severalToAdopt(described: string, found: readonly Listed[]): UserError {
  return new UserError(
    `adopt: true is not enough here: ${found.length} would be ${described} (${idsOf(found)}); ` +
      `declare the id of the one that you want, as in adopt: "${found[0]?.id ?? ""}"`,
  );
}

export function severalMade(described: string, found: readonly Listed[]): UserError {
  return new UserError(
    `the answer to the create of ${described} was lost, and there are several that it may have made (${idsOf(found)}); ` +
      `declare adopt with the id of the one that you want, as in adopt: "${found[0]?.id ?? ""}"`,
  );
}

export function madeTwice(described: string, id: string, others: readonly Listed[]): string {
  return (
    `Somebody else has made ${described} at the same moment: this one is ${id}, the other ${idsOf(others)}. ` +
    "If both are meant to be one, remove one of the declarations, and let the other adopt the one that you keep."
  );
}

export function notLookedAt(described: string, id: string): string {
  return `Whether somebody else has made ${described} at the same moment could not be looked up; this one is ${id}.`;
}

export function alikeToo(described: string, others: readonly Listed[]): string {
  return (
    `There was ${described} before, and there is another one now: ${idsOf(others)}. ` +
    `If an interrupted update made the other, and you want it instead, ${adoptLine(others)}.`
  );
}

/** What has an automatic name of this declaration, and nothing that this run has met manages. */
export function leftOver({ name }: Named, news: object, items: readonly Listed[]): string {
  const by = logicalNameOf(String(Reflect.get(news, "__declaredBy")));
  const one = /^[AEIOU]/.test(name) ? `An ${name}` : `A ${name}`;
  const isOne = items.length === 1;
  const what = isOne ? one : `${items.length} ${name} resources`;
  const [they, them] = isOne ? ["it", "it"] : ["they", "them"];
  return (
    `${what} may be left over from an earlier ${by}: ${items.slice(0, MOST_NAMED).map(nameAndId).join(", ")}${more(items)}. ` +
    `Unless this update replaces ${them}, an interrupted update or a destroyed stack has left ${them}, or ${they} ${MAY_BELONG}. ` +
    `To use it instead of the new one, ${adoptLine(items)}.`
  );
}

/** In the preview of a create that takes over, which looks like any other there. */
export function takesOver(
  { name, nameInput }: Named,
  { adopt, ...declared }: Readonly<Record<string, unknown>>,
): string {
  if (typeof adopt === "string") return `takes over the ${name} ${adopt}; nothing is made`;
  const which = nameInput
    ? ` named ${JSON.stringify(declared[nameInput.key])}`
    : " that is like this one";
  return `takes over the ${name}${which} if there is one, and makes it otherwise`;
}

export function darkened(described: string, logicalName: string): string {
  return (
    `${logicalName}: ${described} is dark for a moment. Its live input has as many outputs as it can have, ` +
    "so the old output was deleted before the new one was made."
  );
}

export function notThere(name: string, id: string): UserError {
  return new UserError(
    `adopt: there is no ${name} with the id ${JSON.stringify(id)}; check the id, the account and the app`,
  );
}

/** `.get` of an id that is not there. */
export function nothingToGet(
  { name }: Named,
  id: string,
  { accountId, appId }: Readonly<Record<string, unknown>>,
): UserError {
  const where = [
    ...(typeof accountId === "string" ? [`account ${accountId}`] : []),
    ...(typeof appId === "string" ? [`app ${appId}`] : []),
  ];
  return new UserError(
    `there is no ${name} with the id ${JSON.stringify(id)} in ${where.join(", ")}; check the id, the account and the app`,
  );
}

export function undeclarable({ name }: Named, id: string, reason: string): UserError {
  return new UserError(`the ${name} ${id} cannot be declared as the API has it: ${reason}`);
}

export function goneAtUpdate({ name }: Named, id: string): UserError {
  return new UserError(
    `the ${name} ${id} is gone: somebody has deleted it outside of Pulumi. \`pulumi up --refresh\` makes a new one`,
  );
}

export function cannotBecome(
  id: string,
  keys: readonly string[],
  reasons: Readonly<Record<string, string>>,
): UserError {
  const why = keys
    .map((key) => `${key} (${reasons[key] ?? "the API cannot change it"})`)
    .join(", ");
  return new UserError(
    `adopt: ${JSON.stringify(id)} differs from what is declared in ${why}; declare what it has, or remove adopt to make a new one`,
  );
}

function adoptLine(items: readonly Listed[]): string {
  return `declare adopt: "${items.at(-1)?.id ?? ""}"`;
}

function nameAndId({ id, name }: Listed): string {
  return name === undefined ? id : `${name} (${id})`;
}

function idsOf(items: readonly Listed[]): string {
  return (
    items
      .slice(0, MOST_NAMED)
      .map(({ id }) => id)
      .join(", ") + more(items)
  );
}

function more(items: readonly Listed[]): string {
  return items.length > MOST_NAMED ? ` and ${items.length - MOST_NAMED} more` : "";
}
