/** The messages of create, read and delete: what happened, to which resource, and what to do next. */
import { UserError } from "../user-error.ts";
import type { ResourceDefinition, Listed } from "./definition.ts";
import { logicalNameOf } from "./automatic-names.ts";

type Named = Pick<ResourceDefinition, "name" | "nameInput">;

/** For a resource that looks created by Pulumi but that no known stack manages. */
export const MAY_BELONG = "may belong to another stack";

/** The maximum number of resources that a message lists. */
const MOST_NAMED = 5;

export function exists(
  definition: Pick<ResourceDefinition, "inputs" | "nameInput">,
  described: string,
  found: readonly Listed[],
  cause?: unknown,
): UserError {
  const many = found.length > 1 ? ` (${found.length} of them: ${idsOf(found)})` : "";
  const otherwise = definition.nameInput ? ", or use another name" : "";
  return new UserError(
    `${described} already exists${many}; an interrupted update may have created it. ` +
      `To manage it here, set adopt: "${found[0]?.id ?? ""}"${otherwise}. ` +
      "If you are replacing it (pulumi up --replace, pulumi state taint), set the resource option deleteBeforeReplace: true",
    { cause },
  );
}

export function declaredTwice(described: string): UserError {
  return new UserError(`two resources of this program define ${described}; remove one of them`);
}

export function managedAlready({ name }: Named, id: string, owner: string): UserError {
  return new UserError(
    `adopt: the ${name} ${id} is already managed by the resource ${owner} of this program; remove one of the two resources`,
  );
}

export function takenOverTwice({ name }: Named, id: string, owner: string): UserError {
  return new UserError(
    `the resource ${owner} of this program has just adopted the ${name} ${id}, which this resource already manages; ` +
      `remove adopt from ${owner} in your program, and remove ${owner} from the state: pulumi state delete <its URN>`,
  );
}

export function shared({ name }: Named, id: string, owner: string): string {
  return (
    `Two resources of this stack manage the same ${name} (${id}): this one and ${owner}. A change to one affects both. ` +
    "Remove one of the two resources from the program; this does not delete what they share."
  );
}

export function leftToSurvivor({ name }: Named, id: string, owner: string): string {
  return `The ${name} ${id} is not deleted, because the resource ${owner} of this stack also manages it.`;
}

export function severalToAdopt(described: string, found: readonly Listed[]): UserError {
  return new UserError(
    `adopt: true is ambiguous: ${found.length} existing resources match ${described} (${idsOf(found)}); ` +
      `set adopt to the id of the one that you want, for example adopt: "${found[0]?.id ?? ""}"`,
  );
}

export function severalMade(described: string, found: readonly Listed[]): UserError {
  return new UserError(
    `the response to the create of ${described} was lost, and it may have created any of several resources (${idsOf(found)}); ` +
      `set adopt to the id of the one that you want, for example adopt: "${found[0]?.id ?? ""}"`,
  );
}

export function madeTwice(described: string, id: string, others: readonly Listed[]): string {
  return (
    `Someone else created ${described} at the same time: this one is ${id}, the other is ${idsOf(others)}. ` +
    "If you need only one, remove one of the two resources from its program, and set adopt on the other to the id that you keep."
  );
}

export function notLookedAt(described: string, id: string): string {
  return `Could not check whether someone else created ${described} at the same time; this one is ${id}.`;
}

export function alikeToo(described: string, others: readonly Listed[]): string {
  return (
    `Before this create, there already was ${described}: ${idsOf(others)}. ` +
    `If an interrupted update created it and you want to use it instead, ${adoptLine(others)}.`
  );
}

/** For resources with an automatic name of this resource that nothing in this run manages. */
export function leftOver({ name }: Named, news: object, items: readonly Listed[]): string {
  const by = logicalNameOf(String(Reflect.get(news, "__declaredBy")));
  const one = /^[AEIOU]/.test(name) ? `An ${name}` : `A ${name}`;
  const isOne = items.length === 1;
  const what = isOne ? one : `${items.length} ${name} resources`;
  const [they, them] = isOne ? ["it", "it"] : ["they", "them"];
  return (
    `${what} may be left over from an earlier ${by}: ${items.slice(0, MOST_NAMED).map(nameAndId).join(", ")}${more(items)}. ` +
    `Unless this update replaces ${them}, ${they} may come from an interrupted update or a destroyed stack, or ${they} ${MAY_BELONG}. ` +
    `To use it instead of the new one, ${adoptLine(items)}.`
  );
}

/** For the preview of a create that adopts, which otherwise looks like any other create. */
export function takesOver(
  { name, nameInput }: Named,
  { adopt, ...declared }: Readonly<Record<string, unknown>>,
): string {
  if (typeof adopt === "string") return `adopts the ${name} ${adopt}; nothing is created`;
  const which = nameInput
    ? ` named ${JSON.stringify(declared[nameInput.key])}`
    : " that matches this one";
  return `adopts the ${name}${which} if it exists, otherwise creates it`;
}

export function briefInterruption(described: string, logicalName: string): string {
  return (
    `${logicalName}: ${described} receives no video for a moment. Its live input already has the maximum number of outputs, ` +
    "so the old output was deleted before the new one was created."
  );
}

export function notThere(name: string, id: string): UserError {
  return new UserError(
    `adopt: there is no ${name} with the id ${JSON.stringify(id)}; check the id, the account and the app`,
  );
}

/** For `.get` with an id that does not exist. */
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
    `the ${name} ${id} no longer exists: it was deleted outside Pulumi. Run \`pulumi up --refresh\` to create a new one`,
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
    `adopt: ${JSON.stringify(id)} differs from your inputs in ${why}; set these inputs to its values, or remove adopt to create a new one`,
  );
}

function adoptLine(items: readonly Listed[]): string {
  return `set adopt: "${items.at(-1)?.id ?? ""}"`;
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
